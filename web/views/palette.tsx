// The command palette: one field that finds every command, bin, target, format and request.

import { useSignal } from '@preact/signals'
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import { findItems, type PaletteItem, paletteItems, typedItems } from '../commands/palette-items.ts'
import { useInspector } from '../context.ts'
import { isPaletteKey } from '../keys.ts'
import { storedSignal } from '../state/stored.ts'
import { Icon } from '../ui/icons.tsx'
import { Key } from '../ui/key.tsx'

const mostRecent = 5

export function Palette() {
  const page = useInspector()
  const box = useRef<HTMLDialogElement>(null)
  const options = useRef<HTMLDivElement>(null)
  const chosenItem = useRef<PaletteItem | undefined>(undefined)
  const query = useSignal('')
  const active = useSignal(0)
  const recent = useMemo(() => createRecent(page.storage), [])
  // What can be done does not change while one looks.
  const all = useMemo(() => paletteItems(page), [])
  const wanted = query.value.trim()
  const items =
    wanted === ''
      ? recentFirst(all, recent.value)
      : [...findItems(all, wanted), ...typedItems(page, wanted)]
  const chosen = items[active.value]

  // Not after the next frame: what is typed until then would go nowhere.
  useLayoutEffect(() => {
    box.current?.showModal()
  }, [])

  useLayoutEffect(() => {
    options.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [active.value, wanted])

  function run(item: PaletteItem): void {
    recent.value = [item.id, ...recent.value.filter((id) => id !== item.id)].slice(0, mostRecent)
    chosenItem.current = item
    box.current?.close()
  }

  /** By then the focus is back where it was. */
  function onClose(): void {
    if (page.dialog.peek() === 'palette') page.dialog.value = null
    chosenItem.current?.run()
  }

  /** Without a choice: told at once, so that no key pressed now is lost. */
  function leave(): void {
    box.current?.close()
    page.dialog.value = null
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && items.length > 0) {
      active.value = (active.value + step + items.length) % items.length
    } else if (event.key === 'Enter' && chosen) run(chosen)
    else if (isPaletteKey(event)) leave()
    else return
    event.preventDefault()
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard's way out is Escape, which the browser turns into `close`
    <dialog
      ref={box}
      class="palette"
      aria-label="Commands"
      onClose={onClose}
      onCancel={(event) => {
        event.preventDefault()
        leave()
      }}
      onClick={(event) => {
        if (event.target === box.current) leave()
      }}
    >
      <div class="palette-field">
        <Icon name="search" />
        <input
          type="text"
          role="combobox"
          aria-label="Find a command, bin or request"
          aria-autocomplete="list"
          aria-expanded={items.length > 0}
          aria-controls="palette-options"
          {...(chosen ? { 'aria-activedescendant': optionId(active.value) } : {})}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          placeholder="A command, a bin, or #17 for a request"
          value={query.value}
          onInput={(event) => {
            query.value = event.currentTarget.value
            active.value = 0
          }}
          onKeyDown={onKeyDown}
        />
        <kbd>Esc</kbd>
      </div>
      <div
        class="palette-options"
        id="palette-options"
        role="listbox"
        aria-label="Commands"
        ref={options}
      >
        {items.map((item, index) => (
          <Option
            key={item.id}
            item={item}
            index={index}
            isActive={index === active.value}
            onRun={() => run(item)}
          />
        ))}
      </div>
      {items.length === 0 && <p class="palette-nothing">Nothing of that name.</p>}
    </dialog>
  )
}

interface OptionProps {
  readonly item: PaletteItem
  readonly index: number
  readonly isActive: boolean
  readonly onRun: () => void
}

function Option({ item: { label, group, icon, keys = [] }, index, isActive, onRun }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the field has the focus and names the active option
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter in the field does the same
    <div
      class="palette-option"
      role="option"
      id={optionId(index)}
      aria-selected={isActive}
      onClick={onRun}
    >
      {icon ? <Icon name={icon} /> : <span class="icon" />}
      <span class="palette-label">{label}</span>
      <span class="muted">{group}</span>
      <span class="palette-keys">
        {keys.map((key) => (
          <Key key={key} name={key} />
        ))}
      </span>
    </div>
  )
}

function optionId(index: number): string {
  return `palette-option-${index}`
}

function createRecent(storage: Parameters<typeof storedSignal>[0]) {
  return storedSignal<readonly string[]>(storage, 'hooklens:recent-commands', [], (found) =>
    Array.isArray(found) ? found.filter((id) => typeof id === 'string') : undefined,
  )
}

function recentFirst(items: readonly PaletteItem[], recent: readonly string[]) {
  const lately = recent.flatMap((id) => items.find((item) => item.id === id) ?? [])
  return [...lately, ...items.filter((item) => !lately.includes(item))]
}
