// JSON whose numbers stay as they were written: 1.0, 1e2 and digits beyond 2^53 come out as they came in.

import { TemplateTooLarge } from './too-large.ts'

/** The JSON that a text holds; undefined when it is none, as `null` is some. */
export function parseJson(text: string): unknown {
  try {
    return unlikeNumber.test(text) ? lexical.parse(text, keepLexeme) : JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What came out of `parseJson`, as JSON text without white space. */
export function printJson(value: unknown): string {
  try {
    return JSON.stringify(value)
  } catch (error) {
    // The one thing that parsed JSON can do to be unprintable is to be nested deeper than the stack.
    throw new TemplateTooLarge('A value is nested too deeply to be written.', { cause: error })
  }
}

/** Whether `parseJson` kept a number as its text, since JavaScript would write it otherwise. */
export function isLexeme(value: unknown): value is Lexeme {
  return lexical.isRawJSON(value)
}

export interface Lexeme {
  readonly rawJSON: string
}

// The runtime has «JSON.parse source text access» (ECMAScript 2026); TypeScript's library does not know it yet.
interface LexicalJson {
  parse(text: string, reviver: Reviver): unknown
  rawJSON(text: string): unknown
  isRawJSON(value: unknown): boolean
}
type Reviver = (key: string, value: unknown, context: { readonly source?: string }) => unknown

const lexical = JSON as typeof JSON & LexicalJson

/**
 * A number that JavaScript writes in another way: minus zero, sixteen digits, a fraction that begins with zeros or ends
 * with one, an exponent. What looks like it in a string costs time alone: a reviver makes parsing five times as slow.
 */
const unlikeNumber =
  /(?:^|[\s[,:])(?:-0|-?(?:[\d.]{16,}|0\.0{6}\d*|\d+\.\d*0|[\d.]+[eE][+-]?\d+))(?=[\s,\]}]|$)/

function keepLexeme(_key: string, value: unknown, { source }: { readonly source?: string }) {
  const isAltered = typeof value === 'number' && source !== undefined && source !== String(value)
  return isAltered ? lexical.rawJSON(source) : value
}
