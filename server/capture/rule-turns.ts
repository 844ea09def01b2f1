// How often each rule of a bin has matched, by what it counts per. Kept in memory and found again from the stored
// requests, which say at which turn they were answered: nothing is written for it.

import { type TakeTurn, turnKeyOf } from '../responses/find-rule.ts'
import type { Store } from '../store/store.ts'
import type { BinId, Seq } from '../wire/ids.ts'
import type { RequestSummary, Turn } from '../wire/requests.ts'
import type { Rule } from '../wire/rules/rules.ts'

export interface RuleTurns {
  readonly take: TakeTurn
  /** The turn that would be taken; it is not. */
  readonly next: TakeTurn
  /** Takes these to be the bin's rules from now on, and lets go of what others have counted. */
  keep(rules: readonly Rule[]): void
}

/** How many keys may still be counted on, of all bins together (A6). */
export interface KeyRoom {
  left: number
}

/** Of one bin, shared by its rules; those longest unseen begin anew. */
const mostKeys = 20_000
/** How far back is looked; a sender that repeats an event does so before that. */
const mostRequests = 2_000
const pageSize = 500

/** Reads the bin's newest requests. */
export async function recoverTurns(
  store: Pick<Store, 'listRequests'>,
  bin: BinId,
  rules: readonly Rule[],
  room: KeyRoom,
): Promise<RuleTurns> {
  const turns = new Map<string, Map<string, number>>()
  const after = rules.length === 0 ? undefined : Math.min(...rules.map((rule) => rule.after))
  if (after !== undefined) {
    await readBack(store, bin, after, (request) => {
      for (const told of turnsOf(request)) {
        const rule = rules.find(({ id }) => id === told.rule)
        if (!rule || request.seq <= rule.after) continue
        const counts = countsOf(turns, rule)
        const key = turnKeyOf(rule, request)
        counts.set(key, Math.max(counts.get(key) ?? 0, told.turn))
      }
    })
  }
  let isKept = false
  return {
    keep(rules) {
      if (!isKept) for (const { size } of turns.values()) room.left -= size
      isKept = true
      const names = new Set(rules.map(nameOf))
      for (const [name, { size }] of turns) {
        if (names.has(name)) continue
        turns.delete(name)
        room.left += size
      }
    },
    next: (rule, key) => (turns.get(nameOf(rule))?.get(key) ?? 0) + 1,
    take(rule, key) {
      const counts = countsOf(turns, rule)
      const turn = (counts.get(key) ?? 0) + 1
      if (turn === 1) room.left -= 1
      // Taken out first, so that it goes to the end: the first one is the longest unseen.
      else if (counts.size > 1) counts.delete(key)
      counts.set(key, turn)
      if (counts.size > mostKeys / turns.size) {
        const [oldest = ''] = counts.keys()
        counts.delete(oldest)
        room.left += 1
      }
      return turn
    },
  }
}

function turnsOf({ response }: RequestSummary): readonly Turn[] {
  const { rule, missed = [] } = response ?? {}
  return rule ? [...missed, { rule: rule.id, turn: rule.turn }] : missed
}

function countsOf(turns: Map<string, Map<string, number>>, rule: Rule): Map<string, number> {
  const name = nameOf(rule)
  const known = turns.get(name)
  if (known) return known
  const counts = new Map<string, number>()
  turns.set(name, counts)
  return counts
}

/** A rule that was changed, or set back, counts anew. */
function nameOf({ id, after }: Rule): string {
  return `${id} ${after}`
}

async function readBack(
  store: Pick<Store, 'listRequests'>,
  bin: BinId,
  after: Seq,
  see: (request: RequestSummary) => void,
): Promise<void> {
  let before: Seq | undefined
  for (let read = 0; read < mostRequests; read += pageSize) {
    const page = await store.listRequests(bin, {
      order: 'desc',
      limit: pageSize,
      after,
      ...(before === undefined ? {} : { before }),
    })
    page.requests.forEach(see)
    if (page.next === null) return
    before = page.next
  }
}
