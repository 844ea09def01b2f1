import { expect, test } from 'vitest'
import type { RetrySchedule } from '../../server/wire/providers.ts'
import type { RequestSummary } from '../../server/wire/requests.ts'
import { plotBackoff } from '../../web/text/backoff-plot.ts'
import { gapsAloud, tellAttempts } from '../../web/text/describe-attempts.ts'

const slack: RetrySchedule = { delays: [0, 60, 300], most: 3 }
const week = Array.from({ length: 8 }, () => 86_400)

interface Told {
  readonly label?: string
  readonly schedule?: RetrySchedule | null | undefined
  readonly numbers?: readonly number[]
  readonly hasOlder?: boolean
  readonly status?: number
}

/** Attempts with these seconds between them. */
function tell(gaps: readonly number[], told: Told = {}) {
  const { label = 'Slack', numbers = [], hasOlder = false, status = 500 } = told
  let at = 1_700_000_000_000
  const requests = [0, ...gaps].map((seconds, index) => {
    at += seconds * 1000
    const provider = { id: 'x', label, event: null, deliveryId: 'a', attempt: numbers[index] }
    return { seq: index + 1, receivedAt: at, provider, response: { status } } as RequestSummary
  })
  const schedule = 'schedule' in told ? told.schedule : slack
  return tellAttempts({ requests, hasOlder, schedule })
}

test.each<[readonly number[], Told, string, string]>([
  [
    [0, 60, 300],
    {},
    'ok',
    "4 attempts over 6 min; gaps of 0 ms, 1 min, 5 min match Slack's schedule.",
  ],
  [[2], {}, 'ok', "2 attempts over 2 s; the gap of 2 s matches Slack's schedule."],
  [
    [60, 300],
    { numbers: [1, 3, 4] },
    'ok',
    "3 attempts over 6 min; gaps of 1 min, 5 min match Slack's schedule, though 1 attempt in between did not come here.",
  ],
  [
    [0, 2],
    {},
    'warn',
    '3 attempts over 2 s; faster than Slack documents (2 s where it says 1 min).',
  ],
  [
    [0, 900, 900],
    {},
    'warn',
    '4 attempts over 30 min; slower than Slack documents (15 min where it says 1 min, and 1 more).',
  ],
  [
    [0, 2, 900],
    {},
    'warn',
    '4 attempts over 15 min; other than Slack documents (2 s where it says 1 min, and 1 more).',
  ],
  [
    [0, 60, 300, 5],
    {},
    'warn',
    '5 attempts over 6 min; that is more than the 4 attempts that Slack documents.',
  ],
  [
    [0, 5],
    { numbers: [1, 2, 2] },
    'muted',
    '3 attempts over 5 s; its sender counts anew: someone sent it again.',
  ],
  [
    [180],
    { label: 'GitHub', schedule: { delays: [], most: 0 } },
    'muted',
    '2 attempts over 3 min. GitHub does not retry by itself: someone sent it again.',
  ],
  [
    [10],
    { label: 'Shopify', schedule: { delays: [], most: 8, within: 14_400 } },
    'muted',
    '2 attempts over 10 s; Shopify documents up to 8 retries within 4 h, not when.',
  ],
  [
    [20_000],
    { label: 'Shopify', schedule: { delays: [], most: 8, within: 14_400 } },
    'warn',
    '2 attempts over 5 h 33 min; longer than the 4 h for which Shopify documents retries.',
  ],
  [
    [10],
    { label: 'Meta', schedule: { delays: [], note: 'Ever more rarely, for 36 hours.' } },
    'muted',
    '2 attempts over 10 s; Meta documents no fixed gaps: ever more rarely, for 36 hours.',
  ],
  [
    [10],
    { label: 'Acme', schedule: null },
    'muted',
    '2 attempts over 10 s; when Acme retries is not known here.',
  ],
  [[10], { schedule: undefined }, 'muted', '2 attempts over 10 s.'],
  [
    week,
    { hasOlder: true, schedule: null },
    'muted',
    'The newest 9 attempts over 8 days; when Slack retries is not known here.',
  ],
  [
    [5, 300],
    { label: 'Standard Webhooks', schedule: { delays: [5, 300] }, status: 200 },
    'ok',
    "3 attempts over 5 min; gaps of 5 s, 5 min match Standard Webhooks' schedule. They were answered with success, perhaps too late for Standard Webhooks.",
  ],
])('[P4] gaps of %o s, %o: %s', (gaps, told, tone, text) => {
  expect(tell(gaps, told)).toMatchObject({ tone, text })
})

test('[P4] a plot stands higher the longer a gap is, beside what is documented', () => {
  const { columns, ticks, baseY } = plotBackoff(tell([0, 20]))

  const [first, second, ahead] = columns
  expect(columns.map(({ number }) => number)).toEqual([2, 3, 4])
  expect(first?.observed).toEqual({ y: baseY, verdict: 'fits' })
  expect(second?.observed?.verdict).toBe('early')
  expect(second?.observed?.y).toBeGreaterThan(second?.documented?.bottom ?? Number.NaN)
  expect(ahead?.observed).toBeUndefined()
  expect(ahead?.documented?.y).toBeLessThan(second?.documented?.y ?? Number.NaN)
  expect(ticks.map(({ label }) => label)).toEqual(['10 min', '1 min', '10 s', '1 s'])
})

test('[P4] a plot of many gaps shows the newest, within the width of a phone', () => {
  const { columns, widthPx } = plotBackoff(tell([...week, ...week], { schedule: null }))

  expect(columns.map(({ number }) => number)).toEqual([6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17])
  expect(widthPx).toBeLessThanOrEqual(310)
})

test('[P4] the plot is told in words', () => {
  expect(gapsAloud(tell([0, 20]))).toBe(
    '0 ms before attempt 2, documented at once: as documented; 20 s before attempt 3, documented 1 min: early; documented after that: 5 min',
  )
})
