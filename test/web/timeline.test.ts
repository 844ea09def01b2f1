import { signal } from '@preact/signals'
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import type { RequestSummary } from '../../server/wire/requests.ts'
import { type Timeline as Counts, createHistogram } from '../../server/wire/timeline.ts'
import type { CountOptions } from '../../web/api.ts'
import type { BinWatcher } from '../../web/state/bin-watchers.ts'
import { createFilterLanguage } from '../../web/state/filter-language.ts'
import { createTimeline, type TimelineDeps } from '../../web/state/timeline.ts'

const noon = Date.UTC(2026, 10, 21, 12)
const minuteMs = 60_000

beforeEach(() => {
  vi.useFakeTimers({ now: noon })
})
afterEach(() => {
  vi.useRealTimers()
})

/** A bin with a request a minute over the last three hours. */
async function open(filter: string) {
  const asked: CountOptions[] = []
  const watchers = new Set<BinWatcher>()
  const text = signal(filter)
  const now = signal(noon)
  const language = createFilterLanguage()
  async function countRequests(options: CountOptions): Promise<Counts> {
    asked.push(options)
    const { from, to, buckets } = options
    const histogram = createHistogram(buckets)
    for (let n = 1; n <= 180; n += 1) {
      const at = noon - n * minuteMs
      if (at >= (from ?? 0) && at < (to ?? Number.POSITIVE_INFINITY)) histogram.add(at, 'ok')
    }
    const { bucketMs } = histogram
    return { from: 0, to: 0, bucketMs, counts: histogram.counts(), upTo: 180, next: null }
  }
  const session = {
    api: { countRequests },
    filter: { text, language },
    loaded: signal<readonly RequestSummary[]>([]),
    watch(watcher: BinWatcher) {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
  } as unknown as TimelineDeps['session'] // All that it looks at.
  await language.readWhole(filter || 'x')
  const clock = { now, read: () => now.value }
  const timeline = createTimeline({ session, clock, offsetMinutes: () => 0 })
  onTestFinished(timeline.close)
  await vi.advanceTimersByTimeAsync(0)
  return { timeline, asked, text, now, watchers }
}

test('without a filter all is asked for once, and all of it is shown', async () => {
  const { timeline, asked } = await open('')

  const { picture, span } = timeline

  expect(asked).toHaveLength(1)
  expect(span.value).toBeUndefined()
  expect(picture.value).toMatchObject({ from: noon - 180 * minuteMs, to: noon, taken: undefined })
})

test("a filter's time is zoomed into with something on either side, and shown in the whole on demand", async () => {
  const { timeline } = await open('path:/a at:2026-11-21T11:00..2026-11-21T11:09')

  const zoomed = timeline.picture.value
  timeline.isZoomed.value = false
  const whole = timeline.picture.value

  expect(timeline.span.value).toEqual({ from: noon - 60 * minuteMs, before: noon - 50 * minuteMs })
  expect(zoomed?.from).toBeLessThan(noon - 61 * minuteMs)
  expect(zoomed?.from).toBeGreaterThan(noon - 65 * minuteMs)
  expect(zoomed?.to).toBeGreaterThan(noon - 49 * minuteMs)
  expect(zoomed?.bucketMs).toBeLessThan(whole?.bucketMs ?? 0)
  expect(whole?.from).toBe(noon - 180 * minuteMs)
})

test('what is asked for besides the time does not change with it', async () => {
  const { timeline, asked, text } = await open('at:-15m path:/a')
  const before = asked.filter(({ filter }) => filter !== undefined).length

  timeline.isZoomed.value = false
  text.value = 'path:/a at:-30m'
  await vi.advanceTimersByTimeAsync(0)

  expect(asked.filter(({ filter }) => filter !== undefined)).toHaveLength(before)
  expect(asked.map(({ filter }) => filter)).toContain('path:/a')
})

test('a time that moves on with the clock is not asked for each second', async () => {
  const { timeline, asked, now } = await open('at:-15m')
  const before = asked.length
  const first = timeline.span.value?.from ?? 0

  for (let second = 0; second < 120; second += 1) now.value += 1000
  await vi.advanceTimersByTimeAsync(0)

  expect(timeline.span.value?.from).toBe(first + 120_000)
  expect(asked).toHaveLength(before)
})

test('another time replaces the one there is and leaves the rest of the filter', async () => {
  const { timeline } = await open('path:/a at:-15m -x')

  const span = { from: noon - 60_000, before: noon }

  expect(await timeline.filterWith(span)).toBe('path:/a at:2026-11-21T11:59 -x')
  expect(await timeline.filterWith(undefined)).toBe('path:/a -x')
})

test('a closed timeline is told of nothing any more', async () => {
  const { timeline, watchers } = await open('at:-15m path:/a')

  timeline.close()

  expect(watchers.size).toBe(0)
})
