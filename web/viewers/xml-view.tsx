// The lines of laid-out XML, as text with colours and a search.

import { useSignal } from '@preact/signals'
import { useCallback, useMemo } from 'preact/hooks'
import { lastUpTo } from '../text/sorted.ts'
import { type XmlLine, type XmlTokenKind, xmlLines } from '../text/xml-lines.ts'
import { Lines } from '../ui/lines.tsx'
import { FindBar } from './find-bar.tsx'
import { marked } from './marked.tsx'
import { useFind } from './use-find.ts'
import type { ViewerProps } from './viewer.ts'

/** Deeper than this the indentation stays. */
const deepestIndent = 60

const colours: Readonly<Record<XmlTokenKind, string>> = {
  tag: 'json-key',
  name: 'json-number',
  value: 'json-string',
  text: '',
  aside: 'muted',
}

export function XmlBody({ content, isPart = false }: ViewerProps) {
  const lines = useMemo(() => xmlLines(content.text ?? ''), [content])
  const laidOut = useMemo(() => joined(lines), [lines])
  const reveal = useSignal<{ readonly row: number } | undefined>(undefined)
  const find = useFind(laidOut.text, isPart, (start) => {
    reveal.value = { row: lastUpTo(laidOut.starts, start) }
  })
  const matches = find.matches.value
  const index = find.index.value
  const line = useCallback(
    (row: number) => {
      const { depth, tokens } = lines[row] ?? { depth: 0, tokens: [] }
      let start = laidOut.starts[row] ?? 0
      return (
        <>
          {'  '.repeat(Math.min(depth, deepestIndent))}
          {tokens.map(({ kind, text }, at) => {
            const from = start
            start += text.length
            return (
              <span class={colours[kind]} key={at}>
                {marked(text, from, { matches, index })}
              </span>
            )
          })}
        </>
      )
    },
    [laidOut, matches, index],
  )
  return (
    <div class="code">
      {!isPart && (
        <div class="code-tools">
          <FindBar find={find} />
        </div>
      )}
      <Lines name="Body as XML" count={lines.length} line={line} reveal={reveal.value} />
    </div>
  )
}

/** What is searched: the lines as they are shown, but for what they are indented by. */
function joined(lines: readonly XmlLine[]): { text: string; starts: Uint32Array } {
  const starts = new Uint32Array(lines.length)
  const texts: string[] = []
  let length = 0
  lines.forEach(({ tokens }, row) => {
    const text = tokens.map(({ text }) => text).join('')
    starts[row] = length
    length += text.length + 1
    texts.push(text)
  })
  return { text: texts.join('\n'), starts }
}
