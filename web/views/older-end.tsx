// What stands below the last row: more is coming, it failed to come, this is all, or nothing matches.

import { useInspector } from '../context.ts'
import type { BinSession } from '../state/bin-session.ts'
import { Button } from '../ui/button.tsx'

export function OlderEnd({ session }: { session: BinSession }) {
  const { older, list, bin, filter } = session
  const { firstSeq = 1 } = bin.value ?? {}
  const search = filter.search.value
  switch (older.state.value) {
    case 'more':
    case 'loading':
      return (
        <p class={`list-end ${search ? 'is-late' : ''}`}>
          {search ? searchedText(older.reached.value) : loadingText(session)}
        </p>
      )
    case 'failed':
      return (
        <div class="list-end" role="alert">
          <p>
            {search ? 'The search failed.' : 'Older requests could not be loaded.'}{' '}
            {older.failure.value}
          </p>
          {search?.reading.value?.type !== 'wrong' && (
            <Button kind="plain" onClick={() => older.loadMore()}>
              Try again
            </Button>
          )}
          {search && <ClearFilter />}
        </div>
      )
    case 'end':
      if (search && list.rows.value.length === 0) {
        return (
          <div class="list-end is-nothing">
            <p class="headline">Nothing matches</p>
            <p>Requests that match will appear here as they arrive.</p>
            <ClearFilter />
          </div>
        )
      }
      return list.rows.value.length > 12 ? (
        <p class="list-end">{endText(firstSeq, !!search)}</p>
      ) : null
  }
}

function ClearFilter() {
  const { applyFilter } = useInspector().actions
  return (
    <Button
      onClick={() => {
        applyFilter('')
        // The button goes, and the focus with it.
        document.getElementById('filter')?.focus()
      }}
    >
      Clear the filter
    </Button>
  )
}

function loadingText({ loaded, total }: BinSession): string {
  const here = loaded.value.length.toLocaleString('en')
  return `Loading older requests… ${here} of ${total.value.toLocaleString('en')}`
}

function searchedText(reached: number | null): string {
  return reached === null || reached === Number.MAX_SAFE_INTEGER
    ? 'Searching…'
    : `Searching… down to #${reached.toLocaleString('en')} so far`
}

function endText(firstSeq: number, isFiltered: boolean): string {
  if (isFiltered) return 'Nothing older matches.'
  return firstSeq > 1 ? 'Older requests were deleted or dropped.' : 'This is the first request.'
}
