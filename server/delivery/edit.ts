// Puts the parts a user changed in the place of those captured (D5). Pure: the captured request stays as it is.

import { hash } from 'node:crypto'
import type { DeliveryEdit, EditedPart } from '../wire/deliveries.ts'
import type { CapturedRequest, HeaderPair } from '../wire/requests.ts'

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

/** Standard alphabet, padded: what anything else means, decoders disagree about. */
export function base64Flaw(text: string): string | undefined {
  const isWhole = text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text)
  return isWhole ? undefined : 'It is not base64: A-Z, a-z, 0-9, + and /, padded with =.'
}

/** The size of what it stands for, in bytes, without decoding it. */
export function base64Bytes(text: string): number {
  return Math.floor((text.length * 3) / 4) - (text.length - text.replace(/=+$/, '').length)
}

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
