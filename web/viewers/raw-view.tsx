// The text as it is, line by line, with a search; a line too long for a screen is broken, without a number of its own.

import { useSignal } from '@preact/signals'
import { useCallback, useMemo } from 'preact/hooks'
import { cutLines, pieceAt } from '../text/cut-lines.ts'
import { lastUpTo } from '../text/sorted.ts'
import { Lines } from '../ui/lines.tsx'
import { FindBar } from './find-bar.tsx'
import { marked } from './marked.tsx'
import { useFind } from './use-find.ts'
import type { ViewerProps } from './viewer.ts'

export function RawBody({ content, isPart = false }: ViewerProps) {
  const text = content.text ?? ''
  const pieces = useMemo(() => cutLines(text), [text])
  const reveal = useSignal<{ readonly row: number } | undefined>(undefined)
  const find = useFind(text, isPart, (start) => {
    reveal.value = { row: lastUpTo(pieces.starts.subarray(0, pieces.count), start) }
  })
  const matches = find.matches.value
  const index = find.index.value
  const line = useCallback(
    (row: number) =>
      marked(pieceAt(text, pieces, row), pieces.starts[row] ?? 0, { matches, index }),
    [text, matches, index],
  )
  const label = useCallback((row: number) => String(pieces.numbers[row] || ''), [pieces])
  return (
    <div class="code">
      {!isPart && (
        <div class="code-tools">
          <FindBar find={find} />
        </div>
      )}
      <Lines
        name="Body as text"
        count={pieces.count}
        isGrowing={!content.isWhole}
        line={line}
        label={label}
        reveal={reveal.value}
      />
    </div>
  )
}
