// The body of a response: none, text with or without names to fill in, a file, or the request's own.

import { useId, useRef } from 'preact/hooks'
import { useInspector } from '../../context.ts'
import { fromBase64 } from '../../state/request-detail.ts'
import { exactBytes } from '../../text/format-size.ts'
import { hexLines } from '../../text/replay-body.ts'
import { toBase64 } from '../../text/replay-edit.ts'
import {
  type BodyKind,
  base64Size,
  bodyKind,
  bodyOfKind,
  bodyType,
} from '../../text/rules/response-body.ts'
import { Button } from '../../ui/button.tsx'
import { CodeEditor, languageOf } from '../../ui/code-editor.tsx'
import { Segments } from '../../ui/segments.tsx'
import { Flaw } from './flaw.tsx'
import type { StepPartProps } from './step-form.tsx'
import { TemplatePart } from './template-part.tsx'

const kinds: readonly { readonly id: BodyKind; readonly label: string }[] = [
  { id: 'none', label: 'No body' },
  { id: 'text', label: 'Text' },
  { id: 'file', label: 'File' },
  { id: 'echo', label: 'Echo' },
]

export function BodyPart(props: StepPartProps) {
  const { rules, place, step, onChange } = props
  const { canChange } = useInspector()
  const id = useId()
  const kind = bodyKind(step)
  /** What was typed stays while another kind is tried. */
  const typed = useRef('')
  if (step.body !== undefined) typed.current = step.body
  /** How something is put where the caret is. */
  const insert = useRef<((text: string) => void) | undefined>(undefined)

  return (
    <div class="response-body">
      <div class="response-body-head">
        <span aria-hidden="true">Body</span>
        <fieldset class="plain-fieldset" disabled={!canChange.value}>
          <Segments
            name="Body"
            items={kinds}
            chosen={kind}
            onChoose={(wanted) => onChange(bodyOfKind(wanted, typed.current))}
          />
        </fieldset>
        <span class="muted">{hintOf(kind, step)}</span>
      </div>
      {kind === 'text' && (
        <div class="edit-code" data-place={`${place}/body`}>
          <CodeEditor
            value={step.body ?? ''}
            language={languageOf(bodyType(step))}
            name="Body of the response"
            insertRef={insert}
            onChange={canChange.value ? (body) => onChange({ body }) : undefined}
          />
        </div>
      )}
      {kind === 'file' && <FileBody {...props} />}
      <div data-place={kind === 'text' ? undefined : `${place}/body`}>
        <Flaw rules={rules} place={`${place}/body`} id={`${id}-flaw`} />
        <Flaw rules={rules} place={`${place}/bodyBase64`} id={`${id}-file-flaw`} />
      </div>
      <TemplatePart {...props} insert={(text) => insert.current?.(text)} isText={kind === 'text'} />
    </div>
  )
}

function hintOf(kind: BodyKind, step: StepPartProps['step']): string {
  if (kind === 'echo') return 'what the request brought, with its content type'
  if (kind !== 'text') return ''
  return `${exactBytes(new TextEncoder().encode(step.body ?? '').length)}, ${bodyType(step)}`
}

const shownBytes = 48

function FileBody({ place, step, onChange }: StepPartProps) {
  const { canChange } = useInspector()
  const input = useRef<HTMLInputElement>(null)
  const { bodyBase64 = '' } = step
  const head = headOf(bodyBase64)
  return (
    <div class="file-body" data-place={`${place}/bodyBase64`}>
      {bodyBase64 !== '' && (
        <>
          <p>{exactBytes(base64Size(bodyBase64))}</p>
          {head && <pre class="edit-bytes">{hexLines(head)}</pre>}
        </>
      )}
      {canChange.value && (
        <p>
          <Button onClick={() => input.current?.click()}>
            {bodyBase64 === '' ? 'Choose a file…' : 'Choose another file…'}
          </Button>
          <input
            ref={input}
            type="file"
            hidden
            aria-label="File to answer with"
            onChange={async (event) => {
              const [file] = event.currentTarget.files ?? []
              if (file) onChange({ bodyBase64: toBase64(new Uint8Array(await file.arrayBuffer())) })
            }}
          />
        </p>
      )}
    </div>
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
