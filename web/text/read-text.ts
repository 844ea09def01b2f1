// Decides whether bytes are text, and decodes them when they are.

const inspected = 65_536

/**
 * Undefined when the bytes are not text in the charset that their byte order mark or the content type names, or UTF-8.
 * Of a beginning, the last character may be cut off: it is left out.
 */
export function readText(
  bytes: Uint8Array,
  contentType: string | null,
  isWhole = true,
): string | undefined {
  const text = decode(bytes, markedCharset(bytes) ?? charsetOf(contentType), isWhole)
  // Decodes, but no text holds these: it is binary that happens to be valid.
  return text === undefined || hasControl(text.slice(0, inspected)) ? undefined : text
}

/** White space and escape sequences (0x1b) apart. */
function hasControl(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code < 0x20 && code !== 0x1b && (code < 0x09 || code > 0x0d)) return true
  }
  return false
}

function markedCharset([first, second]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined
}

function charsetOf(contentType: string | null): string {
  const [, charset] = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(contentType ?? '') ?? []
  return charset ?? 'utf-8'
}

function decode(bytes: Uint8Array, charset: string, isWhole: boolean): string | undefined {
  try {
    const decoder = new TextDecoder(charset, { fatal: true, ignoreBOM: true })
    return decoder.decode(bytes, { stream: !isWhole })
  } catch (error) {
    // A charset nobody knows; most such bodies are UTF-8 all the same.
    return error instanceof RangeError && charset !== 'utf-8'
      ? decode(bytes, 'utf-8', isWhole)
      : undefined
  }
}

/** `application/json`, lower case, without parameters; `''` when there is none. */
export function mediaType(contentType: string | null): string {
  return (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
}
