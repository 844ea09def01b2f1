import fc from 'fast-check'
import { expect, test } from 'vitest'
import { judgeGaps } from '../../server/wire/judge-gaps.ts'
import type { RetrySchedule } from '../../server/wire/providers.ts'

const slack: RetrySchedule = { delays: [0, 60, 300], most: 3 }
const standard: RetrySchedule = { delays: [5, 300, 1800, 7200, 18_000] }

/** Attempts with these seconds between them, numbered as given. */
function attempts(gaps: readonly number[], numbers: readonly (number | undefined)[] = []) {
  let at = 1_700_000_000_000
  return [0, ...gaps].map((seconds, index) => {
    at += seconds * 1000
    return { at, number: numbers[index] }
  })
}

test.each<
  [string, readonly number[], RetrySchedule | null, readonly string[], (number | undefined)[]?]
>([
  ['the schedule to the second', [0, 60, 300], slack, ['fits', 'fits', 'fits']],
  ['waiting for answers and jitter', [3.2, 66, 250], slack, ['fits', 'fits', 'fits']],
  ['much too soon', [0, 2], slack, ['fits', 'early']],
  ['much too late', [0, 60, 1200], slack, ['fits', 'fits', 'late']],
  ['one more than documented', [0, 60, 300, 300], slack, ['fits', 'fits', 'fits', 'beyond']],
  ['no automatic retry', [40, 1], { delays: [], most: 0 }, ['beyond', 'beyond']],
  ['no stated gaps', [40, 1], { delays: [], most: 8 }, ['unstated', 'unstated']],
  ['no known schedule', [40], null, ['unstated']],
  ['past what is stated', [5, 300, 1800, 7200, 18_000, 9], standard, [...fits(5), 'unstated']],
  ['one missing among many', [5, 2100, 7200], standard, ['fits', 'fits', 'fits']],
  ['the first ones missing', [2105, 7200, 18_000], standard, ['fits', 'fits', 'fits']],
  ['a lone gap that needs one missing', [305], standard, ['late']],
  ['numbers with one missing', [60, 300], slack, ['fits', 'fits'], [1, 3, 4]],
  ['numbers only from the second on', [0, 60], slack, ['fits', 'fits'], [undefined, 2, 3]],
  ['numbers of which the first is missing', [60], slack, ['fits'], [2, 3]],
  ['the same number twice', [0, 5], slack, ['fits', 'again'], [1, 2, 2]],
  ['a series that begins anew', [0, 900, 1], slack, ['fits', 'again', 'fits'], [1, 2, 1, 2]],
  ['retries that are not counted', [9, 9], { delays: [] }, ['unstated', 'unstated'], [1, 2, 2]],
  ['a numbered gap that does not fit', [60, 60], slack, ['late', 'fits'], [1, 2, 3]],
])('[P4] %s: gaps of %o s', (_what, gaps, schedule, verdicts, numbers) => {
  const judged = judgeGaps(attempts(gaps, numbers), schedule)

  expect(judged.gaps.map(({ verdict }) => verdict)).toEqual(verdicts)
})

test('[P4] a gap says what is documented for it, and how many attempts it leaves out', () => {
  const { gaps, aheadMs } = judgeGaps(attempts([0, 370], [1, 2, 4]), slack)

  expect(gaps).toEqual([
    { ms: 0, verdict: 'fits', documentedMs: 0, missing: 0 },
    { ms: 370_000, verdict: 'fits', documentedMs: 360_000, missing: 1 },
  ])
  expect(aheadMs).toEqual([])
  expect(judgeGaps(attempts([0]), slack).aheadMs).toEqual([60_000, 300_000])
})

test('[P4] any schedule kept to, with jitter and waits for answers, fits', () => {
  const step = fc.record({
    delay: fc.integer({ min: 0, max: 100_000 }),
    spread: fc.double({ min: 0.85, max: 1.2, noNaN: true }),
    wait: fc.double({ min: 0, max: 14, noNaN: true }),
  })
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 1, maxLength: 30 }),
      fc.boolean(),
      (steps, isNumbered) => {
        const schedule = { delays: steps.map(({ delay }) => delay) }
        const kept = steps.map(({ delay, spread, wait }) => delay * spread + wait)
        const numbers = isNumbered ? [undefined, ...steps.map((_, index) => index + 2)] : []

        const { gaps } = judgeGaps(attempts(kept, numbers), schedule)

        expect(gaps.map(({ verdict }) => verdict)).toEqual(fits(steps.length))
      },
    ),
  )
})

function fits(count: number): 'fits'[] {
  return Array.from({ length: count }, () => 'fits')
}
