// Which gaps between attempts are of the sender's own making, and not what an answer asked it for.

import { type ReadEvent, retriesOf } from './attempts.ts'
import { type Backoff, findBackoff, type GapPoint } from './backoff.ts'
import type { AttemptReport, Honouring, RetryAfterReport, RetryAfterSeen } from './retry-report.ts'

/** Undefined where there was no Retry-After at all. */
export function honouringOf(events: readonly ReadEvent[]): RetryAfterReport | undefined {
  const seen = events.flatMap(({ attempts }) =>
    attempts.flatMap(({ retryAfter }) => retryAfter ?? []),
  )
  if (seen.length === 0) return undefined
  const followed = seen.filter(asksToWait)
  const honoured = followed.filter(({ isHonoured }) => isHonoured).length
  const unknown = seen.filter(({ value }) => value === null).length
  return {
    honours: howOften(followed, honoured),
    followed: followed.length,
    honoured,
    unknown,
  }
}

/** One that asks for no wait says nothing of who came after it. */
function asksToWait({ ms, isHonoured }: RetryAfterSeen): boolean {
  return isHonoured !== null && ms !== null && ms > 0
}

function howOften(followed: readonly RetryAfterSeen[], honoured: number): Honouring {
  if (followed.length === 0) return 'untold'
  if (honoured === 0) return 'no'
  const closely = followed.filter(isClose).length
  if (honoured === followed.length) return closely * 2 >= honoured ? 'yes' : 'longer'
  return 'partly'
}

/** Whether the wait was what the answer asked for, or that and a little more. */
function isClose({ ms, isHonoured, lateMs }: RetryAfterSeen): boolean {
  return isHonoured === true && lateMs !== null && ms !== null && lateMs <= Math.max(500, ms * 0.3)
}

/** Undefined where no gap is the sender's own. */
export function ownBackoff(
  events: readonly ReadEvent[],
  honours: Honouring | undefined,
): Backoff | undefined {
  const isAsked = honours === 'yes' || honours === 'partly'
  const gaps = events.flatMap((event) =>
    retriesOf(event).flatMap((attempt, index, attempts) => {
      const asked = attempts[index - 1]?.retryAfter
      if (attempt.gapMs === null || attempt.verdict === 'again') return []
      if (isAsked && asked && isClose(asked)) return []
      return { position: index, fromStartMs: attempt.gapMs, waitedMs: waitOf(attempt) }
    }),
  )
  const fromAnswer = findBackoff(
    gaps.map(({ position, fromStartMs, waitedMs }): GapPoint => {
      return { position, ms: Math.max(0, fromStartMs - waitedMs) }
    }),
  )
  // Where answers were quick, both are the same.
  if (!gaps.some(({ fromStartMs, waitedMs }) => waitedMs > Math.max(100, fromStartMs / 10))) {
    return fromAnswer
  }
  const fromStart = findBackoff(
    gaps.map(({ position, fromStartMs }): GapPoint => ({ position, ms: fromStartMs })),
  )
  return fromStart && isClearer(fromStart, fromAnswer)
    ? { ...fromStart, isFromStart: true }
    : fromAnswer
}

function waitOf({ gapMs, pauseMs }: AttemptReport): number {
  return gapMs === null || pauseMs === null ? 0 : gapMs - pauseMs
}

/** Most count from the answer: only what strays far less speaks against it. */
function isClearer(one: Backoff, other: Backoff | undefined): boolean {
  if (one.shape === 'irregular' || one.shape === 'single' || one.jitter === null) return false
  if (!other || other.shape === 'irregular') return true
  return one.jitter + 0.02 < (other.jitter ?? 0) / 2
}
