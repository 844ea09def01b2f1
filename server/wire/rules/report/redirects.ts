// Whether senders followed the redirects that answered them, as far as that can be seen from the bin they were sent to.

import type { Seq } from '../../ids.ts'
import type { RequestSummary } from '../../requests.ts'
import { answeredAt } from './answers.ts'
import type { RedirectReport, RedirectSeen } from './retry-report.ts'

/** Where an answer sent its sender. */
export interface Redirect {
  /** As sent; null where it was made from the request and is not known. */
  readonly location: string | null
  /** The place below this very bin; null where it leads elsewhere, or is not known. */
  readonly here: Place | null
}

export type Place = Pick<RequestSummary, 'path' | 'query'>

/** Undefined where the answer was no redirect. */
export type RedirectOf = (request: RequestSummary) => Redirect | undefined

/** By the seq of what was redirected: the request that followed. */
export type Follows = ReadonlyMap<Seq, RequestSummary>

/** Clients follow at once; what comes later is something else. */
const longestMs = 60_000

/** `requests` in the order they came. */
export function findFollows(requests: readonly RequestSummary[], redirectOf: RedirectOf): Follows {
  const follows = new Map<Seq, RequestSummary>()
  const waiting = new Map<string, RequestSummary[]>()
  for (const request of requests) {
    const awaited = waiting.get(keyOf(request, request))
    const index = awaited?.findLastIndex((redirected) => isFollow(request, redirected)) ?? -1
    const [redirected] = index < 0 ? [] : (awaited?.splice(index, 1) ?? [])
    if (redirected) follows.set(redirected.seq, request)
    const here = redirectOf(request)?.here
    if (!here) continue
    const key = keyOf(request, here)
    waiting.set(key, [...(waiting.get(key) ?? []).filter(isInTime(request)), request])
  }
  return follows
}

function keyOf({ remoteAddress }: RequestSummary, { path, query }: Place): string {
  return JSON.stringify([remoteAddress, path, query])
}

function isInTime({ receivedAt }: RequestSummary): (redirected: RequestSummary) => boolean {
  return (redirected) => receivedAt <= (answeredAt(redirected) ?? redirected.receivedAt) + longestMs
}

/** What is the very same as before may be an attempt just as well: it is none that followed. */
function isFollow(request: RequestSummary, redirected: RequestSummary): boolean {
  if (!isInTime(request)(redirected)) return false
  const { method, body } = request
  if (method === redirected.method) {
    return !isSamePlace(request, redirected) && body.sha256 === redirected.body.sha256
  }
  // RFC 9110, 15.4: 307 and 308 keep the method, others may become a GET.
  const { status = null } = redirected.response ?? {}
  return (method === 'GET' || method === 'HEAD') && status !== 307 && status !== 308
}

function isSamePlace(one: Place, other: Place): boolean {
  return one.path === other.path && one.query === other.query
}

export function redirectSeen(
  request: RequestSummary,
  redirectOf: RedirectOf,
  follows: Follows,
): RedirectSeen | null {
  const redirect = redirectOf(request)
  if (!redirect) return null
  const { location, here } = redirect
  const follow = follows.get(request.seq)
  if (follow) return { location, followed: 'yes', seq: follow.seq }
  if (location === null) return { location, followed: 'untold', seq: null }
  if (!here) return { location, followed: 'elsewhere', seq: null }
  return { location, followed: isSamePlace(request, here) ? 'untold' : 'no', seq: null }
}

/** Undefined where nothing was redirected. */
export function countRedirects(seen: readonly (RedirectSeen | null)[]): RedirectReport | undefined {
  const count = (what: RedirectSeen['followed']) =>
    seen.reduce((sum, one) => sum + (one?.followed === what ? 1 : 0), 0)
  const counts = {
    followed: count('yes'),
    notFollowed: count('no'),
    elsewhere: count('elsewhere'),
    untold: count('untold'),
  }
  return Object.values(counts).some((one) => one > 0) ? counts : undefined
}
