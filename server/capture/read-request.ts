// Reads one request off the wire, within the body limit, and says how far it came (C2, C4).

import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { HeaderPair, RequestState } from '../wire/requests.ts'
import { createBodyParts } from './body-parts.ts'
import type { Intake } from './inflow.ts'

export interface ReadRequest {
  readonly state: RequestState
  /** Why the state is not `complete`. */
  readonly reason?: string
  /** What arrived, up to the limit. */
  readonly body: Buffer
  readonly trailers: readonly HeaderPair[]
}

/** Who to tell when the parser gives up in the middle of a body, by socket. */
export type ParseFailures = WeakMap<Socket, (reason: string) => void>

/** Smaller bodies need no watching: their number is that of the connections. */
const unwatchedBytes = 64 * 1024

/**
 * Resolves when the last byte arrived, the limit was passed or the client left, and with nothing when the body had to
 * make room for others; never rejects.
 */
export function readRequest(
  request: IncomingMessage,
  limitBytes: number,
  parseFailures: ParseFailures,
  openIntake: (giveUp: () => void) => Intake,
): Promise<ReadRequest | undefined> {
  return new Promise((resolve) => {
    const parts = createBodyParts()
    let size = 0
    let intake: Intake | undefined

    function stop(): void {
      request.off('data', onData).off('end', onEnd).off('close', onClose)
      parseFailures.delete(request.socket)
      intake?.close()
    }

    function giveUp(): void {
      stop()
      resolve(undefined)
    }

    function settle(state: RequestState, reason?: string): void {
      stop()
      const body = parts.join()
      const trailers = pairs(request.rawTrailers)
      resolve(reason === undefined ? { state, body, trailers } : { state, reason, body, trailers })
    }

    function onData(chunk: Buffer): void {
      const room = limitBytes - size
      if (chunk.length <= room) {
        size += chunk.length
        parts.add(chunk)
        if (size > unwatchedBytes) watch(chunk.length)
        return
      }
      size += room
      if (room > 0) parts.add(chunk.subarray(0, room))
      settle(
        'too-large',
        `The body is larger than ${limitBytes} bytes; the first ${size} are kept.`,
      )
    }

    function watch(bytes: number): void {
      if (intake) return intake.grow(bytes)
      intake = openIntake(giveUp)
      intake.grow(size)
    }

    function onEnd(): void {
      settle('complete')
    }

    function onClose(): void {
      const promised = request.headers['content-length']
      const of = promised === undefined ? '' : ` of ${promised}`
      settle('aborted', `The sender hung up after ${size}${of} bytes of the body.`)
    }

    parseFailures.set(request.socket, (reason) => settle('malformed', reason))
    request.on('data', onData).on('end', onEnd).on('close', onClose)
    // The parser keeps an error on the stream when the socket dies; `close` follows and tells all we need.
    request.on('error', ignore)
  })
}

/** Stays until the answer is out, which may take minutes: one made inside would keep the body for as long. */
function ignore(): void {}

/** Node's flat `[name, value, name, value …]` as pairs, case, order and duplicates kept. */
export function pairs(flat: readonly string[]): HeaderPair[] {
  const result: HeaderPair[] = []
  for (let index = 0; index < flat.length; index += 2) {
    result.push([flat[index] ?? '', flat[index + 1] ?? ''])
  }
  return result
}
