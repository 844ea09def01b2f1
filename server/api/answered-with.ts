// What answers of the past asked their senders for: read from the rules as they were then, as nothing of it is stored.

import { crowdedRetryAfter } from '../responses/crowded.ts'
import { retell } from '../responses/retell.ts'
import type { Store } from '../store/store.ts'
import type { BinId, Seq } from '../wire/ids.ts'
import type { AnswerRecord, HeaderPair, RequestSummary } from '../wire/requests.ts'
import { type RuleResponse, type RuleSet, stepsOf } from '../wire/rules/rules.ts'

/** Templates are filled in with requests as they came, whose bodies may be large: for so many, and no more. */
const mostFilled = 500

/** Null where it was made from the request and is not known; undefined where the answer had none. */
export interface AskedFor {
  readonly retryAfter: string | null | undefined
  /** Of a redirect. */
  readonly location: string | null | undefined
}

/** By seq; no entry where the answer asked for neither. */
export async function askedFor(
  store: Pick<Store, 'getRules' | 'getWhole'>,
  bin: BinId,
  requests: readonly RequestSummary[],
  takeTurn: () => Promise<void>,
): Promise<ReadonlyMap<Seq, AskedFor>> {
  const versions = new Map<number, RuleSet | undefined>()
  const asked = new Map<Seq, AskedFor>()
  let filled = 0
  // The newest first: it is those that are filled in.
  for (const request of requests.toReversed()) {
    const { seq, response } = request
    if (!response || !hasHeaders(response)) continue
    if (response.by === 'hooklens') {
      asked.set(seq, { retryAfter: crowdedRetryAfter, location: undefined })
    }
    const { rulesVersion } = response
    if (rulesVersion === undefined) continue
    if (!versions.has(rulesVersion)) {
      versions.set(rulesVersion, await store.getRules(bin, rulesVersion))
      await takeTurn()
    }
    const set = versions.get(rulesVersion)
    const answered = responseOf(set, response)
    const found = askedIn(answered?.headers ?? [], response.status)
    const values = Object.values(found).filter((value) => value !== undefined)
    if (!answered || values.length === 0 || (answered.status ?? 200) !== response.status) continue
    if (!answered.template || !values.some((value) => value.includes('{{'))) {
      asked.set(seq, found)
      continue
    }
    filled += 1
    const whole = filled > mostFilled ? undefined : await fill(store, bin, seq, set)
    asked.set(seq, whole ?? notKnown(found))
    await takeTurn()
  }
  return asked
}

function notKnown({ retryAfter, location }: AskedFor): AskedFor {
  return { retryAfter: retryAfter && null, location: location && null }
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
): Promise<AskedFor | undefined> {
  const whole = await store.getWhole(bin, seq)
  const answer = whole?.request.response
  if (!answer) return undefined
  const { sent } = retell({ ...whole, bin, answer, set, handshake: undefined })
  return sent ? askedIn(sent.headers, sent.status) : undefined
}

interface Asked {
  readonly retryAfter: string | undefined
  readonly location: string | undefined
}

function askedIn(headers: readonly HeaderPair[], status: number | null): Asked {
  const value = (wanted: string) => headers.find(([name]) => name.toLowerCase() === wanted)?.[1]
  const isRedirect = status !== null && redirecting.has(status)
  return { retryAfter: value('retry-after'), location: isRedirect ? value('location') : undefined }
}

/** Those that clients follow (RFC 9110, 15.4). */
const redirecting: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])
