// Which rows of very many are in view. Browsers cut off elements of some ten million pixels: beyond that the scroll bar
// stands for more rows than it has pixels, while small steps still move by the pixel.

import { useSignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

export interface VirtualRows<E extends HTMLElement> {
  /** For the box that scrolls. */
  readonly box: RefObject<E | null>
  readonly onScroll: () => void
  /** Of what is inside the box. */
  readonly insidePx: number
  /** The rows to draw, from `first` up to, not with, `last`, and how far down they stand. */
  readonly first: number
  readonly last: number
  readonly offsetPx: number
  /** Rows that fit. */
  readonly page: number
  /** Scrolls no further than needed, but to the middle where it must go far. */
  reveal(row: number): void
}

const tallestPx = 8_000_000
const overscan = 15

export function useVirtualRows<E extends HTMLElement>(
  count: number,
  rowPx: number,
): VirtualRows<E> {
  const box = useRef<E>(null)
  const top = useSignal(0)
  const height = useSignal(900)
  const lastScroll = useRef(0)

  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const observer = new ResizeObserver(() => {
      height.value = element.clientHeight
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [height])

  const allPx = count * rowPx
  const insidePx = Math.min(allPx, tallestPx)
  const mostTop = Math.max(0, allPx - height.value)
  const mostScroll = Math.max(0, insidePx - height.value)

  function onScroll() {
    const scrolled = box.current?.scrollTop ?? 0
    const moved = scrolled - lastScroll.current
    lastScroll.current = scrolled
    if (allPx <= tallestPx) top.value = scrolled
    else if (scrolled <= 0) top.value = 0
    else if (scrolled >= mostScroll - 1) top.value = mostTop
    else if (Math.abs(moved) <= height.value) {
      top.value = Math.max(0, Math.min(mostTop, top.value + moved))
    } else top.value = (scrolled / mostScroll) * mostTop
  }

  function scrollTo(wanted: number) {
    const element = box.current
    if (!element) return
    top.value = Math.max(0, Math.min(mostTop, wanted))
    element.scrollTop =
      allPx <= tallestPx ? top.value : (top.value / Math.max(1, mostTop)) * mostScroll
    lastScroll.current = element.scrollTop
  }

  function reveal(row: number) {
    const rowTop = row * rowPx
    const room = height.value - 2 * rowPx
    const distance = rowTop - top.value
    if (distance >= 0 && distance <= room) return
    if (distance < -height.value || distance > 2 * height.value) scrollTo(rowTop - room / 2)
    else scrollTo(distance < 0 ? rowTop : rowTop - room)
  }

  const shownTop = Math.min(top.value, mostTop)
  const first = Math.max(0, Math.floor(shownTop / rowPx) - overscan)
  const last = Math.min(count, Math.ceil((shownTop + height.value) / rowPx) + overscan)
  return {
    box,
    onScroll,
    insidePx,
    first,
    last,
    offsetPx: Math.max(0, lastScroll.current - shownTop + first * rowPx),
    page: Math.max(1, Math.floor(height.value / rowPx) - 1),
    reveal,
  }
}
