// Computes verdicts of stored requests anew, newest first, a slice of the event loop at a time.

import type { BinCredentials } from '../providers/examine.ts'
import type { NewVerdict, Store } from '../store/store.ts'
import { createPredicate } from '../wire/filter/match.ts'
import { parseFilter } from '../wire/filter/parse.ts'
import type { BinId, Seq } from '../wire/ids.ts'
import type { RequestSummary } from '../wire/requests.ts'
import type { Judge } from './judge.ts'
import type { Wanted } from './wanted.ts'

export interface RecheckOptions {
  readonly bin: BinId
  readonly wanted: Wanted
  readonly store: Pick<Store, 'listRequests' | 'recordVerdicts'>
  readonly judge: Judge
  readonly credentialsOf: (bin: BinId) => Promise<BinCredentials>
  readonly takeTurn: () => Promise<void>
  /** Nothing more is written once it has aborted. */
  readonly signal: AbortSignal
  readonly onCounted: (total: number) => void
  /** So many are done, and of these changed. */
  readonly onWritten: (done: number, rev: number, changed: readonly RequestSummary[]) => void
}

/** Everything else waits at most about so long. */
const sliceMs = 8
/** Verdicts that share a commit. */
const mostAtOnce = 256
const pageSize = 500
/** With a wrong secret all are mismatches: the causes of the others are looked for when they are opened. */
const mostExplained = 1_000

export async function recheck(options: RecheckOptions): Promise<void> {
  const { bin, wanted, store, judge, credentialsOf, takeTurn, signal } = options
  const { most, isBetter = () => true } = wanted
  const known = (await collect(options)).slice(0, most)
  options.onCounted(known.length)
  const held = await credentialsOf(bin)
  let verdicts: NewVerdict[] = []
  let done = 0
  let mismatches = 0

  async function write(): Promise<void> {
    if (signal.aborted) return
    const written = await store.recordVerdicts(bin, verdicts)
    if (written) options.onWritten(done, written.rev, written.value)
    verdicts = []
    done = 0
  }

  await takeTurn()
  let turn = performance.now()
  for (const { seq, reason } of known) {
    if (signal.aborted) return
    const effort = mismatches < mostExplained ? 'inline' : 'none'
    const verdict = await judge(bin, seq, held, effort)
    if (verdict && isBetter(verdict, reason)) verdicts.push(verdict)
    if (verdict?.signature?.verdict === 'mismatch') mismatches += 1
    done += 1
    if (done === mostAtOnce) await write()
    if (performance.now() - turn < sliceMs) continue
    await takeTurn()
    turn = performance.now()
  }
  await write()
}

interface Known {
  readonly seq: Seq
  /** Of its verdict so far. */
  readonly reason: string | null
}

/** Newest first; what arrives from now on is checked as it comes. */
async function collect({ bin, wanted, store, signal }: RecheckOptions): Promise<readonly Known[]> {
  const filter = predicateOf(wanted.filter)
  const known: Known[] = []
  let before: Seq | null = Number.MAX_SAFE_INTEGER
  while (before !== null && !signal.aborted) {
    const how = { before, limit: pageSize, order: 'desc', filter } as const
    const { requests, next } = await store.listRequests(bin, how)
    for (const one of requests) {
      if (wanted.takes(one)) known.push({ seq: one.seq, reason: one.signature?.reason ?? null })
    }
    before = next
  }
  return known
}

function predicateOf(text: string) {
  const parsed = parseFilter(text)
  if (parsed.type === 'error') throw new Error(parsed.error.message)
  return createPredicate(parsed.filter, { now: 0 })
}
