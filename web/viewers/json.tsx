// JSON, laid out and lightly coloured, every lexeme as it was sent.

import { useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import { formatSize } from '../text/format-size.ts'
import { type JsonLine, jsonLines } from '../text/json-lines.ts'
import { Button } from '../ui/button.tsx'
import { Lines } from '../ui/lines.tsx'
import { rawViewer } from './raw.tsx'
import type { BodyContent, Viewer } from './viewer.ts'

/** More than this takes long enough to be felt. */
const formattedUnasked = 1_000_000
const longestLexeme = 2_000

export const jsonViewer: Viewer = {
  id: 'pretty',
  label: 'Pretty',
  priority({ text, mediaType }) {
    if (text === undefined) return 0
    if (/^(application|text)\/(.+\+)?json$/.test(mediaType)) return 100
    return /^\ufeff?\s*[[{]/.test(text) ? 50 : 0
  },
  View({ content }) {
    const isWanted = useSignal(content.bytes.length <= formattedUnasked)
    if (isWanted.value) return <Formatted text={content.text ?? ''} />
    return (
      <>
        <p class="viewer-note">
          {formatSize(content.bytes.length)} of JSON, shown raw to keep the page quick.
          <Button
            onClick={() => {
              isWanted.value = true
            }}
          >
            Format it all the same
          </Button>
        </p>
        <rawViewer.View content={content} />
      </>
    )
  },
}

function Formatted({ text }: { text: BodyContent['text'] & string }) {
  const lines = useMemo(() => jsonLines(text), [text])
  return (
    <Lines
      name="Body as JSON"
      count={lines.length}
      line={(index) => <Line line={lines[index]} />}
    />
  )
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
