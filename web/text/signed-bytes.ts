// Signed bytes to look at: as text where they are some, else digit by digit.

/** Undefined where they are no UTF-8, or hold what cannot be seen. */
export function toText(bytes: Uint8Array): string | undefined {
  try {
    // Cut off after so many bytes, the last character may be a part of one.
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, {
      stream: true,
    })
    return [...text].some(isUnseen) ? undefined : text
  } catch {
    return undefined
  }
}

function isUnseen(char: string): boolean {
  return char < ' ' && !'\t\n\r'.includes(char)
}

/** `7b 22 69 64`. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ')
}
