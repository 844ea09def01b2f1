// Cuts a line into pieces of one look each: coloured by lexeme, marked where it changed, shortened where it is long.

import { nextLexeme } from '../json-lexer.ts'
import type { Run } from './inline.ts'

export interface Segment {
  readonly text: string
  readonly isChanged: boolean
  /** A class for colour. */
  readonly look: string | undefined
  /** Characters that stand here and are not shown. */
  readonly hidden?: number
}

/** Of a longer piece that did not change, both ends are shown. */
const longestEqual = 240
const longestChanged = 4_000

export function lineSegments(runs: readonly Run[], isJson: boolean): Segment[] {
  const looks = isJson ? jsonLooks(runs.map(({ text }) => text).join('')) : []
  const segments: Segment[] = []
  let at = 0
  for (const { text, isChanged } of runs) {
    const end = at + text.length
    let from = at
    for (const { start, end: lookEnd, look } of looks) {
      const [cutStart, cutEnd] = [Math.max(from, start), Math.min(end, lookEnd)]
      if (cutStart >= cutEnd) continue
      add(segments, text.slice(from - at, cutStart - at), isChanged, undefined)
      add(segments, text.slice(cutStart - at, cutEnd - at), isChanged, look)
      from = cutEnd
    }
    add(segments, text.slice(from - at), isChanged, undefined)
    at = end
  }
  return segments
}

function add(
  segments: Segment[],
  text: string,
  isChanged: boolean,
  look: string | undefined,
): void {
  if (text === '') return
  const most = isChanged ? longestChanged : longestEqual
  if (text.length <= most) {
    segments.push({ text, isChanged, look })
    return
  }
  const half = Math.floor(most / 2)
  const hidden = text.length - 2 * half
  segments.push({ text: text.slice(0, half), isChanged, look })
  segments.push({ text: '', isChanged, look: undefined, hidden })
  segments.push({ text: text.slice(-half), isChanged, look })
}

interface Look {
  readonly start: number
  readonly end: number
  readonly look: string
}

function jsonLooks(line: string): Look[] {
  const looks: Look[] = []
  for (let at = 0; ; ) {
    const { kind, start, end } = nextLexeme(line, at)
    if (kind === 'end' || kind === 'bad') return looks
    if (kind !== 'punctuation') {
      const isKey = kind === 'string' && line[end] === ':'
      looks.push({ start, end, look: `json-${isKey ? 'key' : kind}` })
    }
    at = end
  }
}
