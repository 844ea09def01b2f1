// Puts the parts a user changed in the place of those captured (D5), and says what is wrong with one. Pure: the
// captured request stays as it is.

import { hash } from 'node:crypto'
import type { DeliveryEdit, EditedPart } from '../wire/deliveries.ts'
import type { CapturedRequest, HeaderPair } from '../wire/requests.ts'
import { isToken, refusalOf } from './outgoing-headers.ts'

/** A request as it is to be delivered, before a target gives it its Host and its path in front. */
export interface Message {
  readonly request: CapturedRequest
  readonly body: Uint8Array
}

export interface EditedMessage extends Message {
  /** The parts that now differ from those captured, in this order: method, path, query, headers, body. */
  readonly edited: readonly EditedPart[]
}

/** Trusts that no part has a flaw. A part equal to the captured one counts as not edited. */
export function applyEdit({ request, body }: Message, edit: DeliveryEdit): EditedMessage {
  const { method, path, query, headers } = { ...request, ...edit }
  const newBody = edit.bodyBase64 === undefined ? body : Buffer.from(edit.bodyBase64, 'base64')
  const changes: Readonly<Record<EditedPart, boolean>> = {
    method: method !== request.method,
    path: path !== request.path,
    query: query !== request.query,
    headers: !areSamePairs(headers, request.headers),
    body: !Buffer.from(newBody).equals(body),
  }
  // The record above names every part, in the order they are told.
  const edited = (Object.keys(changes) as EditedPart[]).filter((part) => changes[part])
  return {
    request: {
      ...request,
      method,
      target: changes.path || changes.query ? path + (query && `?${query}`) : request.target,
      path,
      query,
      headers,
      body: {
        size: newBody.length,
        sha256: changes.body ? hash('sha256', newBody) : request.body.sha256,
        contentType: firstValue(headers, 'content-type'),
        contentEncoding: firstValue(headers, 'content-encoding'),
      },
    },
    body: newBody,
    edited,
  }
}

/** What keeps a text from being a method; undefined when nothing does. */
export function methodFlaw(text: string): string | undefined {
  if (isToken(text)) return undefined
  return `'${text}' is not a method: one word of letters and digits, like POST.`
}

/** As for a method; `''` is a path as well. */
export function pathFlaw(text: string): string | undefined {
  if (text.includes('?')) return 'A path ends before its ?. Give what follows as the query.'
  if (text !== '' && !text.startsWith('/')) return 'A path begins with /, or is empty.'
  return unsendable.test(text) ? `A path${escapeAdvice}` : undefined
}

export function queryFlaw(text: string): string | undefined {
  return unsendable.test(text) ? `A query${escapeAdvice}` : undefined
}

export function headerFlaw([name, value]: HeaderPair): string | undefined {
  if (!isToken(name)) {
    return `'${name}' is not a header's name: letters, digits and hyphens, without spaces or a colon.`
  }
  if (refusalOf(name, value) === undefined) return undefined
  return `The value of ${name} holds what no header can: a line break, a control character, or one beyond U+00FF.`
}

/** Standard alphabet, padded: what anything else means, decoders disagree about. */
export function base64Flaw(text: string): string | undefined {
  const isWhole = text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text)
  return isWhole ? undefined : 'It is not base64: A-Z, a-z, 0-9, + and /, padded with =.'
}

/** The size of what it stands for, in bytes, without decoding it. */
export function base64Bytes(text: string): number {
  return Math.floor((text.length * 3) / 4) - (text.length - text.replace(/=+$/, '').length)
}

// What a request target cannot hold (RFC 9112 §3.2). Bytes above ASCII may not stand there either, but some clients
// send them all the same, and trying what a server makes of them is what edits are for.
const unsendable = /[^!-~\x80-\xff]/
const escapeAdvice =
  ' holds no spaces, control characters, or any beyond U+00FF. Write them percent-encoded: a space is %20.'

function areSamePairs(some: readonly HeaderPair[], others: readonly HeaderPair[]): boolean {
  return (
    some.length === others.length &&
    some.every(([name, value], index) => {
      const [otherName, otherValue] = others[index] ?? []
      return name === otherName && value === otherValue
    })
  )
}

function firstValue(headers: readonly HeaderPair[], wanted: string): string | null {
  return headers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? null
}
