// The field above the list: the filter as it is typed, or as chips while it is not.

import type { Signal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { useInspector } from '../context.ts'
import type { BinSession } from '../state/bin-session.ts'
import { IconButton } from '../ui/button.tsx'
import { Icon } from '../ui/icons.tsx'
import { FilterInput } from './filter-input.tsx'
import { FilterChips } from './lazy-views.ts'

export interface FilterFieldProps {
  readonly session: BinSession
  readonly isFocused: Signal<boolean>
}

export function FilterField({ session, isFocused }: FilterFieldProps) {
  const { draft, language, recent } = session.filter
  const { applyFilter } = useInspector().actions
  const input = useRef<HTMLInputElement>(null)
  const text = draft.value
  const engine = language.engine.value
  const chips = isFocused.value || !engine ? undefined : language.read(text)

  return (
    <div class={`filter-field ${chips ? 'has-chips' : ''}`}>
      <Icon name="search" />
      {chips && engine && (
        <FilterChips
          text={text}
          reading={chips}
          engine={engine}
          onEdit={(from, to) => {
            input.current?.focus()
            input.current?.setSelectionRange(from, to)
          }}
          onRemove={(rest) => {
            if (rest === '') input.current?.focus()
            applyFilter(rest)
          }}
        />
      )}
      <FilterInput
        session={session}
        id="filter"
        inputRef={input}
        aria-label="Filter the requests"
        placeholder="Filter, e.g. provider:stripe -sig:valid"
        text={text}
        recent={recent.texts.value}
        onType={(typed) => {
          draft.value = typed
        }}
        onEnter={applyFilter}
        onFocused={(focused) => {
          isFocused.value = focused
        }}
      />
      {text === '' ? (
        <kbd class="not-narrow">/</kbd>
      ) : (
        <IconButton
          label="Clear the filter"
          icon="close"
          onClick={() => {
            applyFilter('')
            input.current?.focus()
          }}
        />
      )}
    </div>
  )
}
