// The bar below the top bar: the filter, how many requests it takes, and what it says.

import { useComputed } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import type { BinSession } from '../state/bin-session.ts'
import { Button } from '../ui/button.tsx'
import { useApplyFilter } from './filter-apply.ts'
import { FilterField } from './filter-field.tsx'
import { FilterMeaning } from './filter-meaning.tsx'

export function FilterBar({ session }: { session: BinSession }) {
  const { filter } = session
  const apply = useApplyFilter(session)
  const isApplied = useComputed(() => filter.draft.value.trim() === filter.text.value.trim())
  return (
    <search class="filter-bar" aria-label="Filter">
      <FilterField session={session} />
      {filter.search.value && <Count session={session} />}
      {filter.search.value && isApplied.value && (
        <FilterMeaning
          text={filter.text.value.trim()}
          reading={filter.search.value.reading.value}
        />
      )}
      {!isApplied.value && (
        <p class="filter-meaning is-draft">
          Not applied yet.
          <Button kind="plain" onClick={() => apply(filter.draft.value)}>
            Apply
          </Button>
        </p>
      )}
    </search>
  )
}

function Count({ session }: { session: BinSession }) {
  const { list, older, total, filter } = session
  const state = older.state.value
  const isSearching = state === 'loading'
  const found = `${list.rows.value.length.toLocaleString('en')}${state === 'end' ? '' : '+'}`
  const text = `${found} of ${total.value.toLocaleString('en')}`
  // Said when a search begins and ends, not with each request that arrives.
  const said = useMemo(
    () => (isSearching ? 'Searching…' : `${text} requests match`),
    [filter.text.value, isSearching],
  )
  return (
    <p class="filter-count">
      {isSearching && <span>searching…</span>}
      <span>{text}</span>
      <output class="off-screen">{said}</output>
    </p>
  )
}
