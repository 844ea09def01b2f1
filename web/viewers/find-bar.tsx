// The field that searches the body: how many there are, which one is shown, and to the next and the previous.

import { useRef } from 'preact/hooks'
import { useCommand } from '../commands/use-command.ts'
import type { Find } from '../state/find.ts'
import { IconButton } from '../ui/button.tsx'

export function FindBar({ find }: { find: Find }) {
  const field = useRef<HTMLInputElement>(null)
  const toField = () => {
    field.current?.focus()
    field.current?.select()
  }
  const move = (step: 1 | -1) => (find.text.value === '' ? toField() : find.move(step))
  useCommand('find', toField)
  useCommand('find-next', () => move(1))
  useCommand('find-previous', () => move(-1))

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Enter') find.move(event.shiftKey ? -1 : 1)
    else if (event.key === 'Escape') {
      // Out of the field, to the lines it searched.
      field.current
        ?.closest('.code')
        ?.querySelector<HTMLElement>('.lines, .tree-box, .code-editor')
        ?.focus()
    } else return
    event.preventDefault()
  }

  const count = find.matches.value.starts.length
  return (
    <search class="find">
      <input
        type="search"
        class="field is-small"
        placeholder="Search in the body"
        aria-label="Search in the body"
        spellcheck={false}
        ref={field}
        value={find.text.value}
        onInput={(event) => find.look(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <button
        type="button"
        class="button plain case"
        aria-label="Match case"
        title="Match case"
        aria-pressed={find.isCaseSensitive.value}
        onClick={() => find.setCaseSensitive(!find.isCaseSensitive.value)}
      >
        Aa
      </button>
      {find.text.value !== '' && (
        <>
          <output class={count === 0 && !find.isSearching.value ? 'bad-text' : 'muted'}>
            {inWords(find, count)}
          </output>
          <IconButton
            label="Previous match"
            icon="chevron"
            class="is-up"
            disabled={count === 0}
            onClick={() => find.move(-1)}
          />
          <IconButton
            label="Next match"
            icon="chevron"
            disabled={count === 0}
            onClick={() => find.move(1)}
          />
        </>
      )}
    </search>
  )
}

function inWords({ isSearching, index, matches }: Find, count: number): string {
  if (isSearching.value) return 'Searching…'
  if (count === 0) return 'No match'
  const more = matches.value.isMore ? 'more than ' : ''
  return `${(index.value + 1).toLocaleString('en')} of ${more}${count.toLocaleString('en')}`
}
