// The body of a response: none, text with or without names to fill in, a file, or the request's own.

import { useId, useRef } from 'preact/hooks'
import { useInspector } from '../../context.ts'
import { exactBytes } from '../../text/format-size.ts'
import { type BodyKind, bodyKind, bodyOfKind, bodyType } from '../../text/rules/response-body.ts'
import { CodeEditor, languageOf } from '../../ui/code-editor.tsx'
import { Segments } from '../../ui/segments.tsx'
import { FileBody } from './file-body.tsx'
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
