// How the report on retries counts what its senders waited for, and what it does not claim to know.

import { expect, test } from 'vitest'
import { reportOf, type Scenario, simulate } from './simulated-sender.ts'

const drip = { bytesPerSecond: 10 }
const waitMs = () => 4_000

test('[R3] gaps are counted from the end of what dripped, and of what hung until Hooklens closed it', async () => {
  const scenario: Scenario = [
    { status: 503, drip, heldMs: 20_000 },
    { end: 'hang', heldMs: 600_000, note: 'It was held for 10 minutes.' },
    { status: 500 },
  ]

  const { backoff, gaps, longestWaitMs, remarks } = await reportOf(
    simulate({ waitMs, most: 4 }, scenario),
  )

  expect(backoff).toMatchObject({ shape: 'fixed' })
  expect(gaps.map(({ medianMs, fromStart }) => [medianMs, fromStart])).toEqual(
    Array(3).fill([4_000, 0]),
  )
  expect(longestWaitMs).toBe(600_001)
  expect(remarks).toContain('Gaps are counted from the end of the answer before.')
})

test('[R3] where the end of an answer is not known, the gap is counted from its start, and it says so', async () => {
  const scenario: Scenario = [{ status: 500, drip }, { status: 500 }]

  const { gaps, events, remarks } = await reportOf(simulate({ waitMs, most: 3 }, scenario))

  expect(gaps.map(({ fromStart }) => fromStart)).toEqual([1, 0])
  expect(events[0]?.attempts.map(({ pauseMs }) => pauseMs)).toEqual([null, null, 4_000])
  expect(remarks.join()).toMatch(/1 gap is counted from the start .* not known/)
})

test.each<[string, Scenario[number]]>([
  ['late', { status: 200, delayMs: 60_000 }],
  ['in drips', { status: 200, drip }],
])('[R3] an answer that goes out %s has not come before it is out', async (_, answer) => {
  const given = simulate({ waitMs, most: 1 }, [answer])

  const [early, late] = [
    await reportOf(given, { silentMs: 30_000 }),
    await reportOf(given, { silentMs: 700_000 }),
  ]

  expect(early.events[0]?.outcome).toMatchObject({ type: 'open', silentMs: 0 })
  expect(early.events[0]?.attempts[0]).toMatchObject({ answer: 'no answer', waitMs: null })
  expect(late.events[0]?.outcome.type).toBe('succeeded')
})

test.each([
  ['at once', 20],
  ['after 5 s', 5_000],
])('[R3] a sender that has come again but once, %s, is not told to have given up soon', async (_, ms) => {
  const given = simulate({ waitMs: () => ms, most: 2 }, [{ status: 500 }])

  const [soon, late] = [await reportOf(given, { silentMs: 30_000 }), await reportOf(given)]

  expect(soon.events[0]?.outcome).toMatchObject({ type: 'open', expectedMs: null })
  expect(late.events[0]?.outcome).toMatchObject({ type: 'gave-up' })
})

test('[R3] what a sender has not done is told of the past, as it may do it yet', async () => {
  const { summary } = await reportOf(simulate({ waitMs, stopsAt: [404] }, [{ status: 404 }]), {
    silentMs: 1,
  })

  expect(summary).toBe('Has not tried again after 404.')
})
