// Bytes as text: exact, or not at all.

/** UTF-8 as text; undefined where the bytes are anything else. */
export function utf8Text(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** UTF-8 that survives being pasted; undefined where it would not. */
export function plainText(bytes: Uint8Array): string | undefined {
  const text = utf8Text(bytes)
  // A pasted carriage return becomes a line feed, and other control characters are commands to the terminal.
  return text === undefined || /[^\P{Cc}\t\n]/u.test(text) ? undefined : text
}

/** The bytes that a header's latin1 characters stand for. */
export function latin1Bytes(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => char.charCodeAt(0))
}

export function toBase64(bytes: Uint8Array): string {
  let base64 = ''
  // A multiple of three, so that the pieces join; few enough for the arguments of one call.
  for (let at = 0; at < bytes.length; at += 24_576) {
    base64 += btoa(String.fromCharCode(...bytes.subarray(at, at + 24_576)))
  }
  return base64
}
