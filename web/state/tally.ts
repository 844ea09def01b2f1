// Requests counted over time: asked of the server once, then kept right by what arrives and goes. What only the
// server can tell is asked again, but not all the time.

import { type ReadonlySignal, signal } from '@preact/signals'
import type { FilterPredicate } from '../../server/wire/filter/match.ts'
import type { Seq } from '../../server/wire/ids.ts'
import type { RequestSummary } from '../../server/wire/requests.ts'
import {
  createHistogram,
  type Histogram,
  type TimelineCount,
  widthFor,
} from '../../server/wire/timeline.ts'
import { toneOf } from '../../server/wire/tones.ts'
import { type BinApi, isAbort, messageOf } from '../api.ts'
import type { BinWatcher } from './bin-watchers.ts'

export interface Tally extends BinWatcher {
  /** Undefined until the first answer. */
  readonly counted: ReadonlySignal<Counted | undefined>
  /** Why the last answer did not come. */
  readonly failure: ReadonlySignal<string | undefined>
  close(): void
}

export interface Counted {
  readonly bucketMs: number
  /** Ascending, without the empty ones. */
  readonly counts: readonly TimelineCount[]
}

export interface TallyDeps {
  readonly api: Pick<BinApi, 'countRequests'>
  /** Only arrivals at `from` or later, and before `to`. */
  readonly from?: number
  readonly to?: number
  readonly buckets: number
  readonly filter?: string
  /** What the filter takes; undefined while nobody but the server can say. */
  readonly predicate?: () => FilterPredicate | undefined
  /** Whether what it takes depends on marks. */
  readonly isAboutMarks?: () => boolean
  readonly now: () => number
}

/** Between two questions to the server: ten times what the last took, within bounds. */
const pauseMs = { least: 2_000, factor: 10, most: 30_000 }

export function createTally(deps: TallyDeps): Tally {
  const { api, from, to, buckets, filter } = deps
  const abort = new AbortController()
  const counted = signal<Counted | undefined>(undefined)
  const failure = signal<string | undefined>(undefined)
  let histogram: Histogram | undefined
  /** All up to here are counted, all above are not. */
  let upTo: Seq = 0
  const waiting: RequestSummary[] = []
  let isAsking = false
  let wants: 'nothing' | 'more' | 'all' = 'all'
  let timer: ReturnType<typeof setTimeout> | undefined
  let nextAt = 0

  function publish(from: Histogram): void {
    counted.value = { bucketMs: from.bucketMs, counts: from.counts() }
  }

  function emptyHistogram(): Histogram {
    return createHistogram(
      buckets,
      from === undefined || to === undefined ? undefined : widthFor(from, to - 1, buckets),
    )
  }

  /** `more` what the server alone can judge, or `all` anew. */
  function want(what: 'more' | 'all'): void {
    if (wants !== 'all') wants = what
    if (isAsking || timer !== undefined || abort.signal.aborted) return
    timer = setTimeout(
      () => {
        timer = undefined
        ask()
      },
      Math.max(0, nextAt - deps.now()),
    )
  }

  async function ask(): Promise<void> {
    const known = wants === 'all' ? undefined : histogram
    const start = deps.now()
    isAsking = true
    wants = 'nothing'
    try {
      await (known ? count(known, upTo) : count(emptyHistogram(), 0))
      failure.value = undefined
    } catch (error) {
      if (isAbort(error)) return
      failure.value = messageOf(error)
      // Asked again by what arrives, or by a connection that is back.
      histogram = undefined
      waiting.length = 0
    } finally {
      const end = deps.now()
      const pause = (end - start) * pauseMs.factor
      nextAt = end + Math.min(pauseMs.most, Math.max(pauseMs.least, pause))
      isAsking = false
    }
    if (histogram) take(waiting.splice(0))
    if (wants !== 'nothing') want(wants)
  }

  async function count(into: Histogram, after: Seq): Promise<void> {
    let before: Seq | undefined
    let reached = after
    for (;;) {
      const options = { from, to, buckets, filter, after, before }
      const part = await api.countRequests(options, abort.signal)
      if (before === undefined) reached = Math.max(reached, part.upTo)
      into.widen(part.bucketMs)
      into.addCounts(part.counts)
      if (part.next === null) break
      before = part.next
      // A long count shows how far it is, but not in place of a whole one.
      if (!histogram) publish(into)
    }
    publish(into)
    histogram = into
    upTo = reached
  }

  function take(requests: readonly RequestSummary[]): void {
    const fresh = requests.filter(({ seq }) => seq > upTo)
    const last = fresh.at(-1)
    if (!histogram) return want('all')
    if (!last) return
    const taken = judge(fresh)
    // The next answer brings these too.
    if (!taken || wants === 'more') return want('more')
    upTo = last.seq
    for (const request of taken) histogram.add(request.receivedAt, toneOf(request))
    if (taken.length > 0) publish(histogram)
  }

  /** Those that count; undefined when some cannot be told. */
  function judge(requests: readonly RequestSummary[]): readonly RequestSummary[] | undefined {
    const within = requests.filter(
      ({ receivedAt }) =>
        receivedAt >= (from ?? 0) && receivedAt < (to ?? Number.POSITIVE_INFINITY),
    )
    if (filter === undefined) return within
    const predicate = deps.predicate?.()
    const decided = within.map((summary) => predicate?.test({ summary }))
    if (decided.includes(undefined)) return undefined
    return within.filter((_, index) => decided[index])
  }

  ask()

  return {
    counted,
    failure,
    captured(requests) {
      if (isAsking) waiting.push(...requests)
      else take(requests)
    },
    removed(gone, isAll) {
      const taken = isAll && !isAsking && histogram ? judge(gone) : undefined
      // Judged by what it is like now, which is what was counted only where marks do not matter.
      if (!taken || deps.isAboutMarks?.()) return want('all')
      for (const request of taken) {
        if (request.seq <= upTo) histogram?.add(request.receivedAt, toneOf(request), -1)
      }
      if (histogram) publish(histogram)
    },
    changed(changesTone) {
      if (changesTone || deps.isAboutMarks?.()) want('all')
    },
    missed: () => want('all'),
    close() {
      abort.abort()
      clearTimeout(timer)
    },
  }
}
