// A filter's text without one of its pieces: what is left is whole again.

import type { Parsed, Piece } from './parse.ts'

/** Without the piece `at` that place; a place of no piece is that of an error, with which all behind the last goes. */
export function withoutPiece(text: string, { pieces }: Pick<Parsed, 'pieces'>, at: number): string {
  const left: Piece[] = []
  for (const [index, piece] of pieces.entries()) {
    if (index === at) continue
    // An OR stands between two.
    if (piece.type === 'or' && left.at(-1)?.type !== 'term') continue
    left.push(piece)
  }
  if (left.at(-1)?.type === 'or') left.pop()
  const kept = left.map(({ from, to }) => text.slice(from, to))
  const last = pieces.at(-1)
  const rest = at < pieces.length ? text.slice(last?.to ?? 0).trim() : ''
  return [...kept, ...(rest ? [rest] : [])].join(' ')
}
