// Cuts a text into the lines it has, and a line too long for a screen into pieces.

import { firstAbove } from './sorted.ts'
import { finish, type Steps } from './steps.ts'

export interface TextPieces {
  readonly count: number
  /** Where each begins, and behind the last one where it ends. */
  readonly starts: Uint32Array
  /** The pieces that go on with a line, few beside those that begin one. */
  readonly continued: Uint32Array
}

const longestPiece = 1_000
const newline = 0x0a
const carriageReturn = 0x0d
const shortLine = 64
/** Characters between two steps. */
const step = 131_072

export function cutLines(text: string): TextPieces {
  return finish(cutLinesInSteps(text))
}

export function* cutLinesInSteps(text: string): Steps<TextPieces> {
  const starts = createPositions()
  const continued = createPositions()
  let at = 0
  while (at <= text.length) {
    at = cutSome(text, at, starts, continued)
    if (at <= text.length) yield
  }
  const count = starts.count()
  starts.add(text.length + 1)
  return { count, starts: starts.all(), continued: continued.all() }
}

/** Returns where the next line begins: behind the text when there is none. */
function cutSome(text: string, from: number, starts: Positions, continued: Positions): number {
  const until = Math.min(text.length, from + step)
  let start = from
  while (start <= until) {
    const end = endOfLine(text, start)
    starts.add(start)
    for (let at = pieceBehind(text, start, end); at < end; at = pieceBehind(text, at, end)) {
      continued.add(starts.count())
      starts.add(at)
    }
    start = end + 1
  }
  return start
}

/** Never between the halves of a character, nor for what only ends the line. */
function pieceBehind(text: string, start: number, end: number): number {
  const at = start + longestPiece
  if (at >= end) return end
  const code = text.charCodeAt(at)
  if (at + 1 === end && code === carriageReturn) return end
  const isCut = code >= 0xdc00 && code <= 0xdfff && isHighSurrogate(text.charCodeAt(at - 1))
  return isCut ? at - 1 : at
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff
}

/** A search begun anew for each of ten million short lines costs more than looking at their characters. */
function endOfLine(text: string, start: number): number {
  const near = Math.min(text.length, start + shortLine)
  for (let at = start; at < near; at += 1) if (text.charCodeAt(at) === newline) return at
  const end = text.indexOf('\n', near)
  return end < 0 ? text.length : end
}

/** Without the line break. */
export function pieceAt(text: string, { starts }: TextPieces, index: number): string {
  const start = starts[index] ?? 0
  const end = starts[index + 1] ?? 0
  return text.slice(start, text[end - 1] === '\n' || end > text.length ? end - 1 : end)
}

/** Of the line that the piece begins, from 1; undefined for one that goes on. */
export function numberAt({ continued }: TextPieces, index: number): number | undefined {
  const before = firstAbove(continued, index)
  return continued[before - 1] === index ? undefined : index + 1 - before
}

interface Positions {
  add(position: number): void
  count(): number
  all(): Uint32Array
}

function createPositions(): Positions {
  let cells = new Uint32Array(1024)
  let count = 0
  return {
    add(position) {
      if (count === cells.length) cells = grown(cells)
      cells[count] = position
      count += 1
    },
    count: () => count,
    all: () => cells.subarray(0, count),
  }
}

function grown(cells: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(cells.length * 2)
  larger.set(cells)
  return larger
}
