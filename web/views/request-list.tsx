// The virtual list of requests. What the user looks at stays where it is while rows arrive above it.

import { useSignal } from '@preact/signals'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { useInspector } from '../context.ts'
import type { BinSession } from '../state/bin-session.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icons.tsx'
import { useAnchoredScroll } from './anchored-scroll.ts'
import { OlderEnd } from './older-end.tsx'
import { optionId, RequestRow } from './request-row.tsx'

export const rowHeightPx = 56
const overscan = 8
const mostRows = 60
/** Older requests are fetched when the end is this near. */
const nearEndRows = 40

export function RequestList({ session }: { session: BinSession }) {
  const { place, select, actions, layout } = useInspector()
  const rows = session.list.rows.value
  const seq = place.value?.seq ?? null
  const selectedIndex = seq === null ? -1 : session.list.indexOf(seq)
  const box = useRef<HTMLDivElement>(null)
  const heightPx = useSignal(600)
  const scroll = useAnchoredScroll(box, rows, rowHeightPx)

  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const observer = new ResizeObserver(() => {
      heightPx.value = element.clientHeight
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [heightPx])

  // Only when the selection moves: rows that arrive must not pull the list back to it.
  useLayoutEffect(() => {
    if (selectedIndex >= 0) scroll.reveal(selectedIndex)
  }, [seq, selectedIndex >= 0])

  const first = Math.max(0, Math.floor(scroll.top.value / rowHeightPx) - overscan)
  const inView = Math.ceil(heightPx.value / rowHeightPx) + 2 * overscan
  const last = Math.min(rows.length, first + Math.min(mostRows, inView))
  const isNearEnd = last > rows.length - nearEndRows

  useEffect(() => {
    if (isNearEnd && session.older.state.value === 'more') session.older.loadMore()
  }, [isNearEnd, session.older.state.value, rows.length])

  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const page = Math.max(1, Math.floor(heightPx.value / rowHeightPx) - 1)
    const index = {
      Home: 0,
      End: rows.length - 1,
      PageDown: Math.min(rows.length - 1, selectedIndex + page),
      PageUp: Math.max(0, selectedIndex - page),
    }[event.key]
    const row = index === undefined ? undefined : rows[index]
    if (row) select(row.seq, { replace: true })
    else if (event.key === 'ArrowDown') actions.move(1)
    else if (event.key === 'ArrowUp') actions.move(-1)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  function onClick(event: MouseEvent) {
    const row = event.target instanceof Element ? event.target.closest('[data-seq]') : null
    if (row instanceof HTMLElement) select(Number(row.dataset.seq))
  }

  const isActiveShown = selectedIndex >= first && selectedIndex < last
  return (
    <div class="list-box">
      {scroll.newAbove.value > 0 && (
        <Button kind="primary" class="new-pill" onClick={scroll.toTop}>
          <Icon name="up" />
          {scroll.newAbove.value.toLocaleString('en')} new
        </Button>
      )}
      <div
        class="list-scroll"
        ref={box}
        onScroll={scroll.onScroll}
        onPointerEnter={() => scroll.setEngaged(true)}
        onPointerLeave={() => scroll.setEngaged(false)}
      >
        <div
          class="list-rows"
          role="listbox"
          aria-label="Requests, newest first"
          id="request-list"
          tabIndex={0}
          {...(isActiveShown && seq !== null ? { 'aria-activedescendant': optionId(seq) } : {})}
          style={{ height: `${rows.length * rowHeightPx}px` }}
          onKeyDown={onKeyDown}
          onClick={onClick}
        >
          {rows.slice(first, last).map((request, offset) => (
            <RequestRow
              key={request.seq}
              request={request}
              topPx={(first + offset) * rowHeightPx}
              position={first + offset + 1}
              count={session.older.state.value === 'end' ? rows.length : -1}
              isSelected={request.seq === seq}
            />
          ))}
        </div>
        {!(layout.isNarrow.value && session.loaded.value.length === 0) && (
          <OlderEnd session={session} />
        )}
      </div>
    </div>
  )
}
