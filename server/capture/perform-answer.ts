// Performs an answer on its connection as a rule says: late, in drips, or broken off as a failing server would (R3).

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { type Answer, textAnswer } from '../wire/answers.ts'
import { errorBody } from '../wire/errors.ts'
import type { HeaderPair } from '../wire/requests.ts'
import { type Drip, type Ending, mostHeldMs } from '../wire/rules/rules.ts'
import { drip } from './drip.ts'
import type { Hurry, Taken } from './holds.ts'
import { rawHead } from './raw-head.ts'
import { fenceAnswer, sendAnswer } from './send-answer.ts'
import { createWaits, type Start, type Waits } from './waits.ts'

export interface Performance {
  readonly delayMs: number
  readonly drip?: Drip | undefined
  readonly end: Ending
}

export type Performed =
  /** The kernel has all that was meant to be sent, whatever the ending. */
  | { readonly type: 'sent'; readonly note?: string }
  /** The sender closed first, so long after the performance began. */
  | { readonly type: 'gave-up'; readonly afterMs: number }
  /** There was no room to hold it: this was answered instead. */
  | { readonly type: 'crowded'; readonly status: number; readonly note: string }
  /** Held shorter than meant: a hang was closed, what was delayed or dripped was sent at once, or time was up. */
  | { readonly type: 'stopped'; readonly note: string }

/**
 * Settles when nothing is left to do; the connection stays usable where the ending allows. What breaks a body finds
 * none in answers to HEAD, of 204 and of 304: `reset-during` resets after the headers, and `truncate`, which cannot
 * leave out anything of nothing, ends normally.
 */
export async function performAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  extra: readonly HeaderPair[],
  how: Performance,
  hold: (hurry: Hurry) => Taken,
): Promise<Performed> {
  const isHeld = how.delayMs > 0 || how.drip !== undefined || how.end === 'hang'
  if (!isHeld && how.end === 'normal') {
    sendAnswer(request, response, answer, extra)
    return { type: 'sent' }
  }
  const startedAt = performance.now()
  const waits = createWaits(request.socket, mostHeldMs)
  const taken: Taken = isHeld ? hold(waits.hurry) : { type: 'held', release() {} }
  try {
    if (taken.type === 'crowded') {
      sendAnswer(request, response, refusal(taken.why), [...extra, ['Retry-After', '5']])
      return { type: 'crowded', status: 503, note: `${taken.why} It was answered 503 at once.` }
    }
    const sent = await perform({ request, response, answer, extra, how }, waits)
    if (sent === 'not-all' && waits.over === 'gone') {
      return { type: 'gave-up', afterMs: Math.round(performance.now() - startedAt) }
    }
    if (sent === 'not-all') request.socket.destroy()
    if (waits.hurried !== undefined) return { type: 'stopped', note: waits.hurried }
    if (sent === 'not-all') return { type: 'stopped', note: timeWasUp }
    return sent === 'whole' ? { type: 'sent', note: nothingToTruncate } : { type: 'sent' }
  } finally {
    waits.end()
    if (taken.type === 'held') taken.release()
  }
}

const timeWasUp = `It was held for ${mostHeldMs / 60_000} minutes, as long as a connection is held, and closed.`
const nothingToTruncate = 'It had no body to truncate, so it ended normally.'

function refusal(why: string): Answer {
  const message = `${why} Send it again shortly.`
  return textAnswer(503, 'application/json', JSON.stringify(errorBody('unavailable', message)))
}

interface Play {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly answer: Answer
  readonly extra: readonly HeaderPair[]
  readonly how: Performance
}

/** `whole`: all was sent where only a part was meant to be, as there are no parts. */
async function perform(play: Play, waits: Waits): Promise<'as-meant' | 'whole' | 'not-all'> {
  const { request, response, answer, extra, how } = play
  if (how.delayMs > 0) await waits.pause(how.delayMs)
  // Answers to pipelined requests leave in order.
  await waits.until(turnOf(response))
  const { socket } = response
  if (waits.over || !socket) return 'not-all'
  if (how.end === 'hang') {
    await waits.hold(() => undefined)
    return 'not-all'
  }
  if (how.end === 'reset') {
    socket.resetAndDestroy()
    return 'as-meant'
  }

  const { headers, body } = fenceAnswer(request, response, answer, extra)
  const isWhole = how.end === 'truncate' && body.length === 0
  const end = isWhole ? 'normal' : how.end
  const isHalf = end === 'truncate' || end === 'reset-during'
  const part = isHalf ? body.subarray(0, body.length >> 1) : body
  const isRaw = how.drip?.headers === true
  if (!isRaw) {
    response.writeHead(answer.status, answer.reason, headers)
    if (how.drip || part.length === 0) response.flushHeaders()
  }
  const bytes = isRaw ? Buffer.concat([rawHead(answer.status, answer.reason, headers), part]) : part
  const write = (chunk: Uint8Array) => void (isRaw ? socket : response).write(chunk)
  if (how.drip) await drip(bytes, how.drip.bytesPerSecond, socket, write, waits)
  else if (bytes.length > 0) write(bytes)
  if (waits.over) return 'not-all'

  const isKept = end === 'normal' && !isRaw
  if (isKept) response.end()
  await waits.until(isKept ? finished(response) : flushed(socket))
  if (waits.over) return 'not-all'
  if (end === 'reset-during' || end === 'reset-after') await reset(socket, bytes.length, waits)
  else if (!isKept) socket.destroySoon()
  return isWhole ? 'whole' : 'as-meant'
}

/** What a network carries before it hears from the other side (RFC 6928). */
const firstFlightBytes = 10_000
/** Some round trips across the world. */
const arrivalMs = 500

/** A reset discards what the kernel has yet to send: more than the first flight is given time to arrive. */
async function reset(socket: Socket, bytes: number, waits: Waits): Promise<void> {
  if (bytes > firstFlightBytes) await waits.pause(arrivalMs)
  socket.resetAndDestroy()
}

function turnOf(response: ServerResponse): Start {
  return (done) => {
    if (response.socket) return void done()
    response.once('socket', done)
    return () => response.off('socket', done)
  }
}

function finished(response: ServerResponse): Start {
  return (done) => {
    response.once('finish', done)
    return () => response.off('finish', done)
  }
}

/** When the kernel has everything that was written; one turn later, so that it has had the time to send it. */
function flushed(socket: Socket): Start {
  return (done) => {
    socket.write('', (error) => {
      if (!error) setImmediate(done)
    })
    return undefined
  }
}
