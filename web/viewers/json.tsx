// JSON, laid out and lightly coloured, every lexeme as it was sent.

import { useMemo } from 'preact/hooks'
import { formatSize } from '../text/format-size.ts'
import { type JsonLine, jsonLines } from '../text/json-lines.ts'
import { looksLikeNdjson } from '../text/ndjson.ts'
import { Lines } from '../ui/lines.tsx'
import { AskFirst } from './ask-first.tsx'
import type { Viewer } from './viewer.ts'

const longestLexeme = 2_000

export const jsonViewer: Viewer = {
  id: 'pretty',
  label: 'Pretty',
  priority({ text, mediaType }) {
    if (text === undefined) return 0
    if (/^(application|text)\/(.+\+)?json$/.test(mediaType)) return 100
    return /^\ufeff?\s*[[{]/.test(text) && !looksLikeNdjson(text) ? 50 : 0
  },
  View: ({ content }) => (
    <AskFirst content={content} what="JSON">
      {() => <JsonText text={content.text ?? ''} name="Body as JSON" />}
    </AskFirst>
  ),
}

export function JsonText({ text, name }: { text: string; name: string }) {
  const lines = useMemo(() => jsonLines(text), [text])
  return <Lines name={name} count={lines.length} line={(index) => <Line line={lines[index]} />} />
}

function Line({ line }: { line: JsonLine | undefined }) {
  if (!line) return null
  return (
    <>
      {'  '.repeat(line.depth)}
      {line.tokens.map(({ kind, text }, index) =>
        kind === 'punctuation' ? (
          text
        ) : (
          <span class={`json-${kind}`} key={index}>
            {shorten(text)}
          </span>
        ),
      )}
    </>
  )
}

/** A line of a megabyte freezes any browser; the raw view has all of it. */
function shorten(lexeme: string): string {
  if (lexeme.length <= longestLexeme) return lexeme
  return `${lexeme.slice(0, longestLexeme)}… (${formatSize(lexeme.length)} in all, see Raw)`
}
