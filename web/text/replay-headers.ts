// What becomes of each header of a replay, by the server's own rules, in words for the table that shows it. Pure.

import { type DroppedHeader, deliveryHeader } from '../../server/wire/deliveries.ts'
import { headerFates, outgoingHeaders } from '../../server/wire/outgoing-headers.ts'
import type { CapturedRequest, HeaderPair } from '../../server/wire/requests.ts'
import { parseTarget } from '../../server/wire/targets.ts'
import { encodingOf, headersOf, type ReplayChanges } from './replay-edit.ts'

export type LineFate =
  | { readonly type: 'sent' }
  /** Goes out with this in place of its value. */
  | { readonly type: 'set'; readonly text: string }
  | { readonly type: 'dropped'; readonly why: string }

export interface ReplayFates {
  readonly before: readonly HeaderPair[]
  /** One a line of the table. */
  readonly lines: readonly LineFate[]
  readonly after: readonly HeaderPair[]
  readonly trailers: readonly DroppedHeader[]
}

const unknownHost = 'the host of the target'
const unknownLength = 'the size of the encoded body'

export function readFates(
  changes: ReplayChanges,
  captured: CapturedRequest,
  target: string,
): ReplayFates {
  const parsed = parseTarget(target)
  const host = parsed.type === 'target' ? parsed.target.host : unknownHost
  const size = sizeOf(changes, captured)
  const { trailers } = captured
  const head = { headers: headersOf(changes, captured), trailers, bodySize: size ?? 1 }
  const length = size === undefined ? unknownLength : String(size)
  // The size stands in for one that is known only after encoding.
  const shown = ([name, value]: HeaderPair): HeaderPair =>
    /^content-length$/i.test(name) ? [name, length] : [name, value]
  const { before, fates, after } = headerFates(head, host, [[deliveryHeader, 'its id']])
  return {
    before,
    after: after.map(shown),
    lines: fates.map(({ sent, isSet, why }, index): LineFate => {
      const [name = ''] = head.headers[index] ?? []
      if (sent && isSet) {
        const [sentName, value] = shown(sent)
        if (why !== undefined) {
          return { type: 'dropped', why: `${why} ${sentName}: ${value} goes in its place.` }
        }
        return head.headers[index]?.[1] === value
          ? { type: 'sent' }
          : { type: 'set', text: `sent as ${value}` }
      }
      return why === undefined || name === '' ? { type: 'sent' } : { type: 'dropped', why }
    }),
    trailers: outgoingHeaders({ ...head, headers: [] }, host).dropped,
  }
}

/** Undefined when it is only known once the body is encoded. */
function sizeOf(changes: ReplayChanges, captured: CapturedRequest): number | undefined {
  const { body } = changes
  if (body === undefined) return captured.body.size
  if (body.type === 'file') return body.bytes.length
  if (encodingOf(changes, captured) !== null) return undefined
  return new TextEncoder().encode(body.text).length
}
