// What a filter says, in a sentence; or what is wrong with it, with the place marked in what was typed.

import type { Reading } from '../state/filter-engine.ts'
import { Icon } from '../ui/icons.tsx'

export interface FilterMeaningProps {
  readonly text: string
  readonly reading: Reading | undefined
  /** Words that go before the sentence. */
  readonly before?: string
}

export function FilterMeaning({ text, reading, before }: FilterMeaningProps) {
  if (!reading) return null
  if (reading.type === 'filter') {
    return (
      <p class="filter-meaning">
        {before && <b>{before}</b>}
        {reading.sentence}
      </p>
    )
  }
  const { message, from, to } = reading.error
  return (
    <p class="filter-meaning is-wrong">
      <Icon name="warning" />
      <span>
        <code>
          {text.slice(0, from)}
          {/* At the end there is nothing to mark but the place itself. */}
          <mark>{text.slice(from, to) || ' '}</mark>
          {text.slice(Math.max(from, to))}
        </code>{' '}
        {message}
      </span>
    </p>
  )
}
