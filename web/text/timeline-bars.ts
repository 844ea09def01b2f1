// Bars of a timeline as paths in whole pixels: counts in, geometry out.

import type { Span } from '../../server/wire/filter/time.ts'
import {
  bucketStart,
  bucketWidthsMs,
  createHistogram,
  type TimelineCount,
  totalOf,
} from '../../server/wire/timeline.ts'

export interface Picture {
  /** On edges of buckets. */
  readonly from: number
  readonly to: number
  readonly bucketMs: number
  /** Ascending, without the empty ones. */
  readonly all: readonly TimelineCount[]
  /** Those that the filter takes, the time of arrival aside; undefined when it asks nothing else. */
  readonly taken: readonly TimelineCount[] | undefined
}

export interface Bars {
  readonly from: number
  readonly to: number
  readonly bucketMs: number
  readonly all: readonly TimelineCount[]
  /** What the filter takes, within the span. */
  readonly lit: readonly TimelineCount[]
  /** Each the `d` of an SVG path. */
  readonly paths: Readonly<
    Record<'all' | 'lit' | 'warn' | 'bad' | 'warnMarks' | 'badMarks', string>
  >
}

export const barsHeightPx = 36
/** Where bars stand; below it are the marks that tell of failures without colour. */
const basePx = 31
const narrowestBarPx = 5
const leastHeightPx = 2

/** `span` is the filter's: bars outside of it are not lit. */
export function layOutBars(picture: Picture, span: Span | undefined, widthPx: number): Bars {
  const bucketMs = fittingWidth(picture, widthPx)
  const from = bucketStart(picture.from, bucketMs)
  const to = Math.ceil(picture.to / bucketMs) * bucketMs
  const inView = (counts: readonly TimelineCount[]) =>
    regroup(counts, bucketMs).filter(({ at }) => at >= from && at < to)
  const all = inView(picture.all)
  const taken = picture.taken ? inView(picture.taken) : all
  const lit = taken.filter(({ at }) => !span || (at + bucketMs > span.from && at < span.before))
  const most = Math.max(1, ...all.map(totalOf))
  const count = (to - from) / bucketMs
  /** By the square root, so that a burst leaves the rest to be seen: heights tell more from less, the tip how many. */
  const heightOf = (count: TimelineCount) =>
    Math.max(leastHeightPx, Math.round(Math.sqrt(totalOf(count) / most) * (basePx - 1)))
  const partOf = (count: TimelineCount, part: number) =>
    part === 0 ? 0 : Math.max(leastHeightPx, Math.round((part / totalOf(count)) * heightOf(count)))
  const draw = (
    counts: readonly TimelineCount[],
    shapeOf: (count: TimelineCount) => { readonly bottom: number; readonly height: number },
  ) =>
    counts
      .map((each) => {
        const { bottom, height } = shapeOf(each)
        if (height === 0) return ''
        const index = (each.at - from) / bucketMs
        const left = Math.round((index * widthPx) / count)
        const right = Math.round(((index + 1) * widthPx) / count)
        const width = Math.max(1, right - left - (right - left > 3 ? 1 : 0))
        return `M${left} ${bottom}v${-height}h${width}v${height}z`
      })
      .join('')
  return {
    from,
    to,
    bucketMs,
    all,
    lit,
    paths: {
      all: draw(all, (each) => ({ bottom: basePx, height: heightOf(each) })),
      lit: draw(lit, (each) => ({ bottom: basePx, height: heightOf(each) })),
      warn: draw(lit, (each) => ({
        bottom: basePx - partOf(each, each.bad),
        height: Math.min(partOf(each, each.warn), heightOf(each) - partOf(each, each.bad)),
      })),
      bad: draw(lit, (each) => ({ bottom: basePx, height: partOf(each, each.bad) })),
      warnMarks: draw(lit, ({ bad, warn }) => ({
        bottom: basePx + 2,
        height: bad === 0 && warn > 0 ? 1 : 0,
      })),
      badMarks: draw(lit, ({ bad }) => ({ bottom: basePx + 4, height: bad > 0 ? 3 : 0 })),
    },
  }
}

/** The number of requests that arrived within. */
export function countWithin(counts: readonly TimelineCount[], { from, before }: Span): number {
  return counts
    .filter(({ at }) => at >= from && at < before)
    .reduce((sum, count) => sum + totalOf(count), 0)
}

function fittingWidth({ from, to, bucketMs }: Picture, widthPx: number): number {
  const room = Math.max(1, Math.floor(widthPx / narrowestBarPx))
  const fits = bucketWidthsMs.find((width) => width >= bucketMs && (to - from) / width <= room)
  return fits ?? Math.max(bucketMs, bucketWidthsMs.at(-1) ?? bucketMs)
}

function regroup(counts: readonly TimelineCount[], bucketMs: number): readonly TimelineCount[] {
  const histogram = createHistogram(Number.POSITIVE_INFINITY, bucketMs)
  histogram.addCounts(counts)
  return histogram.counts()
}
