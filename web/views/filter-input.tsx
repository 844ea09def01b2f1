// Where a filter is typed, whatever it is for: a combobox whose list offers what fits at the caret.

import { useSignal } from '@preact/signals'
import type { ComponentProps, RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { BinSession } from '../state/bin-session.ts'
import { type FilterOption, filterOptions } from '../state/filter-options.ts'
import { FilterPanel, filterOptionId } from './filter-panel.tsx'

export interface FilterInputProps
  extends Pick<ComponentProps<'input'>, 'aria-label' | 'placeholder' | 'readOnly'> {
  readonly session: BinSession
  readonly id: string
  readonly inputRef: RefObject<HTMLInputElement | null>
  readonly text: string
  /** Offered while nothing is typed. */
  readonly recent: readonly string[]
  /** What Enter does, in a word. */
  readonly entering?: string
  /** Wrong for a reason of its own, whatever the grammar says. */
  readonly isWrong?: boolean
  readonly describedBy?: string
  readonly onType: (text: string) => void
  /** Enter was pressed, or a whole filter chosen. */
  readonly onEnter: (text: string) => void
  readonly onFocused?: (isFocused: boolean) => void
}

export function FilterInput(props: FilterInputProps) {
  const { session, id, inputRef: input, text, recent, onType, onEnter, onFocused } = props
  const { entering = 'apply', isWrong = false, describedBy, ...rest } = props
  const { 'aria-label': label, placeholder, readOnly } = rest
  const { language } = session.filter
  const isOpen = useSignal(false)
  const active = useSignal(-1)
  const caret = useSignal(0)
  /** Where the caret is to stand once the field shows what was chosen. */
  const nextCaret = useRef<number | undefined>(undefined)
  const reading = isOpen.value ? language.read(text) : undefined
  const options = isOpen.value
    ? filterOptions({
        engine: language.engine.value,
        text,
        caret: Math.min(caret.value, text.length),
        rows: session.loaded.value,
        opened: session.details.atHand(),
        recent,
      })
    : []
  const chosen = options[active.value]

  useLayoutEffect(() => {
    if (nextCaret.current === undefined) return
    input.current?.setSelectionRange(nextCaret.current, nextCaret.current)
    nextCaret.current = undefined
  }, [text])

  function open(): void {
    if (readOnly) return
    isOpen.value = true
    // Fetches the grammar, and whatever else the text takes.
    language.readWhole(text)
  }

  function close(): void {
    isOpen.value = false
    active.value = -1
  }

  function readCaret(): void {
    caret.value = input.current?.selectionStart ?? 0
  }

  function type(value: string): void {
    onType(value)
    active.value = -1
    readCaret()
    isOpen.value = true
    language.readWhole(value)
  }

  function choose(option: FilterOption): void {
    active.value = -1
    if (option.isWhole) {
      close()
      onType(option.text)
      onEnter(option.text)
      return
    }
    onType(option.text)
    caret.value = option.caret
    nextCaret.current = option.caret
    language.readWhole(option.text)
  }

  async function submit(): Promise<void> {
    const whole = await language.readWhole(text)
    // What is wrong stays in sight.
    if (whole?.type !== 'wrong') close()
    onEnter(input.current?.value ?? text)
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
    <>
      <input
        ref={input}
        id={id}
        role="combobox"
        type="text"
        inputMode="search"
        enterkeyhint="search"
        aria-label={label}
        aria-autocomplete="list"
        aria-expanded={options.length > 0}
        aria-controls={`${id}-options`}
        aria-describedby={describedBy ? `${id}-said ${describedBy}` : `${id}-said`}
        aria-invalid={isWrong || reading?.type === 'wrong'}
        {...(chosen ? { 'aria-activedescendant': filterOptionId(id, active.value) } : {})}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        placeholder={placeholder}
        readOnly={readOnly}
        value={text}
        onInput={(event) => type(event.currentTarget.value)}
        onFocus={() => {
          onFocused?.(true)
          readCaret()
          open()
        }}
        onClick={open}
        onSelect={readCaret}
        onBlur={() => {
          onFocused?.(false)
          close()
        }}
        onKeyDown={onKeyDown}
      />
      <FilterPanel
        field={id}
        isOpen={isOpen.value}
        text={text}
        reading={reading}
        options={options}
        active={active.value}
        entering={entering}
        onChoose={choose}
      />
    </>
  )
}
