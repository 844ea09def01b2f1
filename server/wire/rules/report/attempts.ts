// The attempts at one event, one by one: what each was answered, how long the next one took, what it was asked for.

import { judgeGaps } from '../../judge-gaps.ts'
import type { RetrySchedule } from '../../providers.ts'
import type { RequestSummary } from '../../requests.ts'
import { answeredAt, answerText, isSuccess, retryAfterMs } from './answers.ts'
import type { AttemptReport, KnownBy, RedirectSeen, RetryAfterSeen } from './retry-report.ts'

/** Null where the answer had one that is not known, undefined where it had none. */
export type RetryAfterOf = (request: RequestSummary) => string | null | undefined

/** An event whose attempts are known one by one. */
export interface ReadEvent {
  readonly knownBy: KnownBy
  readonly requests: readonly RequestSummary[]
  readonly attempts: readonly AttemptReport[]
}

/** Its attempts up to the first success: what follows that is no retry. */
export function retriesOf({ requests, attempts }: ReadEvent): readonly AttemptReport[] {
  const success = requests.findIndex(({ response }) => isSuccess(response))
  return success < 0 ? attempts : attempts.slice(0, success + 1)
}

/** So many gaps are held against what is documented: no schedule is longer. */
const mostJudged = 60

export function reportAttempts(
  requests: readonly RequestSummary[],
  schedule: RetrySchedule | null,
  retryAfterOf: RetryAfterOf,
  redirectOf: (request: RequestSummary) => RedirectSeen | null,
): readonly AttemptReport[] {
  const judged = requests
    .slice(0, mostJudged + 1)
    .map(({ receivedAt, provider }) => ({ at: receivedAt, number: provider?.attempt }))
  const { gaps } = judgeGaps(judged, schedule)
  return requests.map((request, index) => {
    const { seq, receivedAt, response } = request
    const before = requests[index - 1]
    const next = requests[index + 1]
    const until = answeredAt(request)
    const rule = response?.by === 'rule' ? response.rule : undefined
    return {
      seq,
      at: receivedAt,
      answer: answerText(response),
      status: response?.status ?? null,
      by: response?.by ?? null,
      rule: rule ? { name: rule.name, step: rule.step + 1, steps: rule.steps } : null,
      waitMs: until === undefined ? null : until - receivedAt,
      gaveUpAfterMs: response?.gaveUpAfterMs ?? null,
      gapMs: before ? receivedAt - before.receivedAt : null,
      pauseMs: before ? pauseBetween(before, request) : null,
      verdict: gaps[index - 1]?.verdict ?? null,
      retryAfter: retryAfterSeen(retryAfterOf(request), request, next),
      redirect: redirectOf(request),
    }
  })
}

/** Null where the one before had no answer yet. */
function pauseBetween(before: RequestSummary, request: RequestSummary): number | null {
  const until = answeredAt(before)
  return until === undefined ? null : Math.max(0, request.receivedAt - until)
}

/** A sender's timer and its way here: so much too early is on time. */
function graceMs(value: string, ms: number): number {
  const isDate = /[a-z]/i.test(value)
  // Dates know no parts of a second.
  return Math.max(isDate ? 1000 : 50, ms * 0.01)
}

function retryAfterSeen(
  value: string | null | undefined,
  request: RequestSummary,
  next: RequestSummary | undefined,
): RetryAfterSeen | null {
  if (value === undefined) return null
  const from = answeredAt(request)
  const ms = value === null || from === undefined ? undefined : retryAfterMs(value, from)
  if (value === null || from === undefined || ms === undefined) {
    return { value, ms: null, isHonoured: null, lateMs: null }
  }
  if (!next) return { value, ms, isHonoured: null, lateMs: null }
  const lateMs = next.receivedAt - from - ms
  return { value, ms, isHonoured: lateMs >= -graceMs(value, ms), lateMs }
}
