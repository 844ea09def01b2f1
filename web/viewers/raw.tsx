// The text as it is, line by line; a line too long for a screen is broken, without a number of its own.

import { useMemo } from 'preact/hooks'
import { Lines } from '../ui/lines.tsx'
import type { Viewer } from './viewer.ts'

const longestPiece = 1_000

export const rawViewer: Viewer = {
  id: 'raw',
  label: 'Raw',
  priority: ({ text }) => (text === undefined ? 0 : 10),
  View({ content }) {
    const text = content.text ?? ''
    const pieces = useMemo(() => cutLines(text), [text])
    return (
      <Lines
        name="Body as text"
        count={pieces.length}
        line={(index) => {
          const piece = pieces[index]
          return piece ? text.slice(piece.start, piece.end) : ''
        }}
        label={(index) => String(pieces[index]?.number ?? '')}
      />
    )
  },
}

interface Piece {
  readonly start: number
  readonly end: number
  /** Of the line it begins; null for a continuation. */
  readonly number: number | null
}

export function cutLines(text: string): Piece[] {
  const pieces: Piece[] = []
  let number = 0
  for (let start = 0; start <= text.length; ) {
    const newline = text.indexOf('\n', start)
    const end = newline < 0 ? text.length : newline
    number += 1
    let from = start
    do {
      const to = Math.min(end, from + longestPiece)
      pieces.push({ start: from, end: to, number: from === start ? number : null })
      from = to
    } while (from < end)
    start = end + 1
  }
  return pieces
}
