// What answers of the past asked their senders for: read from the rules as they were then, as nothing of it is stored.

import { crowdedRetryAfter } from '../responses/crowded.ts'
import { retell } from '../responses/retell.ts'
import type { Store } from '../store/store.ts'
import type { BinId, Seq } from '../wire/ids.ts'
import type { AnswerRecord, HeaderPair, RequestSummary } from '../wire/requests.ts'
import { type RuleResponse, type RuleSet, stepsOf } from '../wire/rules/rules.ts'

/** Templates are filled in with requests as they came, whose bodies may be large: for so many, and no more. */
const mostFilled = 500

/** By seq: the value, or null where it is not known; no entry where the answer had no Retry-After. */
export async function retryAfters(
  store: Pick<Store, 'getRules' | 'getWhole'>,
  bin: BinId,
  requests: readonly RequestSummary[],
  takeTurn: () => Promise<void>,
): Promise<ReadonlyMap<Seq, string | null>> {
  const versions = new Map<number, RuleSet | undefined>()
  const values = new Map<Seq, string | null>()
  let filled = 0
  // The newest first: it is those that are filled in.
  for (const request of requests.toReversed()) {
    const { seq, response } = request
    if (!response || !hasHeaders(response)) continue
    if (response.by === 'hooklens') values.set(seq, crowdedRetryAfter)
    const { rulesVersion } = response
    if (rulesVersion === undefined) continue
    if (!versions.has(rulesVersion)) {
      versions.set(rulesVersion, await store.getRules(bin, rulesVersion))
      await takeTurn()
    }
    const set = versions.get(rulesVersion)
    const answered = responseOf(set, response)
    const value = retryAfterIn(answered?.headers ?? [])
    if (!answered || value === undefined || (answered.status ?? 200) !== response.status) continue
    if (!answered.template || !value.includes('{{')) {
      values.set(seq, value)
      continue
    }
    filled += 1
    values.set(seq, filled > mostFilled ? null : await fill(store, bin, seq, set))
    await takeTurn()
  }
  return values
}

/** Whether its headers reached the sender, and are known. */
function hasHeaders({ status, by, gaveUpAfterMs, drip }: AnswerRecord): boolean {
  if (status === null || by === 'handshake' || by === 'relay') return false
  // A body that drips comes after them.
  return gaveUpAfterMs === undefined || (drip !== undefined && drip.headers !== true)
}

/** As the rules had it; undefined where that version is no longer kept. */
function responseOf(
  set: RuleSet | undefined,
  { by, rule }: AnswerRecord,
): RuleResponse | undefined {
  if (by === 'default') return set?.default ?? undefined
  if (by !== 'rule') return undefined
  const found = set?.rules.find(({ id }) => id === rule?.id)
  return found && stepsOf(found)[rule?.step ?? 0]
}

/** As it was then: a template says the same for the same request. */
async function fill(
  store: Pick<Store, 'getWhole'>,
  bin: BinId,
  seq: Seq,
  set: RuleSet | undefined,
): Promise<string | null> {
  const whole = await store.getWhole(bin, seq)
  const answer = whole?.request.response
  if (!answer) return null
  const { sent } = retell({ ...whole, bin, answer, set, handshake: undefined })
  return (sent && retryAfterIn(sent.headers)) ?? null
}

function retryAfterIn(headers: readonly HeaderPair[]): string | undefined {
  return headers.find(([name]) => name.toLowerCase() === 'retry-after')?.[1]
}
