// The field a filter is typed into: a combobox whose list offers what fits at the caret.

import { type Signal, useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { useInspector } from '../context.ts'
import type { BinSession } from '../state/bin-session.ts'
import { type FilterOption, filterOptions } from '../state/filter-options.ts'
import { IconButton } from '../ui/button.tsx'
import { Icon } from '../ui/icons.tsx'
import { FilterPanel, filterOptionId } from './filter-panel.tsx'
import { FilterChips } from './lazy-views.ts'

export interface FilterFieldProps {
  readonly session: BinSession
  readonly isFocused: Signal<boolean>
}

export function FilterField({ session, isFocused }: FilterFieldProps) {
  const { draft, language, recent } = session.filter
  const { applyFilter } = useInspector().actions
  const input = useRef<HTMLInputElement>(null)
  const isOpen = useSignal(false)
  const active = useSignal(-1)
  const caret = useSignal(0)
  /** Where the caret is to stand once the field shows what was chosen. */
  const nextCaret = useRef<number | undefined>(undefined)
  const text = draft.value
  const reading = isOpen.value ? language.read(text) : undefined
  const options = isOpen.value
    ? filterOptions({
        engine: language.engine.value,
        text,
        caret: Math.min(caret.value, text.length),
        rows: session.loaded.value,
        opened: session.details.atHand(),
        recent: recent.texts.value,
      })
    : []
  const chosen = options[active.value]
  const engine = language.engine.value
  const chips = isFocused.value || !engine ? undefined : language.read(text)

  useLayoutEffect(() => {
    if (nextCaret.current === undefined) return
    input.current?.setSelectionRange(nextCaret.current, nextCaret.current)
    nextCaret.current = undefined
  }, [text])

  function open(): void {
    isOpen.value = true
    // Fetches the grammar, and whatever else the text takes.
    language.readWhole(draft.peek())
  }

  function close(): void {
    isOpen.value = false
    active.value = -1
  }

  function readCaret(): void {
    caret.value = input.current?.selectionStart ?? 0
  }

  function type(value: string): void {
    draft.value = value
    active.value = -1
    readCaret()
    open()
  }

  function choose(option: FilterOption): void {
    active.value = -1
    if (option.isWhole) {
      close()
      applyFilter(option.text)
      return
    }
    draft.value = option.text
    caret.value = option.caret
    nextCaret.current = option.caret
    language.readWhole(option.text)
  }

  async function submit(): Promise<void> {
    const whole = await language.readWhole(draft.peek())
    // What is wrong stays in sight.
    if (whole?.type !== 'wrong') close()
    applyFilter(draft.peek())
  }

  function onKeyDown(event: KeyboardEvent): void {
    // Enter ends a composition, which is not yet a wish.
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
    const count = options.length
    if (event.key === 'ArrowDown' && !isOpen.value) open()
    else if (event.key === 'ArrowDown' && count > 0) active.value = (active.value + 1) % count
    else if (event.key === 'ArrowUp' && count > 0) {
      active.value = active.value <= 0 ? count - 1 : active.value - 1
    } else if (event.key === 'Enter' && chosen) choose(chosen)
    else if (event.key === 'Enter') submit()
    else if (event.key === 'Escape' && chosen) active.value = -1
    else return
    event.preventDefault()
    event.stopPropagation()
  }

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
      <input
        ref={input}
        id="filter"
        role="combobox"
        type="text"
        inputMode="search"
        enterkeyhint="search"
        aria-label="Filter the requests"
        aria-autocomplete="list"
        aria-expanded={options.length > 0}
        aria-controls="filter-options"
        aria-describedby="filter-said"
        aria-invalid={reading?.type === 'wrong'}
        {...(chosen ? { 'aria-activedescendant': filterOptionId(active.value) } : {})}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        placeholder="Filter, e.g. provider:stripe -sig:valid"
        value={text}
        onInput={(event) => type(event.currentTarget.value)}
        onFocus={() => {
          isFocused.value = true
          readCaret()
          open()
        }}
        onClick={open}
        onSelect={readCaret}
        onBlur={() => {
          isFocused.value = false
          close()
        }}
        onKeyDown={onKeyDown}
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
      <FilterPanel
        isOpen={isOpen.value}
        text={text}
        reading={reading}
        options={options}
        active={active.value}
        onChoose={choose}
      />
    </div>
  )
}
