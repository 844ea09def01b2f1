// How signatures and keys are written as text, and whether a text is written so. Strict: what decodes is not yet right.

export type Encoding = 'hex' | 'base64' | 'base64url'

export function encodeBytes(bytes: Uint8Array, encoding: Encoding): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString(encoding)
}

/** Whether the text is what `encodeBytes` makes of that many bytes. */
export function isEncoded(text: string, encoding: Encoding, bytes: number): boolean {
  return decodeText(text, encoding)?.length === bytes
}

/** Undefined unless the text is the one way to write its bytes: lower-case hexadecimal, padded base64. */
export function decodeText(text: string, encoding: Encoding): Buffer | undefined {
  const bytes = Buffer.from(text, encoding)
  return bytes.toString(encoding) === text ? bytes : undefined
}
