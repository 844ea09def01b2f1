import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createPredicate } from '../../server/wire/filter/match.ts'
import { parseFilter } from '../../server/wire/filter/parse.ts'
import type { RequestSummary } from '../../server/wire/requests.ts'
import { createHistogram, type Timeline, totalOf } from '../../server/wire/timeline.ts'
import { toneOf } from '../../server/wire/tones.ts'
import type { CountOptions } from '../../web/api.ts'
import { createTally, type Tally, type TallyDeps } from '../../web/state/tally.ts'

const noon = Date.UTC(2026, 10, 21, 12)

beforeEach(() => {
  vi.useFakeTimers({ now: noon })
})
afterEach(() => {
  vi.useRealTimers()
})

function summary(seq: number, receivedAt: number, method = 'POST', status = 200): RequestSummary {
  // What counting looks at.
  return {
    seq,
    receivedAt,
    method,
    state: 'complete',
    signature: null,
    response: { status, by: 'default', ms: 1 },
  } as unknown as RequestSummary
}

function predicateOf(text: string) {
  const parsed = parseFilter(text)
  if (parsed.type === 'error') throw new Error(parsed.error.message)
  return createPredicate(parsed.filter, { now: noon })
}

/** A server that holds `requests` and answers when `answer` is called; it judges a body that only it can see. */
function fakeServer(requests: RequestSummary[]) {
  const asked: CountOptions[] = []
  let release: (() => void)[] = []
  function count({ from, to, after, before, buckets, filter }: CountOptions): Timeline {
    const histogram = createHistogram(buckets)
    const upTo = Math.min((before ?? Number.POSITIVE_INFINITY) - 1, requests.at(-1)?.seq ?? 0)
    for (const request of requests) {
      const isIn =
        request.seq > (after ?? 0) &&
        request.seq <= upTo &&
        request.receivedAt >= (from ?? 0) &&
        request.receivedAt < (to ?? Number.POSITIVE_INFINITY)
      const isTaken =
        filter === undefined ||
        (filter.startsWith('body')
          ? request.seq % 2 === 0
          : predicateOf(filter).test({ summary: request }))
      if (isIn && isTaken) histogram.add(request.receivedAt, toneOf(request))
    }
    const { bucketMs } = histogram
    return { from: 0, to: 0, bucketMs, counts: histogram.counts(), upTo, next: null }
  }
  return {
    asked,
    api: {
      async countRequests(options: CountOptions) {
        asked.push(options)
        const counted = count(options)
        await new Promise<void>((resolve) => release.push(resolve))
        return counted
      },
    },
    /** Lets all questions so far be answered. */
    async answer() {
      const now = release
      release = []
      for (const resolve of now) resolve()
      await vi.advanceTimersByTimeAsync(0)
    },
    /** And those that wait for their time. */
    async settle() {
      for (let round = 0; round < 6; round += 1) {
        await vi.advanceTimersByTimeAsync(60_000)
        await this.answer()
      }
    },
  }
}

function open(server: ReturnType<typeof fakeServer>, more: Partial<TallyDeps> = {}): Tally {
  return createTally({ api: server.api, buckets: 20, now: Date.now, ...more })
}

const sum = (tally: Tally) =>
  tally.counted.value?.counts.reduce((total, count) => total + totalOf(count), 0)

test('what arrives while the first answer is under way is counted once', async () => {
  const requests = [summary(1, noon), summary(2, noon)]
  const server = fakeServer(requests)
  const tally = open(server)

  requests.push(summary(3, noon))
  tally.captured([summary(2, noon), summary(3, noon)])
  const before = sum(tally)
  await server.answer()

  expect(before).toBeUndefined()
  expect(sum(tally)).toBe(3)
  expect(server.asked).toHaveLength(1)
})

test('arrivals are added without another question, and buckets widen as their span grows', async () => {
  const server = fakeServer([summary(1, noon)])
  const tally = open(server)
  await server.answer()

  for (let n = 2; n <= 100; n += 1) tally.captured([summary(n, noon + n * 1000)])

  expect(sum(tally)).toBe(100)
  expect(tally.counted.value?.bucketMs).toBe(15_000)
  expect(server.asked).toHaveLength(1)
})

test('a filter that only the server can judge is asked about what is new, now and then', async () => {
  const requests = [summary(1, noon), summary(2, noon)]
  const server = fakeServer(requests)
  const filter = 'body.a:1'
  const tally = open(server, { filter, predicate: () => predicateOf(filter) })
  await server.answer()

  for (let n = 3; n <= 40; n += 1) {
    requests.push(summary(n, noon))
    tally.captured([summary(n, noon)])
  }
  const meanwhile = sum(tally)
  await server.settle()

  expect([meanwhile, sum(tally)]).toEqual([1, 20])
  expect(server.asked.map(({ after }) => after)).toEqual([0, 2])
})

test('what goes is subtracted, and when unseen ones go all is counted anew, once for many', async () => {
  const requests = Array.from({ length: 10 }, (_, n) => summary(n + 1, noon))
  const server = fakeServer(requests)
  const tally = open(server)
  await server.answer()

  tally.removed(requests.splice(8, 2), true)
  const subtracted = sum(tally)
  for (let n = 0; n < 5; n += 1) {
    requests.shift()
    tally.removed([], false)
  }
  await server.settle()

  expect([subtracted, sum(tally)]).toEqual([8, 3])
  expect(server.asked).toHaveLength(2)
})

test('a question that fails says why, and is asked again once something arrives', async () => {
  const server = fakeServer([summary(1, noon)])
  let isAway = true
  const countRequests = (options: CountOptions) =>
    isAway ? Promise.reject(new Error('The server is away.')) : server.api.countRequests(options)
  const tally = createTally({ api: { countRequests }, buckets: 20, now: Date.now })
  await vi.advanceTimersByTimeAsync(0)
  const failure = tally.failure.value

  isAway = false
  tally.missed()
  await server.settle()

  expect(failure).toBe('The server is away.')
  expect([tally.failure.value, sum(tally)]).toEqual([undefined, 1])
})

test('however requests come and go, the tally is what counting anew would give', async () => {
  const step = fc.record({
    type: fc.constantFrom('arrive', 'remove', 'lose', 'answer', 'wait', 'mark'),
    gapMs: fc.constantFrom(0, 900, 70_000, 40_000_000),
    method: fc.constantFrom('GET', 'PUT'),
    status: fc.constantFrom(200, 404, 500),
  })
  const filter = fc.constantFrom(undefined, 'method:PUT', '-method:PUT', 'body.a:1')
  const span = fc.constantFrom({}, { from: noon + 1000 }, { from: noon, to: noon + 100_000 })
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 40 }),
      filter,
      span,
      async (steps, filter, span) => {
        const requests: RequestSummary[] = []
        const server = fakeServer(requests)
        const tally = open(server, {
          ...span,
          ...(filter === undefined ? {} : { filter, predicate: () => predicateOf(filter) }),
        })
        let seq = 0
        let at = noon
        for (const { type, gapMs, method, status } of steps) {
          at += gapMs
          const [first] = requests
          if (type === 'arrive') {
            seq += 1
            requests.push(summary(seq, at, method, status))
            tally.captured(requests.slice(-1))
          } else if (type === 'remove' && first) tally.removed(requests.splice(0, 1), true)
          else if (type === 'lose' && first) {
            requests.splice(0, 1)
            tally.removed([], false)
          } else if (type === 'wait') await vi.advanceTimersByTimeAsync(3000)
          else await server.answer()
        }
        await server.settle()

        const anew = open(server, { ...span, ...(filter === undefined ? {} : { filter }) })
        await server.answer()

        const bucketMs = Math.max(
          tally.counted.value?.bucketMs ?? 0,
          anew.counted.value?.bucketMs ?? 0,
        )
        expect(widened(tally, bucketMs)).toEqual(widened(anew, bucketMs))
        tally.close()
        anew.close()
      },
    ),
    { numRuns: 200 },
  )
})

/** A tally that has seen more may have wider buckets. */
function widened(tally: Tally, bucketMs: number) {
  const histogram = createHistogram(1000, bucketMs)
  histogram.addCounts(tally.counted.value?.counts ?? [])
  return histogram.counts()
}
