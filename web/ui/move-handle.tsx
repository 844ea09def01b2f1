// A handle that moves a line of a list, by dragging it or by the arrow keys.

import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { Icon } from './icons.tsx'

export interface MoveHandleProps {
  /** What is moved. */
  readonly name: string
  /** Its place, from 1. */
  readonly number: number
  /** The line, among its parent's children. */
  readonly line: RefObject<HTMLElement | null>
  readonly onMove: (by: number) => void
}

export function MoveHandle({ name, number, line, onMove }: MoveHandleProps) {
  const handle = useRef<HTMLButtonElement>(null)
  const isMoving = useRef(false)

  useLayoutEffect(() => {
    // Where a line moves in the page, the focus can get lost.
    if (isMoving.current && document.activeElement === document.body) handle.current?.focus()
    isMoving.current = false
  }, [number])

  function onKeyDown(event: KeyboardEvent) {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (by === undefined || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    isMoving.current = true
    onMove(by)
  }

  /** Below each line whose middle the pointer has passed. */
  function onDrag({ clientY }: PointerEvent) {
    const own = line.current
    if (!own) return
    const rows = [...(own.parentElement?.children ?? [])]
    const at = rows.indexOf(own)
    const passed = rows.filter((row) => row !== own && middleOf(row) < clientY).length
    if (passed !== at) onMove(passed - at)
  }
  const latestDrag = useRef(onDrag)
  latestDrag.current = onDrag

  return (
    <button
      type="button"
      class="move-handle"
      ref={handle}
      title="Drag, or press ↑ and ↓, to move it"
      aria-label={`Move ${name}, number ${number}: arrow keys`}
      onKeyDown={onKeyDown}
      onPointerDown={() => followPointer((event) => latestDrag.current(event))}
    >
      <Icon name="grip" />
    </button>
  )
}

/** Until it is let go. A captured pointer would be lost as the line moves in the page. */
function followPointer(onMove: (event: PointerEvent) => void): void {
  const end = new AbortController()
  const { signal } = end
  window.addEventListener('pointermove', onMove, { signal })
  window.addEventListener('pointerup', () => end.abort(), { signal })
  window.addEventListener('pointercancel', () => end.abort(), { signal })
}

function middleOf(row: Element): number {
  const { top, height } = row.getBoundingClientRect()
  return top + height / 2
}
