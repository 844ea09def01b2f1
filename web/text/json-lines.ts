// Lays JSON out over lines without reading a single value: every lexeme stays as it was sent, so that 64-bit numbers,
// duplicate keys and escapes survive.

import { type Lexeme, nextLexeme } from './json-lexer.ts'

export type JsonTokenKind = 'key' | 'string' | 'number' | 'keyword' | 'punctuation' | 'bad'

export interface JsonToken {
  readonly kind: JsonTokenKind
  readonly text: string
}

export interface JsonLine {
  readonly depth: number
  readonly tokens: readonly JsonToken[]
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

/** Throws a SyntaxError that says where, when the text is not strictly JSON. */
export function jsonLines(text: string): JsonLine[] {
  const lines: JsonLine[] = []
  const open: string[] = []
  let tokens: JsonToken[] = []
  let depth = 0
  let expected = 'value' as Expected

  function breakLine(): void {
    lines.push({ depth, tokens })
    tokens = []
    depth = open.length
  }

  /** An opening bracket stays with its closing one until there is something to put between them. */
  function startItem(): void {
    if (expected === 'first-item' || expected === 'first-key') breakLine()
  }

  function endItem(): void {
    expected = open.length === 0 ? 'end' : 'next'
  }

  function takesPunctuation(char: string): boolean {
    switch (char) {
      case '{':
      case '[':
        if (expected !== 'value' && expected !== 'first-item') return false
        startItem()
        open.push(char)
        tokens.push({ kind: 'punctuation', text: char })
        expected = char === '{' ? 'first-key' : 'first-item'
        return true
      case '}':
      case ']': {
        const isEmpty = expected === (char === '}' ? 'first-key' : 'first-item')
        if (!isEmpty && (expected !== 'next' || open.at(-1) !== (char === '}' ? '{' : '['))) {
          return false
        }
        open.pop()
        if (!isEmpty) breakLine()
        tokens.push({ kind: 'punctuation', text: char })
        endItem()
        return true
      }
      case ',':
        if (expected !== 'next') return false
        tokens.push({ kind: 'punctuation', text: char })
        breakLine()
        expected = open.at(-1) === '{' ? 'key' : 'value'
        return true
      default:
        if (expected !== 'colon') return false
        tokens.push({ kind: 'punctuation', text: ': ' })
        expected = 'value'
        return true
    }
  }

  function takes({ kind, start, end }: Lexeme): boolean {
    const lexeme = text.slice(start, end)
    if (kind === 'punctuation') return takesPunctuation(lexeme)
    if (kind === 'bad' || kind === 'end') return false
    if (kind === 'string' && (expected === 'key' || expected === 'first-key')) {
      startItem()
      tokens.push({ kind: 'key', text: lexeme })
      expected = 'colon'
      return true
    }
    if (expected !== 'value' && expected !== 'first-item') return false
    startItem()
    tokens.push({ kind, text: lexeme })
    endItem()
    return true
  }

  // A byte order mark is no part of the JSON.
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0
  for (;;) {
    const lexeme = nextLexeme(text, at)
    if (lexeme.kind === 'end' && expected === 'end') break
    if (!takes(lexeme)) throw new SyntaxError(complaint(text, lexeme, expected))
    at = lexeme.end
  }
  breakLine()
  return lines
}

function complaint(text: string, { kind, start }: Lexeme, expected: Expected): string {
  const before = text.slice(0, start)
  const line = before.split('\n').length
  const column = start - before.lastIndexOf('\n')
  if (kind === 'end')
    return `Not valid JSON: it ends too early, where ${inWords[expected]} should be.`
  const found = text.slice(start, start + 12).split(/\s/, 1)[0]
  return `Not valid JSON: line ${line}, column ${column} holds ${found}, where ${inWords[expected]} should be.`
}

/** The lines as text, two spaces a level. */
export function joinJsonLines(lines: readonly JsonLine[]): string {
  return lines
    .map(({ depth, tokens }) => '  '.repeat(depth) + tokens.map(({ text }) => text).join(''))
    .join('\n')
}
