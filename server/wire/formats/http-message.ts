// A captured request as the bytes of an HTTP/1 message.

import type { HeaderPair } from '../requests.ts'
import { latin1Bytes } from './bytes.ts'

/** The body in one chunk, with the trailers behind (RFC 9112 §7.1); an unfinished one lacks its end. */
export function chunked(
  body: Uint8Array,
  trailers: readonly HeaderPair[],
  { isWhole = true } = {},
): readonly Uint8Array[] {
  const ends = isWhole ? [latin1Bytes(`0\r\n${fieldLines(trailers)}\r\n`)] : []
  if (body.length === 0) return ends
  return [latin1Bytes(`${body.length.toString(16)}\r\n`), body, latin1Bytes('\r\n'), ...ends]
}

/** Headers or trailers, each with its line end. */
export function fieldLines(pairs: readonly HeaderPair[]): string {
  return pairs.map(([name, value]) => `${name}: ${value}\r\n`).join('')
}
