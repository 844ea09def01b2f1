// The ways in which JSON libraries escape what they need not: the same text to a parser, other bytes to a signature.

import type { Reason } from './cause.ts'

export interface Escaping {
  readonly reason: Reason
  /** Of the text, behind «this body»: `with …`. */
  readonly words: string
  readonly apply: (text: string) => string
}

/** What takes escapes out, the likeliest first. */
export const unescapings: readonly Escaping[] = [
  {
    reason: 'signed-ascii-escaped',
    words: 'with its \\uXXXX as the characters they stand for',
    apply: (text) => text.replace(escapes, (found) => characterOf(found, 0x80)),
  },
  {
    reason: 'signed-slash-escaped',
    words: 'with its \\/ as plain slashes',
    apply: (text) => text.replace(escapes, (found) => (found === '\\/' ? '/' : found)),
  },
  {
    reason: 'signed-slash-escaped',
    words: 'with its \\/ and \\uXXXX as the characters they stand for',
    apply: (text) =>
      text.replace(escapes, (found) => (found === '\\/' ? '/' : characterOf(found, 0x80))),
  },
  {
    reason: 'signed-ascii-escaped',
    words: 'with each \\uXXXX as its character',
    apply: (text) => text.replace(escapes, (found) => characterOf(found, 0x20)),
  },
]

/** What puts escapes in, the likeliest first, and then what takes them out. */
export const escapings: readonly Escaping[] = [
  {
    reason: 'signed-ascii-escaped',
    words: 'with its non-ASCII characters as \\uXXXX',
    apply: (text) => text.replace(nonAscii, lowerCode),
  },
  {
    reason: 'signed-slash-escaped',
    words: 'with its slashes as \\/',
    apply: (text) => text.replace(escapesAndSlashes, (found) => (found === '/' ? '\\/' : found)),
  },
  {
    reason: 'signed-slash-escaped',
    words: "with \\/ and \\uXXXX, as PHP's json_encode writes it",
    apply: (text) =>
      text
        .replace(escapesAndSlashes, (found) => (found === '/' ? '\\/' : found))
        .replace(nonAscii, lowerCode),
  },
  {
    reason: 'signed-ascii-escaped',
    words: "with <, > and & as \\u003c, as Go's encoding/json writes it",
    apply: (text) => text.replace(/[<>&\u2028\u2029]/g, lowerCode),
  },
  {
    reason: 'signed-ascii-escaped',
    words: 'escaped as .NET writes it, with \\u0022 and \\u00E9',
    apply: (text) =>
      text.replace(/\\.|[<>&'+`\u0080-\uffff]/gs, (found) =>
        found === '\\"' ? '\\u0022' : found.startsWith('\\') ? found : upperCode(found),
      ),
  },
  {
    reason: 'signed-ascii-escaped',
    words: 'with its non-ASCII characters as \\uXXXX in upper case',
    apply: (text) => text.replace(nonAscii, upperCode),
  },
  ...unescapings,
]

const nonAscii = /[\u0080-\uffff]/g
const escapes = /\\(?:u[0-9a-fA-F]{4}|.)/gs
const escapesAndSlashes = /\\.|\//gs

function lowerCode(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
}

function upperCode(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
}

/** What is escaped otherwise, lies below that code, or has to be escaped stays as it is. */
function characterOf(found: string, from: number): string {
  if (!found.startsWith('\\u')) return found
  const code = Number.parseInt(found.slice(2), 16)
  return code < from || code === 0x22 || code === 0x5c ? found : String.fromCharCode(code)
}
