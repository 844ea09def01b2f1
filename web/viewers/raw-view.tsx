// The text as it is, line by line, with a search; a line too long for a screen is broken, without a number of its own.

import { useSignal } from '@preact/signals'
import { useCallback, useMemo } from 'preact/hooks'
import { cutLines, cutLinesInSteps, numberAt, pieceAt } from '../text/cut-lines.ts'
import { lastUpTo } from '../text/sorted.ts'
import { Lines } from '../ui/lines.tsx'
import { FindBar } from './find-bar.tsx'
import { marked } from './marked.tsx'
import { useFind } from './use-find.ts'
import { useSliced } from './use-sliced.ts'
import type { ViewerProps } from './viewer.ts'

/** Characters: many screens, and few enough for a moment. */
const beginning = 65_536

export function RawBody({ content, isPart = false }: ViewerProps) {
  const { text = '', isWhole } = content
  const cut = useSliced(() => cutLinesInSteps(text), [text])
  const shown = useMemo(() => (cut ? { text, pieces: cut } : begunWith(text)), [text, cut])
  const wanted = useSignal<{ readonly start: number } | undefined>(undefined)
  const find = useFind(text, isPart, (start) => {
    wanted.value = { start }
  })
  const matches = find.matches.value
  const index = find.index.value
  const reveal = useMemo(
    () => cut && wanted.value && { row: lastUpTo(cut.starts, wanted.value.start) },
    [cut, wanted.value],
  )
  const line = useCallback(
    (row: number) => {
      const { text, pieces } = shown
      return marked(pieceAt(text, pieces, row), pieces.starts[row] ?? 0, { matches, index })
    },
    [shown, matches, index],
  )
  const label = useCallback((row: number) => String(numberAt(shown.pieces, row) ?? ''), [shown])
  return (
    <div class="code">
      {!isPart && (
        <div class="code-tools">
          <FindBar find={find} />
        </div>
      )}
      <Lines
        name="Body as text"
        count={shown.pieces.count}
        isGrowing={!isWhole || !cut}
        line={line}
        label={label}
        reveal={reveal}
      />
    </div>
  )
}

/** Until all of it is cut. */
function begunWith(text: string) {
  const start = text.slice(0, beginning)
  return { text: start, pieces: cutLines(start) }
}
