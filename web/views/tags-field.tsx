// The field that tags of requests are typed into: Enter or a comma adds one to all of them, Backspace or its cross removes
// it from all of them.

import { effect, useSignal } from '@preact/signals'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import type { RequestSummary } from '../../server/wire/requests.ts'
import { changeTags, mostTags, readTag, tagRule, uniqueTags } from '../../server/wire/tags.ts'
import { useInspector } from '../context.ts'
import type { BinSession } from '../state/bin-session.ts'
import { seenIn } from '../state/filter-seen.ts'
import { Icon } from '../ui/icons.tsx'

const mostSuggested = 8

export interface TagsFieldProps {
  readonly session: BinSession
  readonly requests: readonly RequestSummary[]
}

export function TagsField({ session, requests }: TagsFieldProps) {
  const seqs = requests.map(({ seq }) => seq)
  const tags = uniqueTags(requests.flatMap((request) => request.tags))
  const { actions } = useInspector()
  const input = useRef<HTMLInputElement>(null)
  const id = useId()
  const draft = useSignal('')
  const error = useSignal<string | undefined>(undefined)
  const isOpen = useSignal(false)
  const active = useSignal(-1)
  const options = isOpen.value ? suggestions(session, tagsOfAll(requests), draft.value) : []

  // Not after the next frame: what is typed until then would be taken for commands.
  useLayoutEffect(
    () =>
      effect(() => {
        if (!actions.wantsTagField.value) return
        actions.wantsTagField.value = false
        input.current?.focus()
      }),
    [],
  )

  function say(message: string | undefined): void {
    error.value = message
  }

  /** What cannot be a tag stays in the field. */
  function add(texts: readonly string[]): void {
    const wanted = texts.map((text) => text.trim()).filter((text) => text !== '')
    const more = wanted.flatMap((text) => readTag(text) ?? [])
    const wrong = wanted.filter((text) => readTag(text) === undefined)
    const changed = requests.map((each) => changeTags(each.tags, { addTags: more }))
    const isFull = changed.some((after, index) => after === requests[index]?.tags)
    const isNew = changed.some((after, index) => after.length !== requests[index]?.tags.length)
    draft.value = (isFull ? wanted : wrong).join(', ')
    active.value = -1
    if (isFull) say(`A request has at most ${mostTags} tags.`)
    else say(wrong.length > 0 ? tagRule : undefined)
    if (!isFull && isNew) session.marks.tag(seqs, { addTags: more })
  }

  function remove(tag: string): void {
    session.marks.tag(seqs, { removeTags: [tag] })
    say(undefined)
    input.current?.focus()
  }

  function onInput(text: string): void {
    isOpen.value = true
    active.value = -1
    draft.value = text
    say(undefined)
    if (text.includes(',')) add(text.split(','))
  }

  function onKeyDown(event: KeyboardEvent): void {
    // Enter ends a composition, which is not yet a wish.
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
    const count = options.length
    const last = tags.at(-1)
    if (event.key === 'ArrowDown' && !isOpen.value) isOpen.value = true
    else if (event.key === 'ArrowDown' && count > 0) active.value = (active.value + 1) % count
    else if (event.key === 'ArrowUp' && count > 0) {
      active.value = active.value <= 0 ? count - 1 : active.value - 1
    } else if (event.key === 'Enter') add([options[active.value] ?? draft.value])
    else if (event.key === 'Backspace' && draft.value === '' && last !== undefined) remove(last)
    else if (event.key === 'Escape' && active.value >= 0) active.value = -1
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div class="tags-field">
      <label class="label" for={id}>
        Tags
      </label>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a click beside the tags is a click into the field */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard is in the field already */}
      <div class="field" onClick={() => input.current?.focus()}>
        {tags.map((tag) => (
          <span key={tag} class="tag">
            {tag}
            <PartOf tag={tag} requests={requests} />
            <button
              type="button"
              aria-label={`Remove the tag ${tag}`}
              title="Remove"
              onClick={() => remove(tag)}
            >
              <Icon name="close" />
            </button>
          </span>
        ))}
        <input
          ref={input}
          id={id}
          role="combobox"
          type="text"
          aria-autocomplete="list"
          aria-expanded={options.length > 0}
          aria-controls={`${id}-options`}
          aria-describedby={`${id}-error`}
          aria-invalid={error.value !== undefined}
          {...(options[active.value] ? { 'aria-activedescendant': `${id}-${active.value}` } : {})}
          autocomplete="off"
          autocapitalize="off"
          enterkeyhint="done"
          placeholder={tags.length === 0 ? 'Add tags: Enter or a comma ends one' : ''}
          value={draft.value}
          onInput={(event) => onInput(event.currentTarget.value)}
          onClick={() => {
            isOpen.value = true
          }}
          onBlur={() => {
            isOpen.value = false
            // What was typed was meant.
            if (draft.value.trim() !== '' && error.value === undefined) add([draft.value])
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it does nothing but leave the focus in the field */}
      <div
        class="tag-options"
        hidden={options.length === 0}
        onMouseDown={(event) => event.preventDefault()}
      >
        <div role="listbox" id={`${id}-options`} aria-label="Tags used in this bin">
          {options.map((option, index) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the field has the focus and names the active option
            // biome-ignore lint/a11y/useKeyWithClickEvents: as above
            <div
              key={option}
              role="option"
              id={`${id}-${index}`}
              aria-selected={index === active.value}
              onClick={() => add([option])}
            >
              {option}
            </div>
          ))}
        </div>
      </div>
      <p class="field-error" id={`${id}-error`} role="alert">
        {error.value}
      </p>
    </div>
  )
}

/** How many of several have the tag, where not all do. */
function PartOf({ tag, requests }: { tag: string; requests: readonly RequestSummary[] }) {
  const count = requests.filter(({ tags }) => hasTag(tags, tag)).length
  if (count === requests.length) return null
  return (
    <span class="tag-part">
      {count} of {requests.length}
    </span>
  )
}

function tagsOfAll(requests: readonly RequestSummary[]): readonly string[] {
  const [first, ...others] = requests
  return (first?.tags ?? []).filter((tag) => others.every(({ tags }) => hasTag(tags, tag)))
}

function hasTag(tags: readonly string[], tag: string): boolean {
  return tags.some((other) => other.toLowerCase() === tag.toLowerCase())
}

/** Tags of the loaded requests that hold what is typed, most used first. */
function suggestions(
  { loaded }: BinSession,
  tags: readonly string[],
  typed: string,
): readonly string[] {
  const has = new Set(tags.map((tag) => tag.toLowerCase()))
  const wanted = typed.trim().toLowerCase()
  return seenIn(loaded.value)('tag')
    .filter((tag) => tag.toLowerCase().includes(wanted) && !has.has(tag.toLowerCase()))
    .slice(0, mostSuggested)
}
