// Gathers what providers look at: a header map built once, a body read no further and no more often than asked for.

import type { HeaderPair } from '../../wire/requests.ts'
import type { Evidence } from '../provider.ts'
import { type JsonView, viewJson } from './json-view.ts'

export interface EvidenceSource {
  readonly method: string
  /** The raw path below the bin. */
  readonly path: string
  /** The raw query, without its `?`. */
  readonly query: string
  readonly headers: readonly HeaderPair[]
  readonly body: Uint8Array
  /** Unix time in milliseconds. */
  readonly receivedAt: number
}

/** Parsing a larger body would hold the event loop for longer than what it says of its sender is worth. */
const maxJsonBytes = 256 * 1024

export function createEvidence(source: EvidenceSource): Evidence {
  const { method, path, query, body, receivedAt } = source
  let view: JsonView | undefined
  let parsed: { readonly value: unknown } | undefined
  return {
    method,
    path,
    query,
    headers: headerMap(source.headers),
    body,
    receivedAt,
    fields() {
      view ??= viewJson(body)
      return view
    },
    json() {
      parsed ??= { value: parseJson(body) }
      return parsed.value
    },
  }
}

/** The body as text; bytes that are not UTF-8 become U+FFFD. */
export function bodyText(body: Uint8Array, maxBytes = body.length): string {
  return Buffer.from(body.buffer, body.byteOffset, Math.min(body.length, maxBytes)).toString('utf8')
}

/** Whether the ASCII text occurs among the body's first bytes: far cheaper than parsing it. */
export function bodyHas(body: Uint8Array, ascii: string, maxBytes = maxJsonBytes): boolean {
  if (Buffer.isBuffer(body) && body.length <= maxBytes) return body.includes(ascii, 0, 'latin1')
  const length = Math.min(body.length, maxBytes)
  return Buffer.from(body.buffer, body.byteOffset, length).includes(ascii, 0, 'latin1')
}

function headerMap(headers: readonly HeaderPair[]): ReadonlyMap<string, string> {
  const map = new Map<string, string>()
  for (const [name, value] of headers) {
    const key = name.toLowerCase()
    const before = map.get(key)
    map.set(key, before === undefined ? value : `${before}, ${value}`)
  }
  return map
}

/** Objects and arrays only: a bare number or word is rather text that happens to parse. */
export function parseJson(body: Uint8Array, maxBytes = maxJsonBytes): unknown {
  if (body.length > maxBytes || !startsLikeJson(body)) return undefined
  try {
    return JSON.parse(bodyText(body).replace(/^\uFEFF/, ''))
  } catch {
    return undefined // Not JSON: an expected outcome, which the caller sees.
  }
}

/** Whether the first byte after white space and a byte order mark is `{` or `[`. */
export function startsLikeJson(body: Uint8Array): boolean {
  let index = body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? 3 : 0
  for (let byte = body[index]; index < 64; byte = body[++index]) {
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) {
      return byte === 0x7b || byte === 0x5b
    }
  }
  return false
}
