// Reads a multipart body as names and values, so that its parts can be compared like the fields of a form.

import { exactBytes } from '../format-size.ts'
import { readParts } from '../multipart.ts'
import { readText } from '../read-text.ts'
import type { NamedValue } from './pairs.ts'

/** A longer part is told by its size and checksum. */
const longestShown = 100_000
const mostParts = 500

export function multipartPairs(bytes: Uint8Array, boundary: string): NamedValue[] {
  return readParts(bytes, boundary, mostParts).flatMap((part, index) => {
    const name = part.name ?? `part ${index + 1}`
    const text =
      part.bytes.length <= longestShown ? readText(part.bytes, part.contentType) : undefined
    const headers = part.headers.map(([header, value]) => `${header}: ${value}`).join('\n')
    return [
      { name: `${name} (headers)`, value: headers },
      { name, value: text ?? `${exactBytes(part.bytes.length)}, checksum ${checksum(part.bytes)}` },
    ]
  })
}

/** FNV-1a, twice: tells contents apart that are not made to collide. */
function checksum(bytes: Uint8Array): string {
  return [0x811c9dc5, 0x1234567]
    .map((start) => {
      let hash = start
      for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193)
      return (hash >>> 0).toString(16).padStart(8, '0')
    })
    .join('')
}
