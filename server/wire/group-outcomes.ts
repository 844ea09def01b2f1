// What came of a run, requests that were answered alike in one group: the ones that differ on a repeat first.

import type { RunAttempt, RunOutcome } from './runs.ts'

export type OutcomeKind = 'differs' | 'failed' | 'body-differs' | 'same'

export interface OutcomeGroup {
  readonly kind: OutcomeKind
  /** `200, 409`, or with many attempts `200 × 5, 409`. */
  readonly answers: string
  readonly outcomes: readonly RunOutcome[]
}

const order: readonly OutcomeKind[] = ['differs', 'failed', 'body-differs', 'same']

/** Those that need a look first, and among them the largest. */
export function groupOutcomes(outcomes: readonly RunOutcome[]): readonly OutcomeGroup[] {
  const groups = new Map<string, { kind: OutcomeKind; answers: string; outcomes: RunOutcome[] }>()
  for (const outcome of outcomes) {
    const kind = kindOf(outcome)
    const answers = answersOf(outcome.attempts)
    const key = `${kind} ${answers}`
    const group = groups.get(key)
    if (group) group.outcomes.push(outcome)
    else groups.set(key, { kind, answers, outcomes: [outcome] })
  }
  return [...groups.values()].sort(
    (a, b) =>
      order.indexOf(a.kind) - order.indexOf(b.kind) || b.outcomes.length - a.outcomes.length,
  )
}

/** The first attempt, and the first after it that was answered otherwise; undefined where all are alike. */
export function differingPair({
  attempts: [first, ...others],
}: RunOutcome): readonly [RunAttempt, RunAttempt] | undefined {
  const other =
    first &&
    (others.find((attempt) => answerOf(attempt) !== answerOf(first)) ??
      others.find(({ bodySha256 }) => bodySha256 !== first.bodySha256))
  return first && other && [first, other]
}

function kindOf({ attempts }: RunOutcome): OutcomeKind {
  const answers = new Set(attempts.map(answerOf))
  if (answers.size > 1) return 'differs'
  if (attempts.some(({ status }) => status === null || status >= 400)) return 'failed'
  return new Set(attempts.map(({ bodySha256 }) => bodySha256)).size > 1 ? 'body-differs' : 'same'
}

function answersOf(attempts: readonly RunAttempt[]): string {
  const parts: { answer: string; count: number }[] = []
  for (const attempt of attempts) {
    const answer = answerOf(attempt)
    const last = parts.at(-1)
    if (last?.answer === answer) last.count += 1
    else parts.push({ answer, count: 1 })
  }
  return parts
    .map(({ answer, count }) =>
      count > 3 ? `${answer} × ${count}` : Array.from({ length: count }, () => answer).join(', '),
    )
    .join(', ')
}

const errorWords = {
  refused: 'refused',
  'not-found': 'unknown host',
  unreachable: 'unreachable',
  timeout: 'timeout',
  reset: 'broken off',
  tls: 'TLS error',
  'bad-response': 'no valid answer',
  denied: 'denied',
  cancelled: 'cancelled',
  failed: 'failed',
} as const

function answerOf({ status, error }: RunAttempt): string {
  return status === null ? errorWords[error ?? 'failed'] : String(status)
}
