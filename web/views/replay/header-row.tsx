// One header to edit: name, value, what becomes of it, and a handle that moves it by arrow keys or by dragging.

import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import { isSecretHeader } from '../../text/credentials.ts'
import type { HeaderLine } from '../../text/replay-edit.ts'
import type { LineFate } from '../../text/replay-headers.ts'
import { IconButton } from '../../ui/button.tsx'
import { Icon } from '../../ui/icons.tsx'

export interface HeaderRowProps {
  readonly row: HeaderLine
  /** Its place, from 1. */
  readonly number: number
  readonly fate: LineFate | undefined
  readonly flaw: string | undefined
  readonly isChanged: boolean
  readonly wantsFocus: boolean
  readonly onChange: (changed: Partial<Omit<HeaderLine, 'key'>>) => void
  readonly onMove: (by: number) => void
  readonly onRemove: () => void
}

export function HeaderRow(props: HeaderRowProps) {
  const { row, number, fate, flaw, isChanged, wantsFocus, onChange, onMove, onRemove } = props
  const line = useRef<HTMLLIElement>(null)
  const name = useRef<HTMLInputElement>(null)
  const handle = useRef<HTMLButtonElement>(null)
  const isMoving = useRef(false)
  const id = useId()
  const said = row.name || `header ${number}`
  const note = flaw ?? noteOf(fate)

  // Before the next key, which would else go to whatever has the focus.
  useLayoutEffect(() => {
    if (wantsFocus) name.current?.focus()
  }, [])
  useLayoutEffect(() => {
    // Where a line moves in the page, the focus can get lost.
    if (isMoving.current && document.activeElement === document.body) handle.current?.focus()
    isMoving.current = false
  }, [number])

  function step(by: number) {
    isMoving.current = true
    onMove(by)
  }

  function onKeyDown(event: KeyboardEvent) {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (by === undefined || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    step(by)
  }

  /** Below each line whose middle the pointer has passed. */
  function onDrag({ clientY }: PointerEvent) {
    const own = line.current
    if (!own) return
    const rows = [...(own.parentElement?.children ?? [])]
    const at = rows.indexOf(own)
    const passed = rows.filter((row) => row !== own && middleOf(row) < clientY).length
    if (passed !== at) onMove(passed - at)
  }
  const latestDrag = useRef(onDrag)
  latestDrag.current = onDrag

  return (
    <li
      ref={line}
      class={`header-row ${fate?.type === 'dropped' ? 'is-dropped' : ''} ${isChanged ? 'is-changed' : ''}`}
    >
      <button
        type="button"
        class="header-handle"
        ref={handle}
        title="Drag, or press ↑ and ↓, to move it"
        aria-label={`Move ${said}, number ${number}: arrow keys`}
        onKeyDown={onKeyDown}
        onPointerDown={() => followPointer((event) => latestDrag.current(event))}
      >
        <Icon name="grip" />
      </button>
      <input
        ref={name}
        class="field mono"
        type="text"
        autoComplete="off"
        autoCapitalize="off"
        spellcheck={false}
        placeholder="Name"
        aria-label={`Name of header ${number}`}
        aria-invalid={flaw !== undefined}
        aria-describedby={id}
        value={row.name}
        onInput={(event) => onChange({ name: event.currentTarget.value })}
      />
      <input
        class={`field mono ${isSecretHeader(row.name) ? 'is-secret' : ''}`}
        type="text"
        autoComplete="off"
        autoCapitalize="off"
        spellcheck={false}
        placeholder="Value"
        aria-label={`Value of ${said}`}
        aria-invalid={flaw !== undefined}
        aria-describedby={id}
        value={row.value}
        onInput={(event) => onChange({ value: event.currentTarget.value })}
      />
      <IconButton icon="close" label={`Remove ${said}`} onClick={onRemove} />
      <p id={id} class={flaw ? 'bad' : 'muted'}>
        {note}
      </p>
    </li>
  )
}

/** Until it is let go. A captured pointer would be lost as the line moves in the page. */
function followPointer(onMove: (event: PointerEvent) => void): void {
  const end = new AbortController()
  const { signal } = end
  window.addEventListener('pointermove', onMove, { signal })
  window.addEventListener('pointerup', () => end.abort(), { signal })
  window.addEventListener('pointercancel', () => end.abort(), { signal })
}

function middleOf(row: Element): number {
  const { top, height } = row.getBoundingClientRect()
  return top + height / 2
}

function noteOf(fate: LineFate | undefined): string {
  if (fate?.type === 'set') return fate.text
  return fate?.type === 'dropped' ? `left out: ${fate.why}` : ''
}
