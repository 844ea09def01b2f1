// The timeline of a bin: all its requests, those the filter takes, and the span of time the filter is about.

import {
  computed,
  effect,
  type ReadonlySignal,
  type Signal,
  signal,
  untracked,
} from '@preact/signals'
import type { Span } from '../../server/wire/filter/time.ts'
import { bucketStart, widthFor } from '../../server/wire/timeline.ts'
import type { Picture } from '../text/timeline-bars.ts'
import { type ArrivalRate, createArrivalRate } from './arrival-rate.ts'
import type { BinSession } from './bin-session.ts'
import type { Clock } from './clock.ts'
import { createTally, type Tally } from './tally.ts'

export interface Timeline {
  /** Undefined until there is something to draw. */
  readonly picture: ReadonlySignal<Picture | undefined>
  /** What the filter says about the time of arrival; ends may be infinite. */
  readonly span: ReadonlySignal<Span | undefined>
  /** Whether it shows the filter's span alone, where there is one. */
  readonly isZoomed: Signal<boolean>
  readonly failure: ReadonlySignal<string | undefined>
  readonly rate: ArrivalRate['rate']
  /** The applied filter with another span, or without any. */
  filterWith(span: Span | undefined): Promise<string | undefined>
  close(): void
}

export interface TimelineDeps {
  readonly session: Pick<BinSession, 'api' | 'filter' | 'watch' | 'loaded'>
  readonly clock: Pick<Clock, 'now' | 'read'>
  readonly offsetMinutes: (at: number) => number
}

/** As many as a wide screen has room for; bars join to fit a narrow one. */
const mostBuckets = 240
const leastBuckets = 30
/** What a zoom shows on either side of the span, so that it can be widened. */
const padding = 0.15

export function createTimeline({ session, clock, offsetMinutes }: TimelineDeps): Timeline {
  const { now } = clock
  const { language, text } = session.filter
  const isZoomed = signal(true)
  const applied = computed(() => text.value.trim())
  const reading = computed(() => language.read(applied.value))
  const movesOn = computed(() => {
    const found = reading.value
    return found ? (language.engine.value?.movesOn(found.parsed) ?? false) : false
  })
  const span = computed<Span | undefined>(() => {
    const found = reading.value
    if (found?.type !== 'filter') return undefined
    const at = movesOn.value ? now.value : now.peek()
    return language.engine.value?.arrivalSpan(found.parsed, at)
  })
  /** What else the filter asks; undefined while that is unknown. */
  const rest = computed(() => {
    if (applied.value === '') return ''
    const found = reading.value
    return found?.type === 'filter'
      ? language.engine.value?.withoutArrival(applied.value, found.parsed)
      : undefined
  })
  const rate = createArrivalRate(now, session.loaded.peek())

  const whole = createPair({ session, rest, clock })
  const zoomSpan = signal<{ readonly from: number; readonly to?: number } | undefined>(undefined)
  const zoom = signal<Pair | undefined>(undefined)

  const stopReading = effect(() => {
    language.readWhole(applied.value)
  })
  const stopZoomSpan = effect(() => {
    const wanted = isZoomed.value ? span.value : undefined
    const first = untracked(() => whole.all.counted.peek()?.counts[0]?.at)
    zoomSpan.value = wanted && zoomOf(wanted, first ?? now.peek(), now.peek(), zoomSpan.peek())
  })
  const stopZoom = effect(() => {
    const bounds = zoomSpan.value
    if (!bounds) return
    const pair = untracked(() => createPair({ session, rest, clock }, bounds))
    zoom.value = pair
    return () => {
      zoom.value = undefined
      pair.close()
    }
  })
  const stopWatching = session.watch({
    captured: rate.captured,
    removed: () => {},
    changed: () => {},
    missed: () => {},
  })

  const picture = computed((): Picture | undefined => {
    const zoomed = zoom.value?.picture.value
    const bounds = zoomSpan.value
    const found = zoomed ?? whole.picture.value
    if (!found) return undefined
    // Until the fine bars are here, the rough ones show the same stretch.
    const { bucketMs } = found
    const last = found.all.at(-1)
    const end = last ? last.at + bucketMs : bucketStart(now.peek(), bucketMs) + bucketMs
    const from = bounds?.from ?? found.all[0]?.at ?? end
    const to = bounds ? (bounds.to ?? Math.max(end, movesOn.value ? now.value : 0)) : end
    const edge = Math.ceil(to / bucketMs) * bucketMs
    const start = bucketStart(from, bucketMs)
    return {
      ...found,
      from: bounds ? start : Math.min(start, edge - leastBuckets * bucketMs),
      to: edge,
    }
  })

  return {
    picture,
    span,
    isZoomed,
    failure: computed(() => whole.all.failure.value),
    rate: rate.rate,
    async filterWith(wanted) {
      const typed = applied.peek()
      // What is blank takes no grammar, but saying a time does.
      const found = await language.readWhole(typed || 'at:now')
      const engine = language.engine.peek()
      if (!engine || found?.type === 'wrong') return undefined
      const { parsed } = engine.read(typed, language.compiler.peek())
      return wanted === undefined
        ? engine.withoutArrival(typed, parsed)
        : engine.withArrival(typed, parsed, engine.printArrival(wanted, offsetMinutes))
    },
    close() {
      stopReading()
      stopZoomSpan()
      stopZoom()
      stopWatching()
      whole.close()
    },
  }
}

interface Pair {
  readonly all: Tally
  readonly picture: ReadonlySignal<Pick<Picture, 'bucketMs' | 'all' | 'taken'> | undefined>
  close(): void
}

interface PairDeps {
  readonly session: TimelineDeps['session']
  readonly rest: ReadonlySignal<string | undefined>
  readonly clock: TimelineDeps['clock']
}

/** All requests, and those that the rest of the filter takes. */
function createPair(
  { session, rest, clock }: PairDeps,
  bounds: { readonly from?: number; readonly to?: number } = {},
): Pair {
  const { api, filter } = session
  const deps = { api, ...bounds, buckets: mostBuckets, now: clock.read }
  const all = createTally(deps)
  const taken = signal<Tally | undefined>(undefined)
  const stopAll = session.watch(all)

  const stopTaken = effect(() => {
    const text = rest.value
    if (!text) return
    const predicate = () => {
      const found = filter.language.read(text)
      if (found?.type !== 'filter' || found.needsCompiler) return undefined
      return filter.language.engine
        .peek()
        ?.predicateOf(found.filter, clock.read(), filter.language.compiler.peek())
    }
    const isAboutMarks = () => predicate()?.needs.marks ?? true
    const tally = untracked(() => createTally({ ...deps, filter: text, predicate, isAboutMarks }))
    const stop = session.watch(tally)
    taken.value = tally
    return () => {
      taken.value = undefined
      stop()
      tally.close()
    }
  })

  return {
    all,
    picture: computed(() => {
      const counted = all.counted.value
      if (!counted) return undefined
      const some = taken.value?.counted.value
      const bucketMs = Math.max(counted.bucketMs, some?.bucketMs ?? 0)
      return {
        bucketMs,
        all: counted.counts,
        taken: rest.value === '' ? undefined : (some?.counts ?? []),
      }
    }),
    close() {
      stopAll()
      stopTaken()
      all.close()
    },
  }
}

/** What to show of `span`: the same as before while that fits, or a span that moves on would be asked for each second. */
function zoomOf(
  span: Span,
  first: number,
  now: number,
  before: { readonly from: number; readonly to?: number } | undefined,
) {
  const from = Number.isFinite(span.from) ? span.from : Math.min(first, span.before)
  const isOpen = !Number.isFinite(span.before)
  // A filter may ask for a time that ends before it begins.
  const end = Math.max(isOpen ? now : span.before, from + 1000)
  const lengthMs = Math.max(1000, end - from)
  if (before && isOpen === (before.to === undefined) && before.from <= from) {
    const shownMs = (before.to ?? end) - before.from
    if ((before.to ?? end) >= end && shownMs < lengthMs * 1.7) return before
  }
  const bucketMs = widthFor(from, end - 1, mostBuckets / (1 + 2 * padding) - 2)
  const pad = Math.max(bucketMs, lengthMs * padding)
  const start = bucketStart(from - pad, bucketMs)
  return isOpen ? { from: start } : { from: start, to: bucketStart(end + pad, bucketMs) + bucketMs }
}
