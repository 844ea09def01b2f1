// Whether a body can be edited as text and come out the same where it was not touched, and the look of one that
// cannot. Pure.

import { formatSize } from './format-size.ts'
import { readText } from './read-text.ts'

export type EditableText =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'bytes'; readonly why: string }

/** Beyond this an editor is felt at every key. */
const mostBytes = 2_000_000

export function editableText(bytes: Uint8Array, contentType: string | null): EditableText {
  if (bytes.length > mostBytes) {
    return other(`At ${formatSize(bytes.length)} the body is too large to be edited here.`)
  }
  const text = readUtf8(bytes)
  if (text !== undefined && readText(bytes, 'text/plain; charset=utf-8') !== undefined) {
    return { type: 'text', text }
  }
  return readText(bytes, contentType) === undefined
    ? other('The body is binary.')
    : other('The body is text in a charset that a browser reads but cannot write.')
}

function other(what: string): EditableText {
  return { type: 'bytes', why: `${what} To send another one, replace it with a file.` }
}

const bytesPerLine = 8

/** `47 49 46 38 39 61 00 01  GIF89a..`, a line for each eight. */
export function hexLines(bytes: Uint8Array): string {
  const lines: string[] = []
  for (let at = 0; at < bytes.length; at += bytesPerLine) {
    const row = [...bytes.subarray(at, at + bytesPerLine)]
    const pairs = row.map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
    const text = row.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.'))
    lines.push(`${pairs.padEnd(bytesPerLine * 3)} ${text.join('')}`)
  }
  return lines.join('\n')
}

/** The byte order mark stays in the text, so that it goes out again. */
function readUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}
