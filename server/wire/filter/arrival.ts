// The part of a filter that says when: found in its text, put into it, taken out of it.

import { compileCheck } from './compile.ts'
import type { Parsed, Piece } from './parse.ts'
import { isRelative, type Span } from './time.ts'

/** What must hold besides everything else; terms below an OR or a minus are not about all that is taken. */
function arrivalPieces({ pieces }: Parsed): readonly Extract<Piece, { type: 'term' }>[] {
  if (pieces.some(({ type }) => type === 'or')) return []
  return pieces.filter(
    (piece) => piece.type === 'term' && piece.term.type === 'field' && piece.term.key.type === 'at',
  ) as Extract<Piece, { type: 'term' }>[] // Just checked.
}

/** When requests must have arrived; undefined when the filter says nothing of it. Ends may be infinite. */
export function arrivalSpan(parsed: Parsed, now: number): Span | undefined {
  const spans = arrivalPieces(parsed).flatMap(({ term }) => {
    const check = compileCheck(term, { now })
    return check.type === 'span' ? [hull(check.spans)] : []
  })
  if (spans.length === 0) return undefined
  const from = Math.max(...spans.map((span) => span.from))
  return { from, before: Math.max(from, Math.min(...spans.map((span) => span.before))) }
}

/** Whether the span moves on with the clock. */
export function movesOn(parsed: Parsed): boolean {
  const moves = (text: string | null) => text !== null && (isRelative(text) || /^[a-z]/.test(text))
  return arrivalPieces(parsed).some(
    ({ term }) =>
      term.type === 'field' &&
      term.tests.some((test) => {
        if (test.type === 'range') return moves(test.from) || moves(test.to)
        return moves(test.type === 'compare' ? test.value : test.type === 'exact' ? test.text : '')
      }),
  )
}

export function withoutArrival(text: string, parsed: Parsed): string {
  let rest = text
  for (const { from, to } of arrivalPieces(parsed).toReversed()) {
    const before = rest.slice(0, from).trimEnd()
    const behind = rest.slice(to).trimStart()
    rest = before && behind ? `${before} ${behind}` : before + behind
  }
  return rest.trim()
}

/** The same filter with another span: where the old one stood, else at the end. */
export function withArrival(text: string, parsed: Parsed, term: string): string {
  const [old] = arrivalPieces(parsed)
  const rest = withoutArrival(text, parsed)
  if (rest === '') return term
  if (parsed.pieces.some(({ type }) => type === 'or')) return `(${rest}) ${term}`
  if (!old) return `${rest} ${term}`
  return `${rest.slice(0, old.from).trimEnd()} ${term} ${rest.slice(old.from).trimStart()}`.trim()
}

const units = { second: 1000, minute: 60_000 } as const

/**
 * `at:2026-11-21T12:04..2026-11-21T12:08`: in the largest unit that is exact, by the clock of the reader.
 * `offsetMinutes` says how far that is ahead of UTC at a time; without an offset it is UTC itself.
 */
export function printArrival(
  { from, before }: Span,
  offsetMinutes: (at: number) => number,
): string {
  const ends = [from, before].filter(Number.isFinite)
  const unitMs =
    [units.minute, units.second].find((unit) => ends.every((end) => end % unit === 0)) ?? 1
  const print = (at: number) =>
    Number.isFinite(at) ? printTime(at, unitMs, offsetMinutes(at)) : ''
  const first = print(from)
  const last = print(before - unitMs)
  return first === last ? `at:${first}` : `at:${first}..${last}`
}

function printTime(at: number, unitMs: number, offset: number): string {
  const local = new Date(at + offset * 60_000).toISOString()
  const text = local.slice(0, unitMs === 1 ? 23 : unitMs === units.second ? 19 : 16)
  if (offset === 0) return text
  const two = (value: number) => String(value).padStart(2, '0')
  const ahead = Math.abs(offset)
  return `${text}${offset < 0 ? '-' : '+'}${two(Math.floor(ahead / 60))}:${two(ahead % 60)}`
}

function hull(spans: readonly Span[]): Span {
  return {
    from: Math.min(...spans.map(({ from }) => from)),
    before: Math.max(...spans.map(({ before }) => before)),
  }
}
