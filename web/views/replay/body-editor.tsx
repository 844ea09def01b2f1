// The body to send instead: as text where it is text a browser can write back, else as a file.

import { useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import type { RequestDetail } from '../../state/request-detail.ts'
import { exactBytes, formatSize } from '../../text/format-size.ts'
import { mediaType } from '../../text/read-text.ts'
import { editableText, hexLines } from '../../text/replay-body.ts'
import { encodingOf } from '../../text/replay-edit.ts'
import { Button } from '../../ui/button.tsx'
import { CodeEditor, languageOf } from '../../ui/code-editor.tsx'
import { Loaded } from '../../ui/loading.tsx'
import type { PartEditorProps } from './line-editor.tsx'

export interface BodyEditorProps extends PartEditorProps {
  readonly detail: RequestDetail
}

export function BodyEditor(props: BodyEditorProps) {
  const { form, captured, flaws, detail } = props
  const { body } = form.draft.changes.value
  // As captured, whatever the edited headers say: that is how the bytes are to be read.
  const isEncoded = encodingOf({}, captured) !== null
  return (
    <>
      {body?.type === 'file' ? (
        <p class="edit-note">
          Replaced with <b>{body.name}</b>, {exactBytes(body.bytes.length)}.
        </p>
      ) : captured.body.size === 0 && body === undefined ? (
        <TextEditor {...props} text="" />
      ) : (
        <Loaded loader={isEncoded ? detail.decodedBody : detail.storedBody}>
          {(bytes, isWhole) => isWhole && <BytesEditor {...props} bytes={bytes} />}
        </Loaded>
      )}
      {flaws.body && <p class="edit-flaw">{flaws.body}</p>}
      <FilePicker {...props} />
    </>
  )
}

function BytesEditor(props: BodyEditorProps & { bytes: Uint8Array }) {
  const { bytes, captured } = props
  const { contentType } = captured.body
  const found = useMemo(() => editableText(bytes, contentType), [bytes, contentType])
  if (found.type === 'text') return <TextEditor {...props} text={found.text} />
  return (
    <>
      <p class="edit-note">{found.why}</p>
      <pre class="edit-bytes">{hexLines(bytes.subarray(0, shownBytes))}</pre>
      {bytes.length > shownBytes && (
        <p class="edit-note">
          The first {shownBytes} of {exactBytes(bytes.length)}.
        </p>
      )}
    </>
  )
}

const shownBytes = 64
/** JSON up to here is checked at every change. */
const mostChecked = 200_000

function TextEditor({ form, captured, text }: BodyEditorProps & { text: string }) {
  const host = useRef<HTMLDivElement>(null)
  const { draft, isEditing } = form
  const { body } = draft.changes.value
  const shown = body?.type === 'text' ? body.text : text
  const type = mediaType(captured.body.contentType)
  const isBroken = useMemo(() => !isJsonAsClaimed(type, shown), [type, shown])
  const encoding = encodingOf(draft.changes.value, captured)

  useLayoutEffect(() => {
    if (!isEditing.value) return
    isEditing.value = false
    focusInside(host.current)
  }, [isEditing.value])

  return (
    <>
      <div class="edit-code" ref={host}>
        <CodeEditor
          value={shown}
          language={languageOf(type)}
          name="Body to send"
          onChange={(typed) => {
            if (typed === text) draft.reset('body')
            else draft.change({ body: { type: 'text', text: typed } }, captured)
          }}
        />
      </div>
      <p class="edit-note" aria-live="polite">
        {[
          isBroken && 'This is not valid JSON. It is sent as it is.',
          encoding && body && `It is encoded with ${encoding} again before it is sent.`,
        ]
          .filter(Boolean)
          .join(' ')}
      </p>
    </>
  )
}

/** The editor's code may still be on its way. */
function focusInside(host: HTMLElement | null): void {
  const find = () => host?.querySelector('.code-editor')?.shadowRoot?.querySelector('.cm-content')
  const focus = () => {
    const content = find()
    if (content instanceof HTMLElement) content.focus()
    return content != null
  }
  if (!host || focus()) return
  const observer = new MutationObserver(() => {
    if (focus()) observer.disconnect()
  })
  observer.observe(host, { childList: true, subtree: true })
}

function isJsonAsClaimed(type: string, text: string): boolean {
  if (!/[/+]json$/.test(type) || text.length > mostChecked || text.trim() === '') return true
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function FilePicker({ form, captured }: BodyEditorProps) {
  const input = useRef<HTMLInputElement>(null)
  const { body } = form.draft.changes.value
  return (
    <p>
      <Button onClick={() => input.current?.click()}>
        {body?.type === 'file' ? 'Choose another file…' : 'Replace with a file…'}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="File to send as the body"
        onChange={async (event) => {
          const [file] = event.currentTarget.files ?? []
          if (!file) return
          const bytes = new Uint8Array(await file.arrayBuffer())
          form.draft.change({ body: { type: 'file', name: file.name, bytes } }, captured)
        }}
      />
      {captured.body.size > 0 && body !== undefined && (
        <span class="muted"> in place of {formatSize(captured.body.size)}</span>
      )}
    </p>
  )
}
