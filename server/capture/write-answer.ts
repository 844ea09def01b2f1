// Writes an answer on a connection whose turn it is, at once or in drips, as a whole or half of it, and ends it.

import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Drip, Ending } from '../wire/rules/rules.ts'
import { drip } from './drip.ts'
import { rawHead } from './raw-head.ts'
import type { FencedAnswer } from './send-answer.ts'
import type { Start, Waits } from './waits.ts'

export interface Writing {
  readonly drip: Drip | undefined
  readonly end: Exclude<Ending, 'hang' | 'reset'>
}

/** `unbroken`: it was to be truncated, but there is nothing to leave out. */
export type Written = 'as-meant' | 'unbroken' | 'in-part'

export interface WrittenAnswer extends FencedAnswer {
  readonly status: number
  readonly reason?: string | undefined
}

export async function writeAnswer(
  response: ServerResponse,
  socket: Socket,
  answer: WrittenAnswer,
  writing: Writing,
  waits: Waits,
): Promise<Written> {
  const { status, reason, headers, body } = answer
  const isUnbroken = writing.end === 'truncate' && body.length === 0
  const end = isUnbroken ? 'normal' : writing.end
  const isHalf = end === 'truncate' || end === 'reset-during'
  const part = isHalf ? body.subarray(0, body.length >> 1) : body

  const isRaw = writing.drip?.headers === true
  if (!isRaw) response.writeHead(status, reason, headers)
  // Else the head goes out with what comes first of the body.
  if (!isRaw && (writing.drip || part.length === 0)) response.flushHeaders()
  const bytes = isRaw ? Buffer.concat([rawHead(status, reason, headers), part]) : part
  const write = (chunk: Uint8Array) => void (isRaw ? socket : response).write(chunk)
  if (writing.drip) await drip(bytes, writing.drip.bytesPerSecond, socket, write, waits)
  else if (bytes.length > 0) write(bytes)
  if (waits.over) return 'in-part'

  const isKept = end === 'normal' && !isRaw
  if (isKept) response.end()
  await waits.until(isKept ? finished(response) : flushed(socket))
  if (waits.over) return 'in-part'
  if (end === 'reset-during' || end === 'reset-after') await reset(socket, bytes.length, waits)
  else if (!isKept) socket.destroySoon()
  return isUnbroken ? 'unbroken' : 'as-meant'
}

/** What a network carries before it hears from the other side (RFC 6928), with the head taken off. */
const firstFlightBytes = 10_000

/**
 * A reset discards what the kernel has yet to send, and at some receivers what the program there has yet to read: both
 * are given some time.
 */
async function reset(socket: Socket, bytes: number, waits: Waits): Promise<void> {
  await waits.pause(bytes > firstFlightBytes ? 500 : 50)
  socket.resetAndDestroy()
}

function finished(response: ServerResponse): Start {
  return (done) => {
    response.once('finish', done)
    return () => response.off('finish', done)
  }
}

/** When the kernel has everything that was written. */
function flushed(socket: Socket): Start {
  return (done) => {
    socket.write('', (error) => {
      if (!error) done()
    })
    return undefined
  }
}
