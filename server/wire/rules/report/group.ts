// Which requests of a bin are attempts at one event, for senders that Hooklens knows and for those it does not (P4).

import { eventKeyOf } from '../../repeats.ts'
import type { RequestSummary } from '../../requests.ts'
import { answeredAt, isSuccess } from './answers.ts'
import type { KnownBy } from './retry-report.ts'

export interface Group {
  readonly knownBy: KnownBy
  /** In the order they came. */
  readonly requests: readonly RequestSummary[]
}

export interface GroupMeans {
  /** The id its sender gives the event, where a request of no known provider carries one. */
  readonly idOf: (request: RequestSummary) => string | undefined
  /** Whether it was told how long to wait: a long gap after that is no break. */
  readonly isToldToWait: (request: RequestSummary) => boolean
}

/** About a millisecond's work. */
const requestsPerTurn = 500

/** `requests` in the order they came. */
export async function groupAttempts(
  requests: readonly RequestSummary[],
  means: GroupMeans,
  takeTurn: () => Promise<void>,
): Promise<readonly Group[]> {
  const groups = new Map<string, { knownBy: KnownBy; requests: RequestSummary[] }>()
  for (const [index, request] of requests.entries()) {
    if (index % requestsPerTurn === 0) await takeTurn()
    const { key, knownBy } = keyOf(request, means)
    const group = groups.get(key)
    if (group) group.requests.push(request)
    else groups.set(key, { knownBy, requests: [request] })
  }
  await takeTurn()
  return [...groups.values()].flatMap((group) =>
    group.knownBy === 'id' ? [group] : seriesOf(group.requests, means),
  )
}

function keyOf(
  request: RequestSummary,
  { idOf }: GroupMeans,
): { readonly key: string; readonly knownBy: KnownBy } {
  const { provider, method, path, body } = request
  const event = eventKeyOf(request)
  if (provider && event !== undefined) {
    const key = JSON.stringify([provider.id, provider.event, provider.deliveryId, path, event])
    return { key, knownBy: 'id' }
  }
  const id = idOf(request)
  if (id !== undefined) return { key: JSON.stringify(['', method, path, id]), knownBy: 'id' }
  const key = JSON.stringify([provider?.id, method, path, body.sha256, request.state])
  return { key, knownBy: 'body' }
}

/** From here on a gap may be where someone sent the same again, rather than one of a backoff. */
const leastBreakMs = 10_000
/** A backoff grows: where gaps are again so many times shorter, it has begun anew. */
const breakRatio = 8

/**
 * The same body may be sent as another event. What follows a success is no retry; and after the last attempt of one
 * series comes a long gap, then short ones again.
 */
function seriesOf(
  requests: readonly RequestSummary[],
  { isToldToWait }: GroupMeans,
): readonly Group[] {
  const series: RequestSummary[][] = []
  let current: RequestSummary[] = []
  for (const [index, request] of requests.entries()) {
    const before = requests[index - 1]
    const isNew =
      before && (isSuccess(before.response) || (isBreak(requests, index) && !isToldToWait(before)))
    if (isNew) {
      series.push(current)
      current = []
    }
    current.push(request)
  }
  series.push(current)
  return series.map((one) => ({ knownBy: 'body', requests: one }))
}

function isBreak(requests: readonly RequestSummary[], index: number): boolean {
  const gapMs = gapBefore(requests, index)
  const nextMs = gapBefore(requests, index + 1)
  const lastMs = gapBefore(requests, index - 1)
  if (gapMs === undefined || gapMs < leastBreakMs || lastMs === undefined) return false
  return nextMs !== undefined && gapMs > lastMs * breakRatio && gapMs > nextMs * breakRatio
}

function gapBefore(requests: readonly RequestSummary[], index: number): number | undefined {
  const [before, request] = [requests[index - 1], requests[index]]
  return before && request && request.receivedAt - (answeredAt(before) ?? before.receivedAt)
}
