// What clicks and touches in the list do: open, choose, choose a stretch, open the repeats of an event.

import { useRef } from 'preact/hooks'
import type { Page } from '../context.ts'
import type { BinSession } from '../state/bin-session.ts'

const longPressMs = 500
/** A finger that rests still moves a little. */
const restPx = 10

export function useListPointer({ layout, place, select }: Page, session: BinSession) {
  const { choice, shown } = session
  const press = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const pressedAt = useRef({ x: 0, y: 0 })
  /** The click that ends a long press is none. */
  const wasLong = useRef(false)

  function seqAt({ target }: Event): number | undefined {
    const row = target instanceof Element ? target.closest('[data-seq]') : null
    return row instanceof HTMLElement ? Number(row.dataset.seq) : undefined
  }

  function isOn({ target }: Event, part: string): boolean {
    return target instanceof Element && target.closest(part) !== null
  }

  function endPress(): void {
    clearTimeout(press.current)
  }

  return {
    onClick(event: MouseEvent) {
      const seq = seqAt(event)
      if (seq === undefined || wasLong.current) return
      if (isOn(event, '.row-repeats')) {
        const row = shown.at(shown.indexOf(seq))
        shown.setOpen(seq, !row?.isOpen)
      } else if (event.shiftKey) choice.extendTo(seq, place.value?.seq ?? null)
      else if (event.ctrlKey || event.metaKey || isOn(event, '.row-check')) choice.toggle(seq)
      else if (layout.isNarrow.value && choice.isChoosing.value) choice.toggle(seq)
      else {
        choice.clear()
        select(seq)
      }
    },
    onMouseDown(event: MouseEvent) {
      // A stretch of the list is chosen, not of its text.
      if (event.shiftKey) event.preventDefault()
    },
    onPointerDown(event: PointerEvent) {
      wasLong.current = false
      const seq = seqAt(event)
      if (event.pointerType !== 'touch' || seq === undefined) return
      pressedAt.current = { x: event.clientX, y: event.clientY }
      press.current = setTimeout(() => {
        wasLong.current = true
        choice.startChoosing()
        choice.toggle(seq)
      }, longPressMs)
    },
    onPointerMove({ clientX, clientY }: PointerEvent) {
      const { x, y } = pressedAt.current
      if (Math.hypot(clientX - x, clientY - y) > restPx) endPress()
    },
    onPointerUp: endPress,
    onPointerCancel: endPress,
    onContextMenu(event: MouseEvent) {
      if (wasLong.current) event.preventDefault()
    },
  }
}
