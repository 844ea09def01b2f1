// One header to edit: name, value, what becomes of it, and a handle that moves it by arrow keys or by dragging.

import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import { isSecretHeader } from '../../text/credentials.ts'
import type { HeaderLine } from '../../text/replay-edit.ts'
import type { LineFate } from '../../text/replay-headers.ts'
import { IconButton } from '../../ui/button.tsx'
import { MoveHandle } from '../../ui/move-handle.tsx'

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
  const id = useId()
  const said = row.name || `header ${number}`
  const note = flaw ?? noteOf(fate)

  // Before the next key, which would else go to whatever has the focus.
  useLayoutEffect(() => {
    if (wantsFocus) name.current?.focus()
  }, [])
  return (
    <li
      ref={line}
      class={`header-row ${fate?.type === 'dropped' ? 'is-dropped' : ''} ${isChanged ? 'is-changed' : ''}`}
    >
      <MoveHandle name={said} number={number} line={line} onMove={onMove} />
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

function noteOf(fate: LineFate | undefined): string {
  if (fate?.type === 'set') return fate.text
  return fate?.type === 'dropped' ? `left out: ${fate.why}` : ''
}
