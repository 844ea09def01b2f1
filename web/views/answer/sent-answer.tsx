// An answer as it goes out: status line, headers, body.

import { useMemo } from 'preact/hooks'
import type { SentAnswer } from '../../../server/wire/told-answers.ts'
import { fromBase64 } from '../../state/request-detail.ts'
import { formatSize } from '../../text/format-size.ts'
import { BodyView } from '../../viewers/body-view.tsx'
import { HeaderTable } from '../header-table.tsx'

export function SentAnswerView({ sent }: { sent: SentAnswer }) {
  const { headers, added, body } = sent
  const own = headers.slice(0, headers.length - added.length)
  const ours = headers.slice(headers.length - added.length)
  const bytes = useMemo(
    () => (body.base64 === undefined ? encoder.encode(body.text ?? '') : fromBase64(body.base64)),
    [body.text, body.base64],
  )
  const contentType = own.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? null
  return (
    <div class="sent-answer">
      {own.length > 0 && <HeaderTable headers={own} name="Response headers" />}
      <details class="more">
        <summary>Headers that Hooklens adds ({ours.length})</summary>
        <HeaderTable headers={ours} name="Headers that Hooklens adds" />
        <p class="dropped">Besides them, Date and what concerns the connection.</p>
      </details>
      {body.size > 0 ? (
        <div class="sent-body">
          {body.sent < body.size && (
            <p class="dropped">
              This is all of it: the first {body.sent} of {body.size} bytes went out.
            </p>
          )}
          {body.isCut && (
            <p class="dropped">
              The first {formatSize(bytes.length)} of {formatSize(body.size)}.
            </p>
          )}
          <BodyView bytes={bytes} isWhole={!body.isCut} contentType={contentType} isSmall />
        </div>
      ) : (
        <p class="muted">Without a body.</p>
      )}
    </div>
  )
}

const encoder = new TextEncoder()
