// What lies over the bars: the time chosen, with an edge to drag or to move by keys on either side, and what is there.

import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import type { Span } from '../../../server/wire/filter/time.ts'
import { bucketStart, totalOf } from '../../../server/wire/timeline.ts'
import { useInspector } from '../../context.ts'
import type { Timeline } from '../../state/timeline.ts'
import { countText, spanText } from '../../text/describe-span.ts'
import { type Bars, countWithin } from '../../text/timeline-bars.ts'
import { draggedSpan, type Edge, steppedSpan, stepsOf } from './brush-moves.ts'

export interface TimelineBrushProps {
  readonly timeline: Timeline
  readonly bars: Bars
  readonly widthPx: number
  /** Whether the filter asks for more than a time. */
  readonly isFiltered: boolean
}

/** How near an edge a pointer takes hold of it. */
const holdPx = { mouse: 6, touch: 20 }
/** Less is a click. */
const leastDragPx = 4
const edges: readonly Edge[] = ['from', 'before']

export function TimelineBrush({ timeline, bars, widthPx, isFiltered }: TimelineBrushProps) {
  const { actions, clock } = useInspector()
  /** While it is being chosen. */
  const draft = useSignal<Span | undefined>(undefined)
  const hoverAt = useSignal<number | undefined>(undefined)
  const focused = useSignal<Edge | undefined>(undefined)
  const drag = useRef<
    { readonly startPx: number; readonly span: (at: number) => Span } | undefined
  >(undefined)
  const { from, to, bucketMs } = bars
  const shown = draft.value ?? timeline.span.value
  const clamp = (at: number) => Math.min(to, Math.max(from, at))
  const pxOf = (at: number) => ((clamp(at) - from) / (to - from)) * widthPx
  const atOf = (px: number) =>
    clamp(from + (Math.min(widthPx - 0.01, Math.max(0, px)) / widthPx) * (to - from))
  const left = pxOf(shown?.from ?? from)
  const right = pxOf(shown?.before ?? to)

  async function apply(span: Span | undefined): Promise<void> {
    const text = await timeline.filterWith(span)
    if (text !== undefined) await actions.applyFilter(text)
    draft.value = undefined
  }

  function pxIn(event: PointerEvent): number {
    return event.clientX - (event.currentTarget as HTMLElement).getBoundingClientRect().left
  }

  function heldEdge(px: number, pointer: string): Edge | undefined {
    if (!shown) return undefined
    const near = pointer === 'mouse' ? holdPx.mouse : holdPx.touch
    const distances = { from: Math.abs(px - left), before: Math.abs(px - right) }
    const edge = distances.from <= distances.before ? 'from' : 'before'
    return distances[edge] <= near ? edge : undefined
  }

  function onPointerDown(event: PointerEvent): void {
    if (event.button !== 0) return
    const startPx = pxIn(event)
    const held = heldEdge(startPx, event.pointerType)
    drag.current = { startPx, span: draggedSpan(shown, held, atOf(startPx), bucketMs) }
    const plot = event.currentTarget as HTMLElement
    plot.setPointerCapture(event.pointerId)
  }

  function onPointerMove(event: PointerEvent): void {
    const px = pxIn(event)
    hoverAt.value = atOf(px)
    const { current } = drag
    if (current && (draft.value || Math.abs(px - current.startPx) >= leastDragPx)) {
      draft.value = current.span(atOf(px))
    }
  }

  function onPointerUp(): void {
    drag.current = undefined
    if (draft.value) apply(draft.value)
  }

  function cancel(): void {
    drag.current = undefined
    draft.value = undefined
  }

  function onKeyDown(event: KeyboardEvent, edge: Edge): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const step = stepsOf(event)
    if (step !== undefined) {
      const span = draft.value ?? { from, before: to, ...finite(timeline.span.value) }
      draft.value = steppedSpan(span, edge, step, bars)
    } else if (event.key === 'Enter' && draft.value) apply(draft.value)
    else if (event.key === 'Escape' && draft.value) cancel()
    else if (event.key === 'Escape' && timeline.span.value) apply(undefined)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  /** Bars tell only of whole buckets. */
  function countIn(span: Span): string {
    const isExact = [span.from, span.before].every((end) => end % bucketMs === 0)
    const count = countText(countWithin(bars.all, span), undefined, false)
    return isExact ? count : `about ${count}`
  }

  function valueText(): string {
    const span = { from, before: to, ...finite(shown) }
    const said = `${spanText(shown ?? span, clock.read())}, ${countIn(span)}`
    return draft.value ? `${said}, Enter applies` : said
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of two sliders is no fieldset
    <div
      class="timeline-brush"
      role="group"
      aria-label="Time of arrival"
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={cancel}
      onPointerLeave={() => {
        hoverAt.value = undefined
      }}
      onDblClick={() => {
        if (timeline.span.value) apply(undefined)
      }}
    >
      {shown && (
        <div
          class="timeline-span"
          style={{ left: `${left}px`, width: `${Math.max(1, right - left)}px` }}
        />
      )}
      {edges.map((edge) => (
        <div
          key={edge}
          class={`timeline-edge ${shown ? 'is-set' : ''}`}
          role="slider"
          tabIndex={0}
          aria-label={edge === 'from' ? 'Start of the time' : 'End of the time'}
          aria-valuemin={0}
          aria-valuemax={(to - from) / bucketMs}
          aria-valuenow={Math.round(
            (clamp(shown?.[edge] ?? (edge === 'from' ? from : to)) - from) / bucketMs,
          )}
          aria-valuetext={valueText()}
          style={{ left: `${edge === 'from' ? left : right}px` }}
          onKeyDown={(event) => onKeyDown(event, edge)}
          onFocus={() => {
            focused.value = edge
          }}
          onBlur={(event) => {
            focused.value = undefined
            const to = event.relatedTarget
            if (to instanceof Element && to.getAttribute('role') === 'slider') return
            if (!drag.current) cancel()
          }}
        />
      ))}
      {tip()}
    </div>
  )

  /** Of the bar below the pointer, or of what the keys choose. */
  function tip() {
    const bar = hoverAt.value === undefined ? undefined : bucketStart(hoverAt.value, bucketMs)
    const isChoosing =
      draft.value !== undefined || (focused.value !== undefined && bar === undefined)
    const span = isChoosing
      ? { from, before: to, ...finite(shown) }
      : bar !== undefined && { from: bar, before: bar + bucketMs }
    if (!span) return null
    const middle = Math.min(widthPx - 90, Math.max(90, (pxOf(span.from) + pxOf(span.before)) / 2))
    const lit = bars.lit.find(({ at }) => at === span.from)
    const at = bars.all.find(({ at }) => at === span.from)
    const counts = isChoosing ? countIn(span) : countText(at ? totalOf(at) : 0, lit, isFiltered)
    return (
      <p class="timeline-tip" aria-hidden="true" style={{ left: `${middle}px` }}>
        <b>{spanText(span, clock.read())}</b>
        <span>{counts}</span>
      </p>
    )
  }
}

function finite(span: Span | undefined): Partial<Span> {
  return Object.fromEntries(
    Object.entries(span ?? {}).filter(([, value]) => Number.isFinite(value)),
  )
}
