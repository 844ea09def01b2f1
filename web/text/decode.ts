// Decodes bytes in steps: a character that the border of two of them cuts is kept whole.

import type { Steps } from './steps.ts'

/** Bytes. */
const step = 131_072

export interface DecodeOptions extends TextDecoderOptions {
  /** Of a beginning, the last character may be cut off: it is left out. */
  readonly isWhole?: boolean
}

/** Undefined when the bytes are no text in the charset, and that is `fatal`. */
export function* decodeInSteps(
  bytes: Uint8Array,
  charset: string,
  { isWhole = true, ...options }: DecodeOptions,
): Steps<string | undefined> {
  const decoder = new TextDecoder(charset, options)
  const pieces: string[] = []
  for (let start = 0; start < bytes.length; start += step) {
    const isLast = start + step >= bytes.length
    const piece = decodePiece(decoder, bytes.subarray(start, start + step), !isWhole || !isLast)
    if (piece === undefined) return undefined
    pieces.push(piece)
    if (!isLast) yield
  }
  return pieces.join('')
}

function decodePiece(decoder: TextDecoder, bytes: Uint8Array, stream: boolean): string | undefined {
  try {
    return decoder.decode(bytes, { stream })
  } catch {
    return undefined
  }
}

/** As the Encoding Standard names what the label says: `windows-1252` for `latin1`. Undefined when it knows none. */
export function charsetNamed(label: string): string | undefined {
  try {
    return new TextDecoder(label).encoding
  } catch {
    return undefined
  }
}
