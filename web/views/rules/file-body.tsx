// A file as the body of a response: chosen or dropped, with its size, type and first bytes.

import { useSignal } from '@preact/signals'
import { useId, useRef } from 'preact/hooks'
import { ruleBounds } from '../../../server/wire/rules/rules.ts'
import { useInspector } from '../../context.ts'
import { fromBase64 } from '../../state/request-detail.ts'
import { exactBytes } from '../../text/format-size.ts'
import { hexLines } from '../../text/replay-body.ts'
import { toBase64 } from '../../text/replay-edit.ts'
import { base64Size, bodyType, typedAs } from '../../text/rules/response-body.ts'
import { Button } from '../../ui/button.tsx'
import type { StepPartProps } from './step-form.tsx'

const shownBytes = 48

export function FileBody({ place, step, onChange }: StepPartProps) {
  const { canChange } = useInspector()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const refused = useSignal('')
  /** Of the file that is here, where it was chosen here: the rule keeps its bytes alone. */
  const chosen = useRef<{ readonly name: string; readonly type: string } | undefined>(undefined)
  const { bodyBase64 = '' } = step
  const head = headOf(bodyBase64)

  async function take(file: File | undefined) {
    if (!file) return
    const { name, type, size } = file
    refused.value =
      size > ruleBounds.bodyBytes
        ? `${name} has ${exactBytes(size)}: a body may have up to ${exactBytes(ruleBounds.bodyBytes)}.`
        : ''
    if (refused.value) return
    const bytes = new Uint8Array(await file.arrayBuffer())
    const headers = typedAs(step.headers ?? [], type, chosen.current?.type)
    chosen.current = { name, type }
    onChange({ bodyBase64: toBase64(bytes), headers })
  }

  return (
    <fieldset
      class="plain-fieldset file-body"
      aria-label="File"
      data-place={`${place}/bodyBase64`}
      onDragOver={(event) => {
        if (canChange.value) event.preventDefault()
      }}
      onDrop={(event) => {
        if (!canChange.value) return
        event.preventDefault()
        take(event.dataTransfer?.files[0])
      }}
    >
      {bodyBase64 === '' ? (
        <p class="muted">No file yet: the body is empty.</p>
      ) : (
        <>
          <p class="file-facts">
            {chosen.current && <b>{chosen.current.name}</b>}
            <span class="muted">
              {exactBytes(base64Size(bodyBase64))}, {bodyType(step)}
            </span>
          </p>
          {head && <pre class="edit-bytes">{hexLines(head)}</pre>}
        </>
      )}
      {canChange.value && (
        <p class="file-choice">
          <Button onClick={() => input.current?.click()}>
            {bodyBase64 === '' ? 'Choose a file…' : 'Choose another file…'}
          </Button>
          <span class="muted">or drop one here</span>
          <input
            ref={input}
            type="file"
            hidden
            aria-label="File to answer with"
            aria-describedby={id}
            onChange={async ({ currentTarget }) => {
              await take(currentTarget.files?.[0])
              // The same one again, changed meanwhile, is another.
              currentTarget.value = ''
            }}
          />
        </p>
      )}
      <p class="field-error" id={id} role="alert">
        {refused.value}
      </p>
    </fieldset>
  )
}

/** Undefined for what is no base64. */
function headOf(text: string): Uint8Array | undefined {
  try {
    return fromBase64(text.slice(0, (shownBytes / 3) * 4))
  } catch {
    return undefined
  }
}
