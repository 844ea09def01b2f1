// What floats below a filter's field while it has the focus: what the filter says, and what could come next.

import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Reading } from '../state/filter-engine.ts'
import type { FilterOption } from '../state/filter-options.ts'
import { FilterMeaning } from './filter-meaning.tsx'

export interface FilterPanelProps {
  /** The id of the field. */
  readonly field: string
  readonly isOpen: boolean
  readonly text: string
  readonly reading: Reading | undefined
  readonly options: readonly FilterOption[]
  readonly active: number
  /** What Enter does, in a word. */
  readonly entering: string
  readonly onChoose: (option: FilterOption) => void
}

export function filterOptionId(field: string, index: number): string {
  return `${field}-option-${index}`
}

export function FilterPanel({ field, isOpen, text, reading, ...rest }: FilterPanelProps) {
  const { options, active, entering, onChoose } = rest
  const list = useRef<HTMLDivElement>(null)

  useLayoutEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' })
  }, [active])

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it does nothing but leave the focus in the field
    <div
      class="filter-panel"
      hidden={!isOpen || (options.length === 0 && !reading)}
      onMouseDown={(event) => event.preventDefault()}
    >
      <div id={`${field}-said`} aria-live="polite">
        <FilterMeaning text={text} reading={reading} />
      </div>
      <div
        class="filter-options"
        role="listbox"
        id={`${field}-options`}
        aria-label="Suggestions"
        hidden={options.length === 0}
        ref={list}
      >
        {options.map((option, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the field has the focus and names the active option
          // biome-ignore lint/a11y/useKeyWithClickEvents: as above
          <div
            key={option.label}
            class="filter-option"
            role="option"
            id={filterOptionId(field, index)}
            aria-selected={index === active}
            onClick={() => onChoose(option)}
          >
            <code>{option.label}</code>
            <span>{option.what}</span>
          </div>
        ))}
      </div>
      <p class="filter-keys not-narrow" aria-hidden="true">
        <kbd>Enter</kbd> {entering} <kbd>↑</kbd>
        <kbd>↓</kbd> choose <kbd>Esc</kbd> leave
      </p>
    </div>
  )
}
