import fc from 'fast-check'
import { expect, test } from 'vitest'
import { draw, reportOf, type Scenario, simulate } from './simulated-sender.ts'

const always500: Scenario = [{ status: 500 }]

test.each<[string, (attempt: number) => number, object]>([
  ['at once', () => 3, { shape: 'at-once' }],
  ['every 5 s', () => 5_000, { shape: 'fixed', jitter: 0 }],
  ['2 s more each time', (n) => n * 2_000, { shape: 'linear', stepMs: near(2_000) }],
  ['twice as long', (n) => 1_000 * 2 ** (n - 1), { shape: 'exponential', factor: near(2) }],
  [
    'three times as long up to a minute',
    (n) => Math.min(60_000, 1_000 * 3 ** (n - 1)),
    { shape: 'exponential', factor: near(3), capMs: near(60_000) },
  ],
  [
    'twice as long up to a power',
    (n) => Math.min(800, 100 * 2 ** n),
    { shape: 'exponential', factor: near(2), capMs: near(800) },
  ],
  [
    'a list of times',
    (n) => ([5, 300, 1800, 7200, 18_000, 36_000, 36_000][n - 1] ?? 0) * 1000,
    { shape: 'irregular' },
  ],
])('reads a lone event that is tried again %s', async (_how, waitMs, expected) => {
  const { backoff, givesUp } = await reportOf(simulate({ waitMs, most: 8 }, always500))

  expect(backoff).toMatchObject(expected)
  expect(givesUp).toMatchObject({ events: 1, leastAttempts: 8, mostAttempts: 8 })
})

test('recovers factor, cap, jitter and number of attempts of any exponential backoff', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        baseMs: fc.integer({ min: 300, max: 20_000 }),
        factor: fc.double({ min: 1.7, max: 4, noNaN: true }),
        capAfter: fc.integer({ min: 4, max: 7 }),
        jitter: fc.constantFrom(0, 0.1, 0.3),
        most: fc.integer({ min: 6, max: 10 }),
        seed: fc.integer(),
      }),
      async ({ baseMs, factor, capAfter, jitter, most, seed }) => {
        const chance = draw(seed)
        // Half-way between two powers, so that it is the cap that ends the growth.
        const capMs = baseMs * factor ** (capAfter - 0.5)
        const waitMs = (n: number) =>
          Math.min(capMs, baseMs * factor ** (n - 1)) * (1 + jitter * (2 * chance() - 1))

        const { backoff, givesUp } = await reportOf(
          simulate({ waitMs, most, events: 40 }, always500),
        )

        expect(backoff?.shape).toBe('exponential')
        expect(backoff?.factor).toBeCloseTo(factor, 0)
        if (capAfter <= most - 3) expect((backoff?.capMs ?? 0) / capMs).toBeCloseTo(1, 0.5)
        expect(Math.abs((backoff?.jitter ?? 1) - jitter)).toBeLessThan(0.05 + jitter * 0.2)
        expect(givesUp).toMatchObject({ leastAttempts: most, mostAttempts: most })
      },
    ),
    { numRuns: 60 },
  )
})

test('recovers step and jitter of any linear backoff', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 500, max: 60_000 }),
      fc.constantFrom(0, 0.1, 0.3),
      fc.integer(),
      async (stepMs, jitter, seed) => {
        const chance = draw(seed)
        const waitMs = (n: number) => n * stepMs * (1 + jitter * (2 * chance() - 1))

        const { backoff } = await reportOf(simulate({ waitMs, most: 7, events: 40 }, always500))

        expect(backoff?.shape).toBe('linear')
        expect((backoff?.stepMs ?? 0) / stepMs).toBeCloseTo(1, 0.5)
        expect(Math.abs((backoff?.jitter ?? 1) - jitter)).toBeLessThan(0.05 + jitter * 0.2)
      },
    ),
    { numRuns: 40 },
  )
})

test('sees full jitter as that: anything from none to twice the middle', async () => {
  const chance = draw(7)
  const waitMs = (n: number) => 1_000 * 2 ** n * chance()

  const { backoff } = await reportOf(simulate({ waitMs, most: 7, events: 60 }, always500))

  expect(backoff?.shape).toBe('exponential')
  expect(backoff?.factor).toBeCloseTo(2, 0)
  expect(backoff?.jitter).toBeGreaterThan(0.85)
})

const wants2s: Scenario = [{ status: 429, retryAfter: '2' }]

test.each<[string, (attempt: number, asked: number | undefined) => number, object]>([
  ['honours it', (_n, asked) => (asked ?? 0) + 40, { honours: 'yes', followed: 4, honoured: 4 }],
  ['comes far too soon', () => 300, { honours: 'no', followed: 4, honoured: 0 }],
  ['waits far longer anyway', () => 60_000, { honours: 'longer', followed: 4, honoured: 4 }],
])('tells whether a sender honours Retry-After: one that %s', async (how, waitMs, expected) => {
  const { retryAfter, backoff } = await reportOf(simulate({ waitMs }, wants2s))

  expect(retryAfter).toMatchObject(expected)
  expect(backoff === null).toBe(how === 'honours it')
})

test('keeps the gaps that Retry-After asked for out of the backoff', async () => {
  const scenario = [{ status: 429, retryAfter: '30' }, { status: 500 }]
  const waitMs = (n: number, asked = 0) => (asked > 0 ? asked + 5 : 1_000 * 2 ** (n - 1))

  const { backoff, summary } = await reportOf(simulate({ waitMs, most: 6 }, scenario))

  expect(backoff).toMatchObject({ shape: 'exponential', factor: near(2) })
  expect(summary).toContain('honours Retry-After')
})

test('measures gaps from the answer, and how long the sender waits for one', async () => {
  const scenario: Scenario = [{ end: 'hang' }, { status: 500, delayMs: 700 }, { end: 'hang' }]
  const waitMs = () => 4_000

  const { backoff, timeout, longestWaitMs, summary } = await reportOf(
    simulate({ waitMs, timeoutMs: 3_000, most: 5 }, scenario),
  )

  expect(backoff).toMatchObject({ shape: 'fixed', jitter: 0 })
  expect(timeout).toMatchObject({ times: 4, medianMs: 3_000 })
  expect(longestWaitMs).toBe(701)
  expect(summary).toBe('Tries 5 times: every 4 s; fixed, no jitter seen; waits 3 s for an answer.')
})

test('says what became of each event, and of a sender that may be trying still', async () => {
  const waitMs = () => 10_000
  const given = simulate({ waitMs, most: 3 }, always500)

  const soon = await reportOf(given, { silentMs: 8_000 })
  const late = await reportOf(given, { silentMs: 60_000 })
  const gone = await reportOf(
    simulate({ waitMs, stopsAt: [410] }, [{ status: 500 }, { status: 410 }]),
  )
  const well = await reportOf(
    simulate({ waitMs, provider: 'acme', duplicates: 1 }, [{ status: 500 }, { status: 200 }]),
  )

  expect(soon.events[0]?.outcome).toMatchObject({ type: 'open', expectedMs: 10_000 })
  expect(late.events[0]?.outcome).toMatchObject({ type: 'gave-up', attempts: 3 })
  expect(gone.events[0]?.outcome).toEqual({ type: 'stopped', attempts: 2, answer: '410' })
  expect(well.events[0]?.outcome).toEqual({ type: 'succeeded', attempts: 2, duplicates: 1 })
  expect(well.duplicates).toBe(1)
})

test('takes an equal body after a success, or after a long break, for another event', async () => {
  const gaps = [1_000, 2_000, 4_000, 3_600_000, 1_000, 2_000, 4_000]
  const given = simulate({ waitMs: (n) => gaps[n - 1] ?? 0, most: 8 }, [
    ...Array(6).fill({ status: 500 }),
    { status: 200 },
  ])

  const { events, backoff } = await reportOf(given)

  expect(events.map(({ attempts }) => attempts.length)).toEqual([3, 4])
  expect(backoff).toMatchObject({ shape: 'exponential' })
})

test('holds the gaps against what the provider documents', async () => {
  const schedule = { delays: [1, 5, 25], most: 3 }
  const findProvider = () => ({ label: 'Acme', retries: schedule })
  const onTime = simulate(
    { waitMs: (n) => 5 ** (n - 1) * 1_000, most: 4, provider: 'acme' },
    always500,
  )
  const hasty = simulate({ waitMs: (n) => n * 1_100, most: 4, provider: 'acme' }, always500)

  const [good, bad] = [
    await reportOf(onTime, { findProvider, silentMs: 1 }),
    await reportOf(hasty, { findProvider }),
  ]

  expect(good.summary).toContain('as Acme documents')
  // All that is documented was tried: there is nothing to wait for.
  expect(good.events[0]?.outcome.type).toBe('gave-up')
  expect(bad.summary).toContain('faster than Acme documents')
})

test('says so when it has seen too little', async () => {
  const waitMs = (n: number) => 1_000 * 2 ** (n - 1)

  const two = await reportOf(simulate({ waitMs, most: 2 }, always500))
  const three = await reportOf(simulate({ waitMs, most: 3 }, always500))
  const none = await reportOf(simulate({ waitMs }, [{ status: 200 }]))

  expect(two.remarks[0]).toMatch(/Only one event/)
  expect(two.backoff).toMatchObject({ shape: 'single', jitter: null })
  expect(three.backoff).toMatchObject({ shape: 'growing', factor: near(2) })
  expect(none.summary).toMatch(/^Succeeded at the first attempt/)
})

function near(value: number): number {
  return expect.closeTo(value, -Math.log10(value * 0.1) - 0.3)
}
