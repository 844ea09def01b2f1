import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createHistogram, totalOf } from '../../server/wire/timeline.ts'
import { bucketText, countText, rateText, spanText } from '../../web/text/describe-span.ts'
import { countWithin, layOutBars, type Picture } from '../../web/text/timeline-bars.ts'

// Noon, whatever the zone.
const noon = new Date(2026, 10, 21, 12).getTime()

function pictureOf(arrivals: readonly number[], buckets: number): Picture {
  const histogram = createHistogram(buckets)
  for (const [index, at] of arrivals.entries()) histogram.add(at, index % 3 ? 'ok' : 'bad')
  const all = histogram.counts()
  const { bucketMs } = histogram
  const from = all[0]?.at ?? 0
  return { from, to: (all.at(-1)?.at ?? from) + bucketMs, bucketMs, all, taken: undefined }
}

test('whatever the width, every request is in a bar, and every bar within the width', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: noon, max: noon + 5e8 }), { minLength: 1, maxLength: 50 }),
      fc.integer({ min: 60, max: 2000 }),
      fc.integer({ min: 1, max: 240 }),
      (arrivals, widthPx, buckets) => {
        const bars = layOutBars(pictureOf(arrivals, buckets), undefined, widthPx)

        const drawn = [...bars.paths.all.matchAll(/M(\d+) \d+v-(\d+)h(\d+)v/g)]
        expect(bars.all.reduce((sum, count) => sum + totalOf(count), 0)).toBe(arrivals.length)
        expect(drawn).toHaveLength(bars.all.length)
        for (const [, left, height, width] of drawn) {
          expect(Number(left) + Number(width)).toBeLessThanOrEqual(widthPx)
          expect(Number(height)).toBeGreaterThanOrEqual(2)
        }
      },
    ),
  )
})

test('only what the filter takes within its time is lit, and failures have a mark of their own', () => {
  const picture = pictureOf([noon, noon + 10_000, noon + 20_000, noon + 30_000], 100)

  const bars = layOutBars(picture, { from: noon + 5000, before: noon + 40_000 }, 1000)

  expect(bars.all).toHaveLength(4)
  expect(bars.lit.map(({ at, bad }) => [at - noon, bad])).toEqual([
    [10_000, 0],
    [20_000, 0],
    [30_000, 1],
  ])
  expect(bars.paths.badMarks.match(/M/g)).toHaveLength(1)
  expect(countWithin(bars.all, { from: noon, before: noon + 20_000 })).toBe(2)
})

test('times, rates and counts are told in words', () => {
  const day = 86_400_000
  const forever = Number.POSITIVE_INFINITY

  expect([
    spanText({ from: noon, before: noon + 30_000 }, noon),
    spanText({ from: noon - 60_000, before: forever }, noon),
    spanText({ from: -forever, before: noon }, noon),
    bucketText(5000),
    bucketText(7 * day),
    rateText({ count: 1200, per: 'minute' }),
    rateText({ count: 40, per: 'second' }),
    countText(17, { at: 0, ok: 3, warn: 1, bad: 2 }, true),
    countText(1, undefined, false),
  ]).toEqual([
    expect.stringMatching(/^12:00.* to .*12:00:30/),
    expect.stringMatching(/^since 11:59/),
    expect.stringMatching(/^until 12:00/),
    '5 s a bar',
    '7 days a bar',
    '1,200/min now',
    '40/s now',
    '17 requests, 6 match, 2 failed, 1 with a warning',
    '1 request',
  ])
  expect(spanText({ from: noon - day, before: noon }, noon)).toMatch(/20.* to 12:00/)
})
