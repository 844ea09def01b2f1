// Numbered lines of code. A short text is laid out whole and wraps; of a long one only what is in view is there. Where
// it is told which row is the current one, arrows move it.

import { Component, type ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { useVirtualRows } from './virtual-rows.ts'

export interface LinesProps {
  readonly count: number
  readonly line: (row: number) => ComponentChildren
  /** What stands before each line; its number unless told otherwise. */
  readonly label?: ((row: number) => string) | undefined
  /** Between label and line. */
  readonly margin?: ((row: number) => ComponentChildren) | undefined
  readonly name: string
  /** More lines are about to come: what will be long is not laid out whole first. */
  readonly isGrowing?: boolean
  readonly current?: CurrentRow
  /** Brings a row into view: again whenever it is another object. */
  readonly reveal?: { readonly row: number } | undefined
  readonly onKeyDown?: (event: KeyboardEvent) => void
}

export interface CurrentRow {
  readonly row: number
  onMove(row: number): void
}

/** Up to here the browser's own search and selection are worth more than speed. */
const mostWhole = 1500
const lineHeightPx = 20

export function Lines(props: LinesProps) {
  const isShort = props.count <= mostWhole && !props.isGrowing
  return isShort ? <WholeLines {...props} /> : <WindowedLines {...props} />
}

function WholeLines(props: LinesProps) {
  const { count, name, current, reveal, line, label, margin } = props
  const shown = { line, label, margin }
  const box = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    if (reveal && box.current) revealMark(box.current, reveal.row)
  }, [reveal])
  return (
    <section
      class={`lines is-whole ${current ? 'has-current' : ''}`}
      aria-label={name}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      ref={box}
      onKeyDown={(event) => {
        const line = box.current?.querySelector('.line')
        const fits = (box.current?.clientHeight ?? 0) / Math.max(1, line?.clientHeight ?? 1)
        onKeyDown(event, props, Math.max(1, Math.floor(fits) - 1))
      }}
      onClick={(event) => choose(event, current)}
    >
      {Array.from({ length: count }, (_, row) => (
        <Line key={row} row={row} isCurrent={row === current?.row} {...shown} />
      ))}
    </section>
  )
}

function WindowedLines(props: LinesProps) {
  const { count, name, current, reveal, line, label, margin } = props
  const shown = { line, label, margin }
  const rows = useVirtualRows<HTMLElement>(count, lineHeightPx)
  const { first, last, offsetPx } = rows
  useLayoutEffect(() => {
    if (reveal) rows.reveal(reveal.row)
  }, [reveal])
  const shownFor = useRef<LinesProps['reveal']>(undefined)
  useLayoutEffect(() => {
    // Once: whoever scrolls on goes elsewhere.
    if (!reveal || shownFor.current === reveal || !rows.box.current) return
    if (revealMark(rows.box.current, reveal.row)) shownFor.current = reveal
  }, [reveal, first])
  return (
    <section
      class={`lines is-windowed ${current ? 'has-current' : ''}`}
      aria-label={name}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      ref={rows.box}
      onScroll={rows.onScroll}
      onKeyDown={(event) => onKeyDown(event, props, rows.page)}
      onClick={(event) => choose(event, current)}
    >
      <div class="lines-inside" style={{ height: `${rows.insidePx}px` }}>
        <div class="lines-window" style={{ transform: `translateY(${offsetPx}px)` }}>
          {Array.from({ length: Math.max(0, last - first) }, (_, offset) => (
            <Line
              key={first + offset}
              row={first + offset}
              isCurrent={first + offset === current?.row}
              {...shown}
            />
          ))}
        </div>
      </div>
    </section>
  )
}

interface LineProps extends Pick<LinesProps, 'line' | 'label' | 'margin'> {
  readonly row: number
  readonly isCurrent: boolean
}

/** Drawn anew only when something about it is new: a thousand lines are not drawn for a step of one. */
class Line extends Component<LineProps> {
  override shouldComponentUpdate(next: LineProps) {
    const { row, isCurrent, line, label, margin } = this.props
    const isSame = row === next.row && isCurrent === next.isCurrent
    return !isSame || line !== next.line || label !== next.label || margin !== next.margin
  }

  override render({ row, isCurrent, line, label, margin }: LineProps) {
    return (
      <div class={`line ${isCurrent ? 'is-current' : ''}`} data-row={row}>
        <span
          class={`line-label ${margin ? 'has-margin' : ''}`}
          data-label={label ? label(row) : row + 1}
        />
        {margin && <span class="line-margin">{margin(row)}</span>}
        <code>{line(row)}</code>
      </div>
    )
  }
}

function onKeyDown(event: KeyboardEvent, lines: LinesProps, page: number): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
  const { current, count } = lines
  const row = current && targetRow(event.key, current.row, count, page)
  if (row === undefined) return lines.onKeyDown?.(event)
  event.preventDefault()
  current?.onMove(Math.max(0, Math.min(count - 1, row)))
}

function targetRow(key: string, row: number, count: number, page: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return row + 1
    case 'ArrowUp':
      return row - 1
    case 'PageDown':
      return row + page
    case 'PageUp':
      return row - page
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return undefined
  }
}

/** Not where something is being selected, nor on a button of its own. */
function choose(event: MouseEvent, current: CurrentRow | undefined): void {
  if (!current || !(event.target instanceof Element) || event.target.closest('button, a')) return
  if (window.getSelection()?.isCollapsed === false) return
  const row = event.target.closest('[data-row]')?.getAttribute('data-row')
  if (row) current.onMove(Number(row))
}

/** The line, and the match in it: a line may be wider, or taller, than the box. False when it is not drawn yet. */
function revealMark(box: HTMLElement, row: number): boolean {
  const line = box.querySelector(`[data-row="${row}"]`)
  if (!line) return false
  const mark = line.querySelector('mark.is-current')
  if (box.classList.contains('is-whole')) line.scrollIntoView({ block: 'nearest' })
  mark?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  return true
}
