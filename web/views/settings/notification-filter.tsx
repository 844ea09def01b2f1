// Which requests to be told of: a filter in the one grammar, saved as long as it is right, with its meaning or its mistake below.

import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { FilterLanguage } from '../../state/filter-language.ts'
import { FilterMeaning } from '../filter-meaning.tsx'

export interface NotificationFilterProps {
  readonly id: string
  readonly label: string
  readonly language: FilterLanguage
  readonly filter: string
  readonly onChange: (filter: string) => void
}

export function NotificationFilter(props: NotificationFilterProps) {
  const { id, label, language, filter, onChange } = props
  const draft = useSignal(filter)
  const text = draft.value
  const reading = language.read(text)
  const isWrong = reading?.type === 'wrong'

  useEffect(() => {
    language.readWhole(filter)
  }, [])

  async function type(next: string) {
    draft.value = next
    const read = await language.readWhole(next)
    // Something else was typed meanwhile.
    if (draft.peek() === next && read?.type !== 'wrong') onChange(next.trim())
  }

  return (
    <div class="settings-field">
      <label class="label" for={id}>
        {label}
      </label>
      <input
        id={id}
        class="field mono"
        type="text"
        autoComplete="off"
        autoCapitalize="off"
        spellcheck={false}
        placeholder="every request; a filter narrows it, e.g. sig:mismatch"
        value={text}
        aria-describedby={`${id}-said`}
        aria-invalid={isWrong}
        onInput={(event) => type(event.currentTarget.value)}
      />
      <div id={`${id}-said`} aria-live="polite">
        <FilterMeaning text={text} reading={reading} />
        {isWrong && (
          <p class="muted">
            {filter === '' ? 'Until it is right, every request counts.' : 'Until it is right, '}
            {filter !== '' && <code>{filter}</code>}
            {filter !== '' && ' stays in force.'}
          </p>
        )}
      </div>
    </div>
  )
}
