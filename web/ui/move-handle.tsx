// A handle that moves a line of a list, by dragging it or by the arrow keys.

import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { dragLine } from './drag-line.ts'
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
    if (!isMoving.current) return
    isMoving.current = false
    // Where a line moves in the page, the focus can get lost.
    if (document.activeElement === document.body) handle.current?.focus()
    line.current?.scrollIntoView({ block: 'nearest' })
  }, [number])

  function moveTo(by: number) {
    isMoving.current = true
    onMove(by)
  }

  function onKeyDown(event: KeyboardEvent) {
    const count = line.current?.parentElement?.childElementCount ?? number
    const by = { ArrowUp: -1, ArrowDown: 1, Home: 1 - number, End: count - number }[event.key]
    if (by === undefined || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    if (number + by >= 1 && number + by <= count) moveTo(by)
  }

  function onPointerDown(press: PointerEvent & { readonly currentTarget: HTMLElement }) {
    if (!line.current) return
    const handle = press.currentTarget
    dragLine({ line: line.current, handle, press, onDrop: (by) => latestMove.current(by) })
  }
  const latestMove = useRef(moveTo)
  latestMove.current = moveTo

  return (
    <button
      type="button"
      class="move-handle"
      ref={handle}
      title="Drag, or press ↑ and ↓, to move it"
      aria-label={`Move ${name}, number ${number}: arrow keys`}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
    >
      <Icon name="grip" />
    </button>
  )
}
