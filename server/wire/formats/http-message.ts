// How a message's body stands on the wire in HTTP/1.

import type { HeaderPair } from '../requests.ts'
import { latin1Bytes } from './bytes.ts'

export interface Frame {
  /** Characters are latin1 and stand for bytes. */
  readonly before: string
  readonly after: string
}

/** What stands around a body of one chunk, the trailers at its end (RFC 9112 §7.1); an unfinished one lacks its end. */
export function chunkFrame(
  sizeBytes: number,
  trailers: readonly HeaderPair[],
  { isWhole = true } = {},
): Frame {
  const end = isWhole ? `0\r\n${fieldLines(trailers)}\r\n` : ''
  if (sizeBytes === 0) return { before: '', after: end }
  return { before: `${sizeBytes.toString(16)}\r\n`, after: `\r\n${end}` }
}

export function framed(body: Uint8Array, { before, after }: Frame): readonly Uint8Array[] {
  return [latin1Bytes(before), body, latin1Bytes(after)]
}

/** Headers or trailers, each with its line end. */
export function fieldLines(pairs: readonly HeaderPair[]): string {
  return pairs.map(([name, value]) => `${name}: ${value}\r\n`).join('')
}
