// What a user changes about a request before it is replayed, and what is made of it for the API. Pure.

import type { DeliveryEdit, EditedPart } from '../../server/wire/deliveries.ts'
import { headerFlaw, methodFlaw, pathFlaw, queryFlaw } from '../../server/wire/edit-flaws.ts'
import type { CapturedRequest, HeaderPair } from '../../server/wire/requests.ts'

/** A header's line in the editor; `key` stays its own while lines move. */
export interface HeaderLine {
  readonly key: number
  readonly name: string
  readonly value: string
}

export type NewBody =
  /** Decoded: it is encoded again as its `Content-Encoding` says. */
  | { readonly type: 'text'; readonly text: string }
  /** Exactly these bytes. */
  | { readonly type: 'file'; readonly name: string; readonly bytes: Uint8Array }

/** The parts that differ from those captured; all others are sent as they came. */
export interface ReplayChanges {
  readonly method?: string
  readonly path?: string
  readonly query?: string
  readonly headers?: readonly HeaderLine[]
  readonly body?: NewBody
}

export type Captured = Pick<CapturedRequest, 'method' | 'path' | 'query' | 'headers' | 'trailers'>

/** In the order they stand in a request. */
const parts: readonly EditedPart[] = ['method', 'path', 'query', 'headers', 'body']

export function editedParts(changes: ReplayChanges): readonly EditedPart[] {
  return parts.filter((part) => changes[part] !== undefined)
}

/** The changes with these as well, less what is now as it was captured. */
export function withChanges(
  changes: ReplayChanges,
  more: ReplayChanges,
  captured: Captured,
): ReplayChanges {
  const { method, path, query, headers, body } = { ...changes, ...more }
  return {
    ...(method === undefined || method === captured.method ? {} : { method }),
    ...(path === undefined || path === captured.path ? {} : { path }),
    ...(query === undefined || query === captured.query ? {} : { query }),
    ...(headers === undefined || areAsCaptured(headers, captured.headers) ? {} : { headers }),
    ...(body === undefined ? {} : { body }),
  }
}

/** What is unfolded together. */
export type EditGroup = 'line' | 'headers' | 'body' | 'repeat'

export function groupsOf(changes: ReplayChanges): ReadonlySet<EditGroup> {
  return new Set(
    editedParts(changes).map((part) => (part === 'headers' || part === 'body' ? part : 'line')),
  )
}

export function withoutChange(changes: ReplayChanges, part: EditedPart): ReplayChanges {
  const { [part]: _, ...rest } = changes
  return rest
}

export function linesOf(headers: readonly HeaderPair[]): readonly HeaderLine[] {
  return headers.map(([name, value], key) => ({ key, name, value }))
}

export function headersOf(changes: ReplayChanges, captured: Captured): readonly HeaderPair[] {
  return changes.headers?.map(({ name, value }) => [name, value] as const) ?? captured.headers
}

/** What a server would refuse, by part; a header's by the key of its line. */
export interface Flaws {
  readonly method?: string
  readonly path?: string
  readonly query?: string
  readonly headers: ReadonlyMap<number, string>
  readonly body?: string
}

export function flawsOf(changes: ReplayChanges, captured: Captured): Flaws {
  const { method, path, query, headers = [], body } = changes
  const found = {
    method: method === undefined ? undefined : methodFlaw(method),
    path: path === undefined ? undefined : pathFlaw(path),
    query: query === undefined ? undefined : queryFlaw(query),
    body: body?.type === 'text' ? encodingFlaw(encodingOf(changes, captured)) : undefined,
  }
  const wrong = headers.flatMap(({ key, name, value }) => {
    const flaw = name === '' && value === '' ? undefined : headerFlaw([name, value])
    return flaw === undefined ? [] : [[key, flaw] as const]
  })
  const known = Object.entries(found).filter(([, flaw]) => flaw !== undefined)
  return { ...Object.fromEntries(known), headers: new Map(wrong) }
}

export function isSound({ headers, ...rest }: Flaws): boolean {
  return headers.size === 0 && Object.keys(rest).length === 0
}

/** The content encoding the request will claim; null for none. */
export function encodingOf(changes: ReplayChanges, captured: Captured): string | null {
  const [, value] =
    headersOf(changes, captured).find(([name]) => /^content-encoding$/i.test(name)) ?? []
  const encoding = value?.trim().toLowerCase()
  return !encoding || encoding === 'identity' ? null : encoding
}

/** What browsers can compress with, by the names HTTP has for it (RFC 9110 §8.4.1). */
const formats: ReadonlyMap<string, CompressionFormat> = new Map([
  ['gzip', 'gzip'],
  ['x-gzip', 'gzip'],
  ['deflate', 'deflate'],
])

function encodingFlaw(encoding: string | null): string | undefined {
  if (encoding === null || formats.has(encoding)) return undefined
  return `A browser cannot encode text with ${encoding}. Remove the Content-Encoding header to send the text as it reads, or replace the body with a file.`
}

/** Undefined when nothing was changed. Trusts that the changes are sound. An exact target has its own path and query. */
export async function editOf(
  changes: ReplayChanges,
  captured: Captured,
  { exact = false }: { readonly exact?: boolean } = {},
): Promise<DeliveryEdit | undefined> {
  const { method, headers, body } = changes
  const { path, query } = exact ? {} : changes
  if ([method, path, query, headers, body].every((part) => part === undefined)) return undefined
  const format = formats.get(encodingOf(changes, captured) ?? '')
  return {
    ...(method === undefined ? {} : { method }),
    ...(path === undefined ? {} : { path }),
    ...(query === undefined ? {} : { query }),
    // A line nobody has filled in is no header.
    ...(headers === undefined
      ? {}
      : { headers: headersOf(changes, captured).filter(([name, value]) => name || value) }),
    ...(body === undefined ? {} : { bodyBase64: toBase64(await bytesOf(body, format)) }),
  }
}

async function bytesOf(body: NewBody, format: CompressionFormat | undefined): Promise<Uint8Array> {
  if (body.type === 'file') return body.bytes
  const bytes = new TextEncoder().encode(body.text)
  if (format === undefined) return bytes
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream(format))
  return new Uint8Array(await new Response(packed).arrayBuffer())
}

/** Few enough to be arguments of one call. */
const atOnce = 32_768

export function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (let at = 0; at < bytes.length; at += atOnce) {
    binary += String.fromCharCode(...bytes.subarray(at, at + atOnce))
  }
  return btoa(binary)
}

function areAsCaptured(lines: readonly HeaderLine[], captured: readonly HeaderPair[]): boolean {
  return (
    lines.length === captured.length &&
    lines.every(({ name, value }, index) => {
      const [ownName, ownValue] = captured[index] ?? []
      return name === ownName && value === ownValue
    })
  )
}
