// Lays JSON out over lines as numbers only: where each line begins in the text, and how the lines hang together. No value
// is read and no text copied, so that ten megabytes fit in one buffer that a worker can hand over.

import { type Lexeme, nextLexeme } from './json-lexer.ts'

export interface JsonLayout {
  readonly count: number
  /** Five numbers a line, and behind the last one where it ends. */
  readonly cells: Uint32Array<ArrayBuffer>
}

/** No line: around a root. */
export const noLine = 0xffffffff
/** In the place of a partner: what stands on the line is not JSON. */
const broken = 0xfffffffe
const perLine = 5

export const startOf = ({ cells }: JsonLayout, line: number): number => cells[line * perLine] ?? 0
export const depthOf = ({ cells }: JsonLayout, line: number): number =>
  cells[line * perLine + 1] ?? 0
/** The line that closes what this one opens, or opened what it closes; itself when it does neither. */
export const partnerOf = ({ cells }: JsonLayout, line: number): number =>
  cells[line * perLine + 2] ?? line
/** The line that opens what this one stands in. */
export const parentOf = ({ cells }: JsonLayout, line: number): number =>
  cells[line * perLine + 3] ?? noLine
/** Among those around it, from 0; of a closing line, how many it closes around. */
export const positionOf = ({ cells }: JsonLayout, line: number): number =>
  cells[line * perLine + 4] ?? 0

export const isBroken = (layout: JsonLayout, line: number): boolean =>
  partnerOf(layout, line) === broken
export function opens(layout: JsonLayout, line: number): boolean {
  const partner = partnerOf(layout, line)
  return partner > line && partner !== broken
}
export const closes = (layout: JsonLayout, line: number): boolean => partnerOf(layout, line) < line

/** Throws a SyntaxError that says where, when the text is not strictly JSON. */
export function layOutJson(text: string): JsonLayout {
  const layouter = createLayouter(text)
  layouter.run(Number.POSITIVE_INFINITY)
  return layouter.soFar()
}

export interface Layouter {
  /** Goes on until past that character; whether all is done. Throws as `layOutJson` does. */
  run(until: number): boolean
  /** The lines that are whole by now, as a copy; what is still open closes nowhere yet. */
  soFar(): JsonLayout
}

/** What may come next. */
type Expected = 'value' | 'first-item' | 'key' | 'first-key' | 'colon' | 'next' | 'end'

const inWords: Record<Expected, string> = {
  value: 'a value',
  'first-item': 'a value or ]',
  key: 'a name in quotes',
  'first-key': 'a name in quotes or }',
  colon: 'a colon',
  next: 'a comma or a closing bracket',
  end: 'the end',
}

interface Open {
  readonly line: number
  readonly isObject: boolean
  size: number
}

/** Lays out what stands from `from` to `to`, behind the lines that are there. */
export function createLayouter(
  text: string,
  lines = createLines(text.length),
  from = 0,
  to = text.length,
): Layouter {
  const open: Open[] = []
  let expected: Expected = 'value'
  let isLineBegun = false
  // A byte order mark is no part of the JSON.
  let at = text.charCodeAt(from) === 0xfeff ? from + 1 : from
  let isDone = false

  function beginLine(start: number): void {
    isLineBegun = true
    const around = open.at(-1)
    lines.add(start, open.length, around?.line ?? noLine, around ? around.size : lines.roots())
    if (around) around.size += 1
  }

  /** An opening bracket stays with its closing one until there is something to put between them. */
  function beginItem(start: number): void {
    if (expected === 'first-item' || expected === 'first-key') isLineBegun = false
    if (!isLineBegun) beginLine(start)
  }

  function endItem(): void {
    expected = open.length === 0 ? 'end' : 'next'
  }

  function takesPunctuation(char: string, start: number): boolean {
    switch (char) {
      case '{':
      case '[':
        if (expected !== 'value' && expected !== 'first-item') return false
        beginItem(start)
        open.push({ line: lines.count() - 1, isObject: char === '{', size: 0 })
        expected = char === '{' ? 'first-key' : 'first-item'
        return true
      case '}':
      case ']': {
        const closed = open.at(-1)
        if (closed?.isObject !== (char === '}')) return false
        const isEmpty = expected === 'first-key' || expected === 'first-item'
        if (!isEmpty && expected !== 'next') return false
        open.pop()
        if (!isEmpty) lines.addClosing(start, open.length, closed.line, closed.size)
        endItem()
        return true
      }
      case ',':
        if (expected !== 'next') return false
        isLineBegun = false
        expected = open.at(-1)?.isObject ? 'key' : 'value'
        return true
      default:
        if (expected !== 'colon') return false
        expected = 'value'
        return true
    }
  }

  function takes({ kind, start }: Lexeme): boolean {
    if (kind === 'punctuation') return takesPunctuation(text[start] ?? '', start)
    if (kind === 'bad' || kind === 'end') return false
    if (kind === 'string' && (expected === 'key' || expected === 'first-key')) {
      beginItem(start)
      expected = 'colon'
      return true
    }
    if (expected !== 'value' && expected !== 'first-item') return false
    beginItem(start)
    endItem()
    return true
  }

  return {
    run(until) {
      while (at < until) {
        const found = nextLexeme(text, at)
        const lexeme = found.start < to ? found : ({ ...found, kind: 'end' } as const)
        if (lexeme.kind === 'end' && expected === 'end') {
          isDone = true
          return true
        }
        if (!takes(lexeme)) throw new SyntaxError(complaint(text, lexeme, expected))
        at = lexeme.end
      }
      return false
    },
    soFar: () => lines.layout(isDone ? at : undefined),
  }
}

export interface LayoutLines {
  count(): number
  /** How many lines stand at the top, side by side. */
  roots(): number
  add(start: number, depth: number, parent: number, position: number): void
  addClosing(start: number, depth: number, opener: number, size: number): void
  addBroken(start: number): void
  /** Forgets the lines from `count` on. */
  cutTo(count: number, roots: number): void
  /** Up to `end`; without one, up to the last line, which may not be whole yet. */
  layout(end: number | undefined): JsonLayout
}

export function createLines(textLength: number): LayoutLines {
  let cells = new Uint32Array((Math.ceil(textLength / 12) + 4) * perLine)
  let count = 0
  let roots = 0

  function put(start: number, depth: number, partner: number, parent: number, position: number) {
    const from = count * perLine
    if (from + perLine >= cells.length) {
      const larger = new Uint32Array(cells.length * 2)
      larger.set(cells)
      cells = larger
    }
    cells[from] = start
    cells[from + 1] = depth
    cells[from + 2] = partner
    cells[from + 3] = parent
    cells[from + 4] = position
    count += 1
  }

  return {
    count: () => count,
    roots: () => roots,
    add(start, depth, parent, position) {
      if (parent === noLine) roots += 1
      put(start, depth, count, parent, position)
    },
    addClosing(start, depth, opener, size) {
      cells[opener * perLine + 2] = count
      put(start, depth, opener, cells[opener * perLine + 3] ?? noLine, size)
    },
    addBroken(start) {
      put(start, 0, broken, noLine, roots)
      roots += 1
    },
    cutTo(wantedCount, wantedRoots) {
      count = wantedCount
      roots = wantedRoots
    },
    layout(end) {
      const whole = end === undefined ? Math.max(0, count - 1) : count
      const kept = cells.slice(0, whole * perLine + 1)
      if (end !== undefined) kept[whole * perLine] = end
      return { count: whole, cells: kept }
    },
  }
}

function complaint(text: string, { kind, start }: Lexeme, expected: Expected): string {
  if (kind === 'end') {
    return `Not valid JSON: it ends too early, where ${inWords[expected]} should be.`
  }
  const before = text.slice(0, start)
  const line = before.split('\n').length
  const column = start - before.lastIndexOf('\n')
  const found = text.slice(start, start + 12).split(/\s/, 1)[0]
  return `Not valid JSON: line ${line}, column ${column} holds ${found}, where ${inWords[expected]} should be.`
}

/** The line on which stands what is at that position in the text. */
export function lineAt(layout: JsonLayout, position: number): number {
  let low = 0
  let high = layout.count - 1
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    if (startOf(layout, middle) <= position) low = middle
    else high = middle - 1
  }
  return low
}
