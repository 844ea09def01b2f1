// What stands on one line of laid-out JSON, cut from the text as it was sent. Only the lines in view are ever cut.

import {
  closes,
  isBroken,
  type JsonLayout,
  noLine,
  opens,
  parentOf,
  partnerOf,
  startOf,
} from './json-layout.ts'
import { nextLexeme } from './json-lexer.ts'

export type JsonTokenKind = 'key' | 'string' | 'number' | 'keyword' | 'punctuation' | 'bad'

export interface JsonToken {
  readonly kind: JsonTokenKind
  readonly text: string
  /** Where it begins in the whole text. */
  readonly start: number
}

/** Laid-out JSON with the text that it is about. */
export interface JsonText {
  readonly text: string
  readonly layout: JsonLayout
}

export function lineTokens(json: JsonText, line: number): JsonToken[] {
  const { text, layout } = json
  const start = startOf(layout, line)
  const end = endOf(json, line)
  if (isBroken(layout, line)) return [token(json, 'bad', start, end)]
  const tokens: JsonToken[] = []
  const value = valueStart(json, line)
  if (value > start) {
    const key = nextLexeme(text, start)
    tokens.push(token(json, 'key', start, key.end))
    const colon = nextLexeme(text, key.end)
    tokens.push({ kind: 'punctuation', text: ': ', start: colon.start })
  }
  const comma = text[end - 1] === ',' ? end - 1 : end
  const valueEnd = skipBack(text, comma)
  const kind = kindOf(text[value])
  // Brackets that hold nothing may have stood apart.
  if (kind === 'punctuation' && valueEnd - value > 1) {
    tokens.push(token(json, kind, value, value + 1), token(json, kind, valueEnd - 1, valueEnd))
  } else tokens.push(token(json, kind, value, valueEnd))
  if (comma < end) tokens.push(token(json, 'punctuation', comma, end))
  return tokens
}

/** The key in its quotes; undefined where the line has none. */
export function keyOf(json: JsonText, line: number): string | undefined {
  const start = startOf(json.layout, line)
  if (!isMember(json, line)) return undefined
  return json.text.slice(start, nextLexeme(json.text, start).end)
}

/** Where the value begins, behind the key. */
export function valueStart(json: JsonText, line: number): number {
  const start = startOf(json.layout, line)
  if (!isMember(json, line)) return start
  const colon = nextLexeme(json.text, nextLexeme(json.text, start).end)
  return nextLexeme(json.text, colon.end).start
}

/** Where the value ends that begins on the line: on the line that closes it, when it opens something. */
export function valueEnd(json: JsonText, line: number): number {
  const { text, layout } = json
  const last = opens(layout, line) ? partnerOf(layout, line) : line
  const end = endOf(json, last)
  return text[end - 1] === ',' && !isBroken(layout, line) ? skipBack(text, end - 1) : end
}

/** Behind the last character of the line that is no white space. */
function endOf({ text, layout }: JsonText, line: number): number {
  return skipBack(text, startOf(layout, line + 1))
}

function isMember({ text, layout }: JsonText, line: number): boolean {
  const parent = parentOf(layout, line)
  if (parent === noLine || closes(layout, line) || isBroken(layout, line)) return false
  return isObject({ text, layout }, parent)
}

/** Whether a line that opens something opens an object. */
export function isObject({ text, layout }: JsonText, line: number): boolean {
  return text[skipBack(text, startOf(layout, line + 1)) - 1] === '{'
}

function skipBack(text: string, from: number): number {
  let end = from
  while (end > 0 && ' \n\r\t'.includes(text[end - 1] ?? '')) end -= 1
  return end
}

function kindOf(first: string | undefined): JsonTokenKind {
  if (first === '"') return 'string'
  if (first === 't' || first === 'f' || first === 'n') return 'keyword'
  return first && '[]{}'.includes(first) ? 'punctuation' : 'number'
}

function token({ text }: JsonText, kind: JsonTokenKind, start: number, end: number): JsonToken {
  return { kind, text: text.slice(start, end), start }
}
