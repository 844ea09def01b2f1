// Method, path and query, each raw: what is typed is what is sent.

import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import type { CapturedRequest } from '../../../server/wire/requests.ts'
import type { ReplayForm } from '../../state/replay-form.ts'
import type { Flaws } from '../../text/replay-edit.ts'

export interface PartEditorProps {
  readonly form: ReplayForm
  readonly captured: CapturedRequest
  readonly flaws: Flaws
}

const usualMethods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']

export function LineEditor({ form, captured, flaws }: PartEditorProps) {
  const id = useId()
  const first = useRef<HTMLInputElement>(null)
  const { draft, replay, isEditing } = form
  const { exact } = replay.targets.value

  useLayoutEffect(() => {
    if (!isEditing.value || captured.body.size > 0) return
    isEditing.value = false
    first.current?.focus()
  }, [isEditing.value])

  function line(part: 'method' | 'path' | 'query', label: string, isOff = false) {
    const value = draft.changes.value[part] ?? captured[part]
    const flaw = flaws[part]
    return (
      <div class="edit-line">
        <label for={`${id}-${part}`}>{label}</label>
        <input
          id={`${id}-${part}`}
          {...(part === 'method' ? { ref: first, list: `${id}-methods` } : {})}
          class={`field mono ${draft.edited.value.includes(part) ? 'is-edited' : ''}`}
          type="text"
          autoComplete="off"
          autoCapitalize="off"
          spellcheck={false}
          value={value}
          disabled={isOff}
          aria-invalid={flaw !== undefined}
          aria-describedby={`${id}-${part}-flaw`}
          onInput={(event) => draft.change({ [part]: event.currentTarget.value }, captured)}
        />
        <p class="edit-flaw" id={`${id}-${part}-flaw`}>
          {flaw}
        </p>
      </div>
    )
  }

  return (
    <>
      {line('method', 'Method')}
      {line('path', 'Path', exact)}
      {line('query', 'Query', exact)}
      <datalist id={`${id}-methods`}>
        {usualMethods.map((method) => (
          <option key={method} value={method} />
        ))}
      </datalist>
      {exact && (
        <p class="edit-note">With Exact URL on, the target has its own path and query: edit it.</p>
      )}
    </>
  )
}
