// The bar below the top bar: the filter, how many requests it takes, and what it says.

import { useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import { useInspector } from '../context.ts'
import type { BinSession } from '../state/bin-session.ts'
import { Button } from '../ui/button.tsx'
import { FilterField } from './filter-field.tsx'
import { FilterMeaning } from './filter-meaning.tsx'

export function FilterBar({ session }: { session: BinSession }) {
  const { draft, text, search, language } = session.filter
  const { applyFilter } = useInspector().actions
  const isFocused = useSignal(false)
  const applied = text.value.trim()
  const isDraft = draft.value.trim() !== applied
  const wrong = isDraft && !isFocused.value ? language.read(draft.value) : undefined
  return (
    <search class="filter-bar" aria-label="Filter">
      <FilterField session={session} isFocused={isFocused} />
      {isDraft && (
        <Button title="Apply what is typed" onClick={() => applyFilter(draft.value)}>
          Apply
        </Button>
      )}
      {search.value && <Count session={session} />}
      {wrong?.type === 'wrong' ? (
        <FilterMeaning text={draft.value} reading={wrong} />
      ) : (
        search.value && (
          <FilterMeaning
            text={applied}
            reading={search.value.reading.value}
            // The field no longer says it.
            {...(isDraft ? { before: 'Shown now:' } : {})}
          />
        )
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
      {isSearching && <span class="not-narrow is-late">searching…</span>}
      <span>{text}</span>
      <output class="off-screen">{said}</output>
    </p>
  )
}
