// Writes an answer to a sender's socket, fenced so that nothing under `/in/` can act on our own page (A4).

import type { IncomingMessage, ServerResponse } from 'node:http'
import { fence } from '../responses/fence.ts'
import type { Answer } from '../wire/answers.ts'
import type { HeaderPair } from '../wire/requests.ts'

/** Sends the answer with the fence and `extra` headers; where both name a header, ours wins. */
export function sendAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  extra: readonly HeaderPair[],
): void {
  if (response.destroyed || response.headersSent) return
  const { headers, body } = fenceAnswer(request, response, answer, extra)
  response.writeHead(answer.status, answer.reason, headers)
  if (body.length === 0) response.end()
  // Node writes the head and a text in one piece, a buffer beside it.
  else if (body.length <= mostTextBytes) response.end(latin1(body), 'latin1')
  else response.end(body)
}

/** An answer as it goes out. */
export interface FencedAnswer {
  /** Flat, as node takes them; it adds `Date` and what it does with the connection. */
  readonly headers: string[]
  /** Empty where the request or the status allows none. */
  readonly body: Uint8Array
}

export function fenceAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  extra: readonly HeaderPair[],
): FencedAnswer {
  const fenced = fence(answer, extra, request.method ?? '')
  const headers: string[] = []
  for (const [name, value] of fenced.headers) headers.push(name, value)
  if (response.shouldKeepAlive === false) headers.push('Connection', 'close')
  return { headers, body: fenced.body }
}

const mostTextBytes = 4096

/** A character for each byte, whatever the body is. */
function latin1(body: Uint8Array): string {
  return Buffer.from(body.buffer, body.byteOffset, body.length).toString('latin1')
}

const lingerMs = 2_000

/**
 * Lets a sender that is still writing finish or give up, so that it reads the answer instead of a reset: closing a
 * socket with unread bytes makes the kernel drop what was sent (RFC 9112 §9.6).
 */
export function discardRest(request: IncomingMessage, response: ServerResponse): void {
  response.shouldKeepAlive = false
  request.resume()
  const timer = setTimeout(() => request.socket.destroy(), lingerMs)
  timer.unref()
  request.socket.once('close', () => clearTimeout(timer))
}
