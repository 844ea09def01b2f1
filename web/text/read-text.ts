// Decides whether bytes are text, and decodes them when they are.

import { charsetNamed, decodeInSteps } from './decode.ts'
import { finish, type Steps } from './steps.ts'

/** Bytes: enough to judge by. */
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
  return finish(readTextInSteps(bytes, contentType, isWhole))
}

/** What is binary mostly shows with the first step. */
export function* readTextInSteps(
  bytes: Uint8Array,
  contentType: string | null,
  isWhole = true,
): Steps<string | undefined> {
  const charset = markedCharset(bytes) ?? charsetOf(contentType)
  const start = bytes.subarray(0, inspected)
  const isAll = start.length === bytes.length
  const options = { fatal: true, ignoreBOM: true }
  const begun = yield* decodeInSteps(start, charset, { ...options, isWhole: isWhole && isAll })
  // Decodes, but no text holds these: it is binary that happens to be valid.
  if (begun === undefined || hasControl(begun)) return undefined
  return isAll ? begun : yield* decodeInSteps(bytes, charset, { ...options, isWhole })
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

/** Where nobody knows the charset that is named, most bodies are UTF-8 all the same. */
function charsetOf(contentType: string | null): string {
  const [, label] = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(contentType ?? '') ?? []
  return (label && charsetNamed(label)) ?? 'utf-8'
}

/** `application/json`, lower case, without parameters; `''` when there is none. */
export function mediaType(contentType: string | null): string {
  return (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
}
