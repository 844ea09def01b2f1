// What floats below the filter field while it has the focus: what the filter says, and what could come next.

import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Reading } from '../state/filter-engine.ts'
import type { FilterOption } from '../state/filter-options.ts'
import { FilterMeaning } from './filter-meaning.tsx'

export interface FilterPanelProps {
  readonly isOpen: boolean
  readonly text: string
  readonly reading: Reading | undefined
  readonly options: readonly FilterOption[]
  readonly active: number
  readonly onChoose: (option: FilterOption) => void
}

export function filterOptionId(index: number): string {
  return `filter-option-${index}`
}

export function FilterPanel({ isOpen, text, reading, ...rest }: FilterPanelProps) {
  const { options, active, onChoose } = rest
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
      <div id="filter-said" aria-live="polite">
        <FilterMeaning text={text} reading={reading} />
      </div>
      <div
        class="filter-options"
        role="listbox"
        id="filter-options"
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
            id={filterOptionId(index)}
            aria-selected={index === active}
            onClick={() => onChoose(option)}
          >
            <code>{option.label}</code>
            <span>{option.what}</span>
          </div>
        ))}
      </div>
      <p class="filter-keys not-narrow" aria-hidden="true">
        <kbd>Enter</kbd> apply <kbd>↑</kbd>
        <kbd>↓</kbd> choose <kbd>Esc</kbd> leave
      </p>
    </div>
  )
}
