// Requests counted over time.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CountOptions, NewRequest, Store } from '../../../server/store/store.ts'
import { createPredicate } from '../../../server/wire/filter/match.ts'
import { parseFilter } from '../../../server/wire/filter/parse.ts'
import type { Verdict } from '../../../server/wire/requests.ts'
import {
  bucketWidthsMs,
  createHistogram,
  type Timeline,
  totalOf,
} from '../../../server/wire/timeline.ts'
import { toneOf } from '../../../server/wire/tones.ts'
import { bin, binId, newBin, newRequest, other, times } from './samples.ts'
import type { SetUp } from './set-up.ts'

const noon = Date.UTC(2026, 10, 21, 12)
const minuteMs = 60_000

export function checkTimelines(setUp: SetUp): void {
  test('requests are counted by when they arrived and how they went, without empty buckets', async () => {
    const { store } = await setUp()
    await store.append([
      at(noon),
      at(noon + 999, { response: answered(404) }),
      at(noon + 70_000, { response: null }),
      at(noon + 70_001, { response: answered(500), state: 'aborted' }),
    ])

    const timeline = await store.countRequests(bin, { buckets: 100 })

    expect(timeline).toEqual({
      from: noon,
      to: noon + 71_000,
      bucketMs: 1000,
      counts: [
        { at: noon, ok: 1, warn: 1, bad: 0 },
        { at: noon + 70_000, ok: 0, warn: 0, bad: 2 },
      ],
      upTo: 4,
      next: null,
    })
  })

  test('[R3] an answer that was broken off, or not waited for, went no better than a 404', async () => {
    const { store } = await setUp()
    const signature = { verdict: 'valid', reason: null, detail: '' } as const
    await store.append([
      at(noon, { response: { ...answered(200), end: 'truncate' } }),
      at(noon, { response: { ...answered(204), gaveUpAfterMs: 5 }, signature }),
      at(noon, { response: { ...answered(200), delayMs: 5 }, signature }),
      at(noon, { response: { ...answered(500), end: 'reset-after' } }),
      at(noon, { response: { ...answered(200), status: null, end: 'hang' } }),
    ])

    const { counts } = await store.countRequests(bin, { buckets: 10 })

    expect(counts).toEqual([{ at: noon, ok: 1, warn: 2, bad: 2 }])
    expect(counts).toEqual((await countListed(store, 10)).counts)
  })

  test('buckets are no more than asked for, and the wider for it', async () => {
    const { store } = await setUp()
    await store.append([at(noon), at(noon + 59 * minuteMs), at(noon + 60 * minuteMs)])

    const fine = await store.countRequests(bin, { buckets: 500 })
    const rough = await store.countRequests(bin, { buckets: 13 })
    const roughest = await store.countRequests(bin, { buckets: 1 })

    expect([fine.bucketMs, rough.bucketMs, roughest.bucketMs]).toEqual([
      15_000, 300_000, 10_800_000,
    ])
    expect(rough.counts.map(totalOf)).toEqual([1, 1, 1])
    expect(roughest.counts.map(totalOf)).toEqual([3])
  })

  test('only what a filter takes, a span of time holds, or lies between two seqs is counted', async () => {
    const { store } = await setUp()
    await store.createBin(newBin(other))
    await store.append([
      ...[0, 1, 2, 3, 4].map((n) => at(noon + n * minuteMs, { method: n % 2 ? 'PUT' : 'POST' })),
      newRequest(other, { receivedAt: noon }),
    ])
    const count = async (options: Partial<CountOptions>) =>
      sum(await store.countRequests(bin, { buckets: 10, ...options }))

    expect(await count({ filter: predicateOf('method:PUT') })).toBe(2)
    expect(await count({ from: noon + minuteMs, to: noon + 3 * minuteMs })).toBe(2)
    expect(await count({ after: 1, before: 5 })).toBe(3)
  })

  test('nothing to count is an empty timeline', async () => {
    const { store } = await setUp()

    const empty = await store.countRequests(bin, { buckets: 10 })
    const nowhere = await store.countRequests(binId('nowhere'), {
      buckets: 10,
      from: 5000,
      to: 9000,
    })

    expect(empty).toEqual({ from: 0, to: 0, bucketMs: 1000, counts: [], upTo: 0, next: null })
    expect(nowhere).toMatchObject({ from: 5000, to: 9000, counts: [], next: null })
  })

  test('what was dropped or deleted is not counted', async () => {
    const { store } = await setUp({ requestsPerBin: 5 })
    await store.append(times(8, at(noon)))
    await store.deleteRequests(bin, [6])

    expect(sum(await store.countRequests(bin, { buckets: 10 }))).toBe(4)
  })

  test('[A6] a long count gives up, says where, and the parts add up to the whole', async () => {
    const { store } = await setUp()
    await store.append(Array.from({ length: 3000 }, (_, n) => at(noon + n * 1000)))
    const whole = createHistogram(60)
    let calls = 0
    let before: number | null = 3001
    while (before !== null) {
      const part: Timeline = await store.countRequests(bin, { buckets: 60, before, patienceMs: 0 })
      whole.addCounts(part.counts)
      before = part.next
      calls += 1
    }

    expect(whole.counts()).toEqual((await store.countRequests(bin, { buckets: 60 })).counts)
    expect(calls).toBeGreaterThan(5)
  })

  test('[A6] others have their turn during a long count', async () => {
    const { store } = await setUp()
    await store.append(times(5000, at(noon, { body: Buffer.alloc(2000, 'a') })))
    let isDone = false

    const filter = predicateOf('nowhere')
    const counting = store
      .countRequests(bin, { buckets: 10, filter, patienceMs: 60_000 })
      .finally(() => {
        isDone = true
      })
    const { results } = await store.append([at(noon)])

    expect([isDone, results]).toEqual([false, [{ type: 'stored', seq: 5001 }]])
    expect((await counting).upTo).toBe(5000)
  })

  test('the counts are those of the requests listed, whatever these are', async () => {
    const { store } = await setUp()
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyRequest, { maxLength: 20 }),
        fc.integer({ min: 1, max: 50 }),
        async (requests, buckets) => {
          await store.deleteBin(bin)
          await store.createBin(newBin(bin))
          await store.append(requests)

          const timeline = await store.countRequests(bin, { buckets })

          const expected = await countListed(store, buckets)
          expect(timeline).toMatchObject(expected)
          expect(bucketWidthsMs).toContain(timeline.bucketMs)
        },
      ),
      { numRuns: 60, interruptAfterTimeLimit: 20_000 },
    )
  }, 30_000)
}

async function countListed(store: Store, buckets: number) {
  const { requests } = await store.listRequests(bin, { limit: 100, order: 'asc' })
  const histogram = createHistogram(buckets)
  for (const request of requests) histogram.add(request.receivedAt, toneOf(request))
  return { bucketMs: histogram.bucketMs, counts: histogram.counts(), upTo: requests.length }
}

function at(receivedAt: number, more: Partial<NewRequest> = {}): NewRequest {
  return newRequest(bin, { receivedAt, response: answered(200), ...more })
}

function answered(status: number) {
  return { status, by: 'default', ms: 1 } as const
}

function sum({ counts }: Timeline): number {
  return counts.reduce((total, count) => total + totalOf(count), 0)
}

function predicateOf(typed: string) {
  const parsed = parseFilter(typed)
  if (parsed.type === 'error') throw new Error(parsed.error.message)
  return createPredicate(parsed.filter, { now: noon })
}

const verdicts: readonly Verdict[] = [
  'valid',
  'no-secret',
  'unsigned',
  'stale',
  'mismatch',
  'malformed',
  'unverifiable',
]

const anyRequest = fc
  .record({
    receivedAt: fc.oneof(
      fc.integer({ min: noon, max: noon + 5000 }),
      fc.integer({ min: 0, max: 2 * noon }),
      // A clock may have fractions.
      fc.constant(noon + 999.75),
    ),
    state: fc.constantFrom('complete', 'complete', 'too-large', 'aborted', 'malformed'),
    signature: fc.option(
      fc.record({
        verdict: fc.constantFrom(...verdicts),
        reason: fc.constant(null),
        detail: fc.constant(''),
      }),
    ),
    response: fc.option(
      fc
        .tuple(
          fc.constantFrom(200, 399, 400, 499, 500, 599),
          fc.constantFrom({}, { end: 'truncate' as const }, { gaveUpAfterMs: 9 }),
        )
        .map(([status, more]) => ({ ...answered(status), ...more })),
    ),
  })
  .map((more) => newRequest(bin, more))
