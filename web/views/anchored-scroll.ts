// Keeps the first visible row in its place while rows come and go around it, and counts those that came unseen.

import { type ReadonlySignal, useSignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Seq } from '../../server/wire/ids.ts'

export interface AnchoredScroll {
  readonly top: ReadonlySignal<number>
  readonly newAbove: ReadonlySignal<number>
  readonly onScroll: () => void
  /** While the pointer is over the list nothing may move under it, not even at the top. */
  readonly setEngaged: (isEngaged: boolean) => void
  readonly toTop: () => void
  /** Scrolls only as far as it takes to see the row. */
  readonly reveal: (index: number) => void
}

const topSlackPx = 8

export function useAnchoredScroll(
  box: RefObject<HTMLElement | null>,
  rows: readonly { readonly seq: Seq }[],
  rowPx: number,
): AnchoredScroll {
  const top = useSignal(0)
  const newAbove = useSignal(0)
  const isEngaged = useRef(false)
  /** The newest row that was seen at the top. */
  const seen = useRef<Seq>(0)
  const anchor = useRef<{ seq: Seq; offsetPx: number } | undefined>(undefined)

  function read(): void {
    const element = box.current
    if (!element) return
    top.value = element.scrollTop
    const index = Math.floor(element.scrollTop / rowPx)
    const row = rows[index]
    anchor.current = row && { seq: row.seq, offsetPx: element.scrollTop - index * rowPx }
    if (element.scrollTop <= topSlackPx) seen.current = rows[0]?.seq ?? 0
    newAbove.value = countNewer(rows, seen.current)
  }

  useLayoutEffect(() => {
    const element = box.current
    const kept = anchor.current
    const isFollowing = (element?.scrollTop ?? 0) <= topSlackPx && !isEngaged.current
    if (element && kept && !isFollowing) {
      const index = indexOf(rows, kept.seq)
      if (index >= 0) element.scrollTop = index * rowPx + kept.offsetPx
    }
    read()
  }, [rows])

  return {
    top,
    newAbove,
    onScroll: read,
    setEngaged(engaged) {
      isEngaged.current = engaged
    },
    toTop: () => box.current?.scrollTo({ top: 0 }),
    reveal(index) {
      const element = box.current
      if (!element) return
      const start = index * rowPx
      if (start < element.scrollTop) element.scrollTop = start
      else if (start + rowPx > element.scrollTop + element.clientHeight) {
        element.scrollTop = start + rowPx - element.clientHeight
      }
      read()
    },
  }
}

/** How many rows are newer than `seq`, in rows that descend by seq. */
function countNewer(rows: readonly { readonly seq: Seq }[], seq: Seq): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rows[middle]?.seq ?? 0) > seq) low = middle + 1
    else high = middle
  }
  return low
}

function indexOf(rows: readonly { readonly seq: Seq }[], seq: Seq): number {
  const index = countNewer(rows, seq)
  return rows[index]?.seq === seq ? index : -1
}
