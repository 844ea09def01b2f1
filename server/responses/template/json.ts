// JSON whose numbers stay as they were written: 1.0, 1e2 and digits beyond 2^53 come out as they came in.

import { TemplateTooLarge } from './bounds.ts'

/** The JSON that a text holds; undefined when it is none, as `null` is some. */
export function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return unlikeNumber.test(text) ? withLexemes(text) : value
  } catch {
    return undefined
  }
}

/** What came out of `parseJson`, as JSON text without white space. */
export function printJson(value: unknown): string {
  try {
    return JSON.stringify(value)
  } catch {
    // The one thing that keeps parsed JSON from being printed is to be nested deeper than the stack.
    throw new TemplateTooLarge('A value is nested too deeply to be written.')
  }
}

/** A number that is kept as its text, which `JSON.stringify` writes as it is. */
export interface Lexeme {
  readonly rawJSON: string
}

export function isLexeme(value: unknown): value is Lexeme {
  return raw.isRawJSON(value)
}

// The runtime has `JSON.rawJSON` (ECMAScript 2026, Node 21); TypeScript's library does not know it yet.
const raw = JSON as typeof JSON & {
  rawJSON(text: string): Lexeme
  isRawJSON(value: unknown): boolean
}

/**
 * A number that JavaScript writes in another way: minus zero, sixteen digits, a fraction that begins with zeros or ends
 * with one, an exponent. Text that looks like one costs time alone.
 */
const unlikeNumber =
  /(?:^|[\s[,:])(?:-0|-?(?:[\d.]{16,}|0\.0{6}\d*|\d+\.\d*0|[\d.]+[eE][+-]?\d+))(?=[\s,\]}]|$)/

/** All of valid JSON that tells a value: what stands between is known from where it stands. */
const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{}]|[-\d][^\s,\]}]*|true|false|null/g

/**
 * Parses JSON that is known to be valid. A reviver would be told each number's text as well, and takes ten times as long,
 * while a sender waits who may want it to.
 */
function withLexemes(text: string): unknown {
  const root: unknown[] = []
  const outer: Composite[] = []
  let within: Composite = root
  let key: string | undefined
  for (const [token] of text.matchAll(tokens)) {
    if (token === ']' || token === '}') {
      within = outer.pop() ?? root
    } else if (!Array.isArray(within) && key === undefined) {
      key = String(JSON.parse(token))
    } else {
      const opened = token === '[' ? [] : token === '{' ? emptyRecord() : undefined
      const value = opened ?? scalarOf(token)
      if (Array.isArray(within)) within.push(value)
      else if (key !== undefined) within[key] = value
      key = undefined
      if (opened) {
        outer.push(within)
        within = opened
        if (outer.length > mostLevels) return undefined
      }
    }
  }
  return root[0]
}

/** Nothing so deep can be written, and it takes much memory. */
const mostLevels = 10_000

type Composite = unknown[] | Record<string, unknown>

/** Without a prototype, so that a key of any name is a key. */
function emptyRecord(): Record<string, unknown> {
  return Object.create(null)
}

function scalarOf(token: string): unknown {
  const isNumber =
    token[0] === '-' || (token[0] !== undefined && token[0] >= '0' && token[0] <= '9')
  return isNumber && String(Number(token)) !== token ? raw.rawJSON(token) : JSON.parse(token)
}
