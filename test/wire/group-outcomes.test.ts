import { expect, test } from 'vitest'
import { differingPair, groupOutcomes } from '../../server/wire/group-outcomes.ts'
import type { RunAttempt, RunOutcome } from '../../server/wire/runs.ts'

function attempt(answer: number | 'refused', body = 'same'): RunAttempt {
  const isAnswer = typeof answer === 'number'
  return {
    delivery: `${answer} ${body}`,
    status: isAnswer ? answer : null,
    error: isAnswer ? null : answer,
    totalMs: 1,
    bodySha256: isAnswer ? body : null,
  }
}

function outcome(seq: number, ...attempts: RunAttempt[]): RunOutcome {
  const isSame = new Set(attempts.map(({ status }) => status)).size === 1
  return { seq, attempts, isSame }
}

test('[D6] requests answered alike stand together, those that differ on a repeat first', () => {
  const groups = groupOutcomes([
    outcome(1, attempt(200), attempt(200)),
    outcome(2, attempt(200), attempt(409)),
    outcome(3, attempt(200, 'a'), attempt(200, 'b')),
    outcome(4, attempt(200), attempt(200)),
    outcome(5, attempt('refused'), attempt('refused')),
    outcome(6, attempt(200), attempt(409)),
    outcome(7, attempt(200), attempt('refused')),
  ])

  expect(
    groups.map(({ kind, answers, outcomes }) => [kind, answers, outcomes.map(({ seq }) => seq)]),
  ).toEqual([
    ['differs', '200, 409', [2, 6]],
    ['differs', '200, refused', [7]],
    ['failed', 'refused, refused', [5]],
    ['body-differs', '200, 200', [3]],
    ['same', '200, 200', [1, 4]],
  ])
})

test('many attempts are told in few words', () => {
  const [group] = groupOutcomes([
    outcome(1, ...Array.from({ length: 40 }, () => attempt(200)), attempt(500)),
  ])

  expect(group?.answers).toBe('200 × 40, 500')
})

test('two attempts to compare are the first and the first that differs, by answer before body', () => {
  const [a, b, c] = [attempt(200, 'a'), attempt(200, 'b'), attempt(409, 'a')]

  expect(differingPair(outcome(1, a, b, c))).toEqual([a, c])
  expect(differingPair(outcome(1, a, a, b))).toEqual([a, b])
  expect(differingPair(outcome(1, a, a))).toBeUndefined()
  expect(differingPair(outcome(1, a))).toBeUndefined()
})
