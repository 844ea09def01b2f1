// The lines of laid-out XML, as text with colours.

import { useMemo } from 'preact/hooks'
import { formatSize } from '../text/format-size.ts'
import { type XmlTokenKind, xmlLines } from '../text/xml-lines.ts'
import { Lines } from '../ui/lines.tsx'

const longestToken = 2_000
/** Deeper than this the indentation stays. */
const deepestIndent = 60

const colours: Readonly<Record<XmlTokenKind, string>> = {
  tag: 'json-key',
  name: 'json-number',
  value: 'json-string',
  text: '',
  aside: 'muted',
}

export function XmlBody({ text }: { text: string }) {
  const lines = useMemo(() => xmlLines(text), [text])
  return (
    <Lines
      name="Body as XML"
      count={lines.length}
      line={(index) => {
        const { depth, tokens } = lines[index] ?? { depth: 0, tokens: [] }
        return (
          <>
            {'  '.repeat(Math.min(depth, deepestIndent))}
            {tokens.map(({ kind, text }, at) => (
              <span class={colours[kind]} key={at}>
                {shorten(text)}
              </span>
            ))}
          </>
        )
      }}
    />
  )
}

function shorten(text: string): string {
  if (text.length <= longestToken) return text
  return `${text.slice(0, longestToken)}… (${formatSize(text.length)} in all, see Raw)`
}
