// The virtual list of requests. What the user looks at stays where it is while rows arrive above it.

import { useComputed, useSignal } from '@preact/signals'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { useCommand } from '../commands/use-command.ts'
import { useInspector } from '../context.ts'
import type { BinSession } from '../state/bin-session.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icons.tsx'
import { useAnchoredScroll } from './anchored-scroll.ts'
import { listKeys } from './list-keys.ts'
import { useListPointer } from './list-pointer.ts'
import { MissingRows } from './missing-rows.tsx'
import { OlderEnd } from './older-end.tsx'
import { optionId, RequestRow } from './request-row.tsx'

const rowHeightPx = 56
const overscan = 8
const mostRows = 60
/** Older requests are fetched when the end is this near. */
const nearEndRows = 40
/** So that where the list is dragged to may change while it loads. */
const mostWanted = 2_000
/** Chrome ends an element at 33 million pixels. */
const mostHeightRows = 590_000

export function RequestList({ session }: { session: BinSession }) {
  const page = useInspector()
  const { place, select, layout } = page
  const { shown, older, filter, choice, list, loaded } = session
  const rows = list.rows.value
  const count = shown.count.value
  const seq = place.value?.seq ?? null
  const selectedIndex = seq === null ? -1 : shown.indexOf(seq)
  const selectedSeq = shown.at(selectedIndex)?.request.seq
  const olderState = older.state.value
  const isEnd = olderState === 'end'
  // How many a filter still takes is not known.
  const unloaded = filter.search.value || isEnd ? 0 : session.missing.value
  const missing = Math.max(0, Math.min(unloaded, mostHeightRows - count))
  const box = useRef<HTMLDivElement>(null)
  const heightPx = useSignal(600)
  const isToOldest = useRef(false)
  const scroll = useAnchoredScroll(box, { requests: rows, shown, missing, rowPx: rowHeightPx })
  const firstInView = useComputed(() => Math.floor(scroll.top.value / rowHeightPx))

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

  const inView = Math.ceil(heightPx.value / rowHeightPx) + 2 * overscan
  const first = Math.max(0, firstInView.value - overscan)
  const last = Math.min(count + missing, first + Math.min(mostRows, inView))
  const wanted = last + nearEndRows - count

  useEffect(() => {
    if (wanted > 0 && olderState === 'more') older.loadMore(Math.min(wanted, mostWanted))
    if (isToOldest.current && isEnd) toOldest()
  }, [wanted, olderState, count])

  /** The last row is chosen once it is there. */
  function toOldest(): void {
    isToOldest.current = !isEnd
    const oldest = isEnd ? shown.at(count - 1) : undefined
    if (oldest) select(oldest.request.seq, { replace: true })
    else box.current?.scrollTo({ top: box.current.scrollHeight })
  }

  function toNewest(): void {
    isToOldest.current = false
    scroll.toTop()
    const newest = shown.at(0)
    if (newest) select(newest.request.seq, { replace: seq !== null })
  }

  useCommand('newest', toNewest)
  useCommand('oldest', toOldest)

  const onKeyDown = listKeys(page, session, {
    selectedIndex,
    pageRows: Math.max(1, Math.floor(heightPx.value / rowHeightPx) - 1),
    toNewest,
    toOldest,
  })
  const pointer = useListPointer(page, session)
  const isActiveShown = selectedIndex >= first && selectedIndex < last
  const setSize = filter.search.value && !isEnd ? -1 : count + missing
  return (
    <div class={`list-box ${choice.isChoosing.value ? 'is-choosing' : ''}`}>
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
        onWheel={() => {
          isToOldest.current = false
        }}
        onPointerEnter={() => scroll.setEngaged(true)}
        onPointerLeave={() => scroll.setEngaged(false)}
      >
        <div
          class="list-rows"
          role="listbox"
          aria-label="Requests, newest first"
          aria-multiselectable="true"
          id="request-list"
          tabIndex={0}
          {...(isActiveShown && selectedSeq
            ? { 'aria-activedescendant': optionId(selectedSeq) }
            : {})}
          style={{ height: `${(count + missing) * rowHeightPx}px` }}
          onKeyDown={onKeyDown}
          {...pointer}
        >
          {Array.from({ length: Math.max(0, Math.min(last, count) - first) }, (_, offset) => {
            const row = shown.at(first + offset)
            return (
              row && (
                <RequestRow
                  key={row.request.seq}
                  row={row}
                  topPx={(first + offset) * rowHeightPx}
                  position={first + offset + 1}
                  count={setSize}
                  isOpened={first + offset === selectedIndex}
                  choice={choice}
                />
              )
            )
          })}
          <MissingRows from={Math.max(first, count)} to={last} rowPx={rowHeightPx} />
        </div>
        {!(layout.isNarrow.value && loaded.value.length === 0) && missing === 0 && (
          <OlderEnd session={session} />
        )}
      </div>
      {missing > 0 && last > count && (
        <div class="list-where">
          <OlderEnd session={session} />
        </div>
      )}
    </div>
  )
}
