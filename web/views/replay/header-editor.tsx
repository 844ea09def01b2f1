// The headers as they will go out: a table to edit, where each line says what becomes of it.

import { useSignal } from '@preact/signals'
import type { CapturedRequest, HeaderPair } from '../../../server/wire/requests.ts'
import type { ReplayForm } from '../../state/replay-form.ts'
import { type HeaderLine, linesOf } from '../../text/replay-edit.ts'
import { readFates } from '../../text/replay-headers.ts'
import { Button } from '../../ui/button.tsx'
import { HeaderRow } from './header-row.tsx'
import type { PartEditorProps } from './line-editor.tsx'

/** `14 · 2 left out`. */
export function headersHint(form: ReplayForm, captured: CapturedRequest): string {
  const { lines } = fatesOf(form, captured)
  const dropped = lines.filter(({ type }) => type === 'dropped').length
  return `${lines.length}${dropped > 0 ? ` · ${dropped} left out` : ''}`
}

function fatesOf(form: ReplayForm, captured: CapturedRequest) {
  return readFates(form.draft.changes.value, captured, form.replay.draft.value)
}

export function HeaderEditor({ form, captured, flaws }: PartEditorProps) {
  const { draft } = form
  const said = useSignal('')
  const added = useSignal<number | undefined>(undefined)
  const rows = draft.changes.value.headers ?? linesOf(captured.headers)
  const fates = fatesOf(form, captured)
  const sent = new Map(captured.headers.map((pair, key) => [key, pair] as const))

  function put(headers: readonly HeaderLine[]) {
    draft.change({ headers }, captured)
  }

  function move(from: number, to: number) {
    const row = rows[from]
    if (!row || to < 0 || to >= rows.length) return
    put(rows.toSpliced(from, 1).toSpliced(to, 0, row))
    said.value = `${row.name} moved to ${to + 1} of ${rows.length}`
  }

  function add() {
    const key = Math.max(captured.headers.length, ...rows.map((row) => row.key + 1))
    added.value = key
    put([...rows, { key, name: '', value: '' }])
  }

  return (
    <>
      {fates.before.map((pair) => (
        <SetLine key={pair[0]} pair={pair} />
      ))}
      <ol class="header-rows" aria-label="Headers to send">
        {rows.map((row, index) => (
          <HeaderRow
            key={row.key}
            row={row}
            number={index + 1}
            fate={fates.lines[index]}
            flaw={flaws.headers.get(row.key)}
            isChanged={isChanged(row, sent.get(row.key))}
            wantsFocus={added.value === row.key}
            onChange={(changed) => put(rows.with(index, { ...row, ...changed }))}
            onMove={(by) => move(index, index + by)}
            onRemove={() => {
              put(rows.toSpliced(index, 1))
              said.value = `${row.name || 'The header'} removed`
            }}
          />
        ))}
      </ol>
      {fates.after.map((pair) => (
        <SetLine key={pair[0]} pair={pair} />
      ))}
      {fates.trailers.map(({ name, why }, index) => (
        <p class="edit-note" key={`${index} ${name}`}>
          <code>{name}</code> left out: {why}
        </p>
      ))}
      <p>
        <Button icon="plus" onClick={add}>
          Add a header
        </Button>
      </p>
      <output class="off-screen">{said.value}</output>
    </>
  )
}

/** What every delivery carries. */
function SetLine({ pair: [name, value] }: { pair: HeaderPair }) {
  return (
    <p class="set-line">
      <code>{name}</code>
      <code>{value}</code>
      <span class="muted">added</span>
    </p>
  )
}

function isChanged({ name, value }: HeaderLine, pair: HeaderPair | undefined): boolean {
  return pair?.[0] !== name || pair[1] !== value
}
