// How attempts at one event ended, or whether more may come.

import { toleranceMs } from '../../judge-gaps.ts'
import type { RetrySchedule } from '../../providers.ts'
import type { RequestSummary } from '../../requests.ts'
import { mostHeldMs } from '../rules.ts'
import { answerText, isFinal, isSuccess } from './answers.ts'
import { type Backoff, expectedGap } from './backoff.ts'
import type { AttemptReport, Outcome } from './retry-report.ts'

export interface OutcomeFacts {
  readonly requests: readonly RequestSummary[]
  readonly attempts: readonly AttemptReport[]
  readonly backoff: Backoff | undefined
  readonly schedule: RetrySchedule | null
  /** The longest gap seen at each position, in any event of the sender: 0 is before the second attempt. */
  readonly longestMs: readonly number[]
  readonly now: number
}

export interface Ended {
  readonly outcome: Outcome
  /** When an open one will count as given up. */
  readonly changesAt?: number
}

/** Silence after which nobody waits for another attempt, where nothing says when it would come. */
const unknownPatienceMs = 86_400_000

export function outcomeOf(facts: OutcomeFacts): Ended {
  const { requests, now, schedule } = facts
  const success = requests.findIndex(({ response }) => isSuccess(response))
  if (success >= 0) {
    const duplicates = requests.length - success - 1
    return { outcome: { type: 'succeeded', attempts: success + 1, duplicates } }
  }
  const attempts = requests.length
  const last = requests.at(-1)
  if (!last) return { outcome: { type: 'gave-up', attempts, silentMs: 0 } }
  if (isFinal(last.response) && !isRetried(requests, last)) {
    return { outcome: { type: 'stopped', attempts, answer: answerText(last.response) } }
  }
  const waitMs = facts.attempts.at(-1)?.waitMs ?? heldMs(last, now)
  const since = last.receivedAt + waitMs
  const silentMs = Math.max(0, now - since)
  const isExhausted = schedule?.most !== undefined && attempts > schedule.most
  const expectedMs = isExhausted ? 0 : expectedAfter(facts)
  const patienceMs = isExhausted ? 0 : patienceOf(expectedMs, facts)
  if (silentMs >= patienceMs) return { outcome: { type: 'gave-up', attempts, silentMs } }
  return {
    outcome: { type: 'open', attempts, silentMs, expectedMs: expectedMs ?? null },
    changesAt: Math.ceil(since + patienceMs),
  }
}

/** One whose answer is not known to be over may be waiting still, for as long as it is held. */
function heldMs({ receivedAt, response }: RequestSummary, now: number): number {
  return response ? Math.min(now - receivedAt, mostHeldMs) : 0
}

/** Whether the sender came again after such an answer before: then it was not that which stopped it. */
function isRetried(requests: readonly RequestSummary[], last: RequestSummary): boolean {
  const answer = answerText(last.response)
  return requests.some((request) => request !== last && answerText(request.response) === answer)
}

function expectedAfter({ attempts, backoff, schedule, longestMs }: OutcomeFacts) {
  const asked = attempts.at(-1)?.retryAfter?.ms ?? undefined
  const documented = schedule?.delays[attempts.length - 1]
  const own =
    documented === undefined
      ? (longestMs[attempts.length - 1] ?? (backoff && expectedGap(backoff, attempts.length)))
      : documented * 1000
  const expected = asked === undefined || own === undefined ? (asked ?? own) : Math.max(asked, own)
  return expected === undefined ? undefined : Math.round(expected)
}

function patienceOf(expectedMs: number | undefined, { attempts, schedule }: OutcomeFacts): number {
  const isDocumented = schedule?.delays[attempts.length - 1] !== undefined
  if (expectedMs !== undefined) {
    return Math.max(2 * expectedMs + 5_000, isDocumented ? toleranceMs(expectedMs).most : 0)
  }
  return schedule?.within === undefined ? patienceFrom(attempts) : schedule.within * 1000
}

/** A backoff that grows does so by a factor that one has seen; where there is no gap at all, a day. */
function patienceFrom(attempts: readonly AttemptReport[]): number {
  const gaps = attempts.flatMap(({ pauseMs }) => pauseMs ?? [])
  if (gaps.length === 0) return unknownPatienceMs
  return Math.min(unknownPatienceMs, 10 * Math.max(...gaps) + 60_000)
}
