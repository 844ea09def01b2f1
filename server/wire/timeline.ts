// Requests counted over time: buckets of widths that nest, so that narrow ones add up to wide ones exactly.

import type { Seq } from './ids.ts'
import type { RequestTone } from './tones.ts'

const secondMs = 1000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** Each divides the next. Buckets begin at whole multiples since 1970, so days are those of UTC. */
export const bucketWidthsMs = [
  secondMs,
  5 * secondMs,
  15 * secondMs,
  minuteMs,
  5 * minuteMs,
  15 * minuteMs,
  hourMs,
  3 * hourMs,
  12 * hourMs,
  dayMs,
  7 * dayMs,
  28 * dayMs,
] as const

const narrowestMs = bucketWidthsMs[0]
const widestMs = 28 * dayMs

/** How many requests arrived from `at` until the next bucket begins, by how they went. */
export interface TimelineCount {
  readonly at: number
  readonly ok: number
  readonly warn: number
  readonly bad: number
}

export interface Timeline {
  /** The edges of the outermost buckets, or of what was asked for; both 0 when there is nothing. */
  readonly from: number
  readonly to: number
  readonly bucketMs: number
  /** Ascending, without the empty ones. */
  readonly counts: readonly TimelineCount[]
  /** No request above it was counted, whether or not it had arrived. */
  readonly upTo: Seq
  /** There was more than could be counted at one go: ask again with it as `before`, and add the two. */
  readonly next: Seq | null
}

export interface Histogram {
  readonly bucketMs: number
  add(at: number, tone: RequestTone, count?: number): void
  addCounts(counts: readonly TimelineCount[]): void
  /** Makes buckets at least so wide. */
  widen(bucketMs: number): void
  /** Ascending, without the empty ones. */
  counts(): readonly TimelineCount[]
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** Widens by itself as soon as it would span more than `mostBuckets`. */
export function createHistogram(mostBuckets: number, startMs: number = narrowestMs): Histogram {
  let bucketMs = startMs
  let buckets = new Map<number, Mutable<TimelineCount>>()
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY

  function bucketOf(at: number): Mutable<TimelineCount> {
    const start = bucketStart(at, bucketMs)
    const known = buckets.get(start)
    if (known) return known
    const fresh = { at: start, ok: 0, warn: 0, bad: 0 }
    buckets.set(start, fresh)
    return fresh
  }

  function widen(toMs: number): void {
    if (toMs <= bucketMs) return
    const before = buckets
    bucketMs = toMs
    buckets = new Map()
    for (const { at, ok, warn, bad } of before.values()) {
      const bucket = bucketOf(at)
      bucket.ok += ok
      bucket.warn += warn
      bucket.bad += bad
    }
  }

  function add(at: number, tone: RequestTone, count = 1): void {
    first = Math.min(first, at)
    last = Math.max(last, at)
    widen(widthFor(first, last, mostBuckets))
    bucketOf(at)[tone] += count
  }

  return {
    get bucketMs() {
      return bucketMs
    },
    add,
    addCounts(counts) {
      for (const count of counts) {
        for (const tone of tones) if (count[tone] !== 0) add(count.at, tone, count[tone])
      }
    },
    widen,
    counts: () =>
      [...buckets.values()]
        .filter((count) => totalOf(count) > 0)
        .map((count) => ({ ...count }))
        .sort((a, b) => a.at - b.at),
  }
}

export const tones: readonly RequestTone[] = ['ok', 'warn', 'bad']

export function totalOf({ ok, warn, bad }: TimelineCount): number {
  return ok + warn + bad
}

export function bucketStart(at: number, bucketMs: number): number {
  return Math.floor(at / bucketMs) * bucketMs
}

/** The narrowest width of which `mostBuckets` hold both `first` and `last`. */
export function widthFor(first: number, last: number, mostBuckets: number): number {
  const fits = (bucketMs: number) =>
    (bucketStart(last, bucketMs) - bucketStart(first, bucketMs)) / bucketMs < mostBuckets
  return bucketWidthsMs.find(fits) ?? widestMs
}
