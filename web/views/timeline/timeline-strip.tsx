// The strip below the filter: bars of requests over time, a brush that sets the filter's time, and the rate right now.

import '../../styles/timeline-part.css'
import { useSignal } from '@preact/signals'
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import { useInspector } from '../../context.ts'
import type { BinSession } from '../../state/bin-session.ts'
import { createTimeline, type Timeline } from '../../state/timeline.ts'
import { bucketText, rateText, timeText } from '../../text/describe-span.ts'
import { timeAgo } from '../../text/format-time.ts'
import { barsHeightPx, layOutBars } from '../../text/timeline-bars.ts'
import { IconButton } from '../../ui/button.tsx'
import { TimelineBrush } from './timeline-brush.tsx'

export function TimelineStrip({ session }: { session: BinSession }) {
  const { clock } = useInspector()
  const timeline = useMemo(
    () =>
      createTimeline({ session, clock, offsetMinutes: (at) => -new Date(at).getTimezoneOffset() }),
    [session],
  )
  useEffect(() => timeline.close, [timeline])

  const box = useRef<HTMLDivElement>(null)
  const widthPx = useSignal(0)
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const measure = () => {
      widthPx.value = element.clientWidth
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  const picture = timeline.picture.value
  const span = timeline.span.value
  const bars = picture && widthPx.value > 0 ? layOutBars(picture, span, widthPx.value) : undefined
  const isFiltered = span !== undefined || picture?.taken !== undefined
  return (
    <>
      <p class="timeline-start">
        {bars && <time>{timeText(bars.from, clock.read())}</time>}
        {bars && <span class="muted">{bucketText(bars.bucketMs)}</span>}
      </p>
      <div class="timeline-plot" ref={box}>
        {bars && (
          <>
            <svg class={isFiltered ? 'is-filtered' : ''} height={barsHeightPx} aria-hidden="true">
              {isFiltered && <path class="all" d={bars.paths.all} />}
              <path class="lit" d={bars.paths.lit} />
              <path class="warn" d={bars.paths.warn + bars.paths.warnMarks} />
              <path class="bad" d={bars.paths.bad + bars.paths.badMarks} />
            </svg>
            <TimelineBrush
              timeline={timeline}
              bars={bars}
              widthPx={widthPx.value}
              isFiltered={picture?.taken !== undefined}
            />
          </>
        )}
        {!bars && timeline.failure.value && (
          <p class="muted">The requests could not be counted. {timeline.failure.value}</p>
        )}
      </div>
      <TimelineEnd timeline={timeline} session={session} />
    </>
  )
}

function TimelineEnd({ timeline, session }: { timeline: Timeline; session: BinSession }) {
  const { actions, clock } = useInspector()
  const { rate, span, isZoomed } = timeline
  const newest = session.loaded.value[0]
  const now = rate.value
  const clear = async () => {
    const text = await timeline.filterWith(undefined)
    if (text !== undefined) actions.applyFilter(text)
  }
  return (
    <div class="timeline-end">
      <p class={span.value ? 'not-narrow' : ''}>
        {now ? (
          <b>{rateText(now)}</b>
        ) : (
          newest && `last ${timeAgo(newest.receivedAt, clock.now.value)}`
        )}
      </p>
      {span.value && (
        <>
          <IconButton
            label={isZoomed.value ? 'Show the whole time' : 'Zoom into the time chosen'}
            icon={isZoomed.value ? 'shrink' : 'magnify'}
            onClick={() => {
              isZoomed.value = !isZoomed.value
            }}
          />
          <IconButton label="Any time" icon="close" onClick={clear} />
        </>
      )}
    </div>
  )
}
