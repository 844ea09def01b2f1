// Keeps the first visible row in its place while rows come and go around it, and counts those that came unseen.

import { type ReadonlySignal, useSignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Seq } from '../../server/wire/ids.ts'
import { countNewer } from '../state/request-list.ts'
import type { ShownRows } from '../state/shown-rows.ts'

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

export interface AnchoredRows {
  readonly requests: readonly { readonly seq: Seq }[]
  readonly shown: ShownRows
  /** Rows that stand below for those not loaded. */
  readonly missing: number
  readonly rowPx: number
}

/** A row, or below the last one a distance from the end, where rows that load take the place of others. */
type Anchor =
  | { readonly seq: Seq; readonly offsetPx: number }
  | { readonly seq?: never; readonly fromEndPx: number }

const topSlackPx = 8

export function useAnchoredScroll(
  box: RefObject<HTMLElement | null>,
  { requests, shown, missing, rowPx }: AnchoredRows,
): AnchoredScroll {
  const top = useSignal(0)
  const newAbove = useSignal(0)
  const isEngaged = useRef(false)
  /** The newest row that was seen at the top. */
  const seen = useRef<Seq>(0)
  const anchor = useRef<Anchor | undefined>(undefined)
  const heightPx = (shown.count.value + missing) * rowPx

  function read(): void {
    const element = box.current
    if (!element) return
    top.value = element.scrollTop
    const index = Math.floor(element.scrollTop / rowPx)
    const row = shown.at(index)
    anchor.current = row
      ? { seq: row.request.seq, offsetPx: element.scrollTop - index * rowPx }
      : { fromEndPx: heightPx - element.scrollTop }
    if (element.scrollTop <= topSlackPx) seen.current = requests[0]?.seq ?? 0
    newAbove.value = countNewer(requests, seen.current)
  }

  useLayoutEffect(() => {
    const element = box.current
    const kept = anchor.current
    const isFollowing = (element?.scrollTop ?? 0) <= topSlackPx && !isEngaged.current
    if (element && kept && !isFollowing) {
      const wanted =
        kept.seq === undefined
          ? heightPx - kept.fromEndPx
          : shown.placeOf(kept.seq) * rowPx + kept.offsetPx
      if (wanted !== element.scrollTop) element.scrollTop = wanted
    }
    read()
  }, [requests, heightPx])

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
