// Makes one attempt to deliver a request and says what came of it (D1, D3). No retry, no redirect, no reuse (D7).

import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { http } from '../node-http.ts'
import {
  type DeliveryErrorCode,
  type DeliveryOutcome,
  type DeliveryTimings,
  keptResponseBytes,
} from '../wire/deliveries.ts'
import { isToken, refusalOf } from '../wire/outgoing-headers.ts'
import type { HeaderPair } from '../wire/requests.ts'
import type { Target } from '../wire/targets.ts'
import { connectTo } from './connect.ts'
import { explainFailure } from './explain-failure.ts'

/** What goes on the wire, byte for byte; `outgoingHeaders` and `joinTarget` make it. */
export interface Outgoing {
  readonly method: string
  /** The request target: path and query, raw. */
  readonly path: string
  readonly headers: readonly HeaderPair[]
  readonly body: Uint8Array
}

export interface SendOptions {
  readonly target: Target
  /** The addresses that were checked; the connection goes to one of these. */
  readonly addresses: readonly string[]
  /** For everything from `startedAt` to the last byte of the answer. */
  readonly timeoutMs: number
  readonly signal: AbortSignal
  /** `performance.now()` at the start of the delivery, when that was before this call. */
  readonly startedAt?: number
  readonly dnsMs?: number | null
  /** Bytes of the response's body to keep; the default is what is stored. */
  readonly keptBytes?: number
  /** Take any certificate: for a server of the user's own that has signed it itself. */
  readonly insecure?: boolean
  /** Default: the real one. */
  readonly connect?: typeof connectTo
}

export interface Sent {
  readonly outcome: DeliveryOutcome
  readonly timings: DeliveryTimings
  /** The first bytes of the response's body. */
  readonly body: Uint8Array
}

// A stream without an end must not be read for ever.
const maxResponseBytes = 64 * 1024 * 1024
const maxResponseHeaderBytes = 256 * 1024
const longestTimerMs = 2 ** 31 - 1

/** Never rejects: a failure is an outcome. */
export async function send(outgoing: Outgoing, options: SendOptions): Promise<Sent> {
  const { target, addresses, signal, startedAt = performance.now(), dnsMs = null } = options
  const { keptBytes = keptResponseBytes, insecure = false, connect = connectTo } = options
  const timeoutMs = Math.min(options.timeoutMs, longestTimerMs)
  const deadline = AbortSignal.timeout(
    Math.max(0, Math.floor(timeoutMs - (performance.now() - startedAt))),
  )
  const ending = AbortSignal.any([signal, deadline])
  const elapsedMs = () => roundMs(performance.now() - startedAt)
  let connectMs: number | null = null
  let firstByteMs: number | null = null
  let status: number | undefined
  let socket: Socket | undefined

  const finish = (outcome: DeliveryOutcome, body: Uint8Array = new Uint8Array()): Sent => ({
    outcome,
    timings: { dnsMs, connectMs, firstByteMs, totalMs: elapsedMs() },
    body,
  })

  try {
    const wire = headBytes(outgoing)
    socket = await connect(target, addresses, ending, { insecure })
    connectMs = elapsedMs()
    const response = await exchange(socket, wire, outgoing, ending)
    firstByteMs = elapsedMs()
    status = response.statusCode
    const { body, size, truncated } = await readBody(response, keptBytes, ending)
    return finish(
      {
        type: 'response',
        status: response.statusCode ?? 0,
        statusText: response.statusMessage ?? '',
        headers: pairsOf(response.rawHeaders),
        body: { size, truncated },
      },
      body,
    )
  } catch (error) {
    if (signal.aborted) return finish(errorOutcome('cancelled', 'The delivery was cancelled.'))
    if (deadline.aborted) {
      const message = timeoutMessage(target.host, timeoutMs, connectMs !== null, status)
      return finish(errorOutcome('timeout', message))
    }
    const { code, message } = explainFailure(error, target)
    const answered = status === undefined ? '' : ` It had answered ${status}.`
    return finish(errorOutcome(code, message + answered))
  } finally {
    socket?.destroy()
  }
}

/**
 * The head as bytes. Node's client would add headers of its own, move some, and refuse what its server let in, so it
 * is used only to parse the answer. What could smuggle in a second request is refused here.
 */
function headBytes({ method, path, headers }: Outgoing): Buffer {
  const isSound =
    isToken(method) &&
    /^[!-~\x80-\xff]+$/.test(path) &&
    headers.every(([name, value]) => refusalOf(name, value) === undefined)
  if (!isSound) throw new Error('it holds characters HTTP does not allow')
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1')
}

/** Writes the request and resolves with the head of the answer, after any 1xx. */
function exchange(
  socket: Socket,
  head: Buffer,
  { method, body }: Outgoing,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const answer = answersOf(socket)
    // The method decides whether an answer has a body; what the parser's request writes goes nowhere.
    http
      .request({
        method,
        createConnection: () => answer,
        signal,
        maxHeaderSize: maxResponseHeaderBytes,
      })
      .on('response', resolve)
      .on('upgrade', () => reject(new Error('it switched to another protocol')))
      .on('connect', (response) => resolve(response))
      .on('error', reject)
      .on('close', () => reject(new Error('it closed the connection')))
      .end()
    socket.cork()
    socket.write(head)
    if (body.length > 0) socket.write(body)
    socket.uncork()
  })
}

/** The reading half of a socket, with a writing half that swallows everything. */
function answersOf(socket: Socket): Duplex {
  const answers = new Duplex({
    read() {
      socket.resume()
    },
    write(_chunk, _encoding, done) {
      done()
    },
    destroy(error, done) {
      socket.destroy()
      done(error)
    },
  })
  socket
    .on('data', (chunk) => {
      if (!answers.push(chunk)) socket.pause()
    })
    .on('end', () => answers.push(null))
    .on('error', (error) => answers.destroy(error))
    .on('close', () => answers.destroy())
  return answers
}

interface KeptBody {
  readonly body: Uint8Array
  readonly size: number
  readonly truncated: boolean
}

/** Counts everything up to the cap and keeps the beginning. Rejects when the answer breaks off. */
async function readBody(
  response: IncomingMessage,
  keptBytes: number,
  signal: AbortSignal,
): Promise<KeptBody> {
  const kept: Buffer[] = []
  let size = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    signal.throwIfAborted()
    const room = keptBytes - size
    if (room > 0) kept.push(chunk.subarray(0, room))
    size += chunk.length
    if (size >= maxResponseBytes) break
  }
  return { body: Buffer.concat(kept), size, truncated: size > keptBytes }
}

function errorOutcome(code: DeliveryErrorCode, message: string): DeliveryOutcome {
  return { type: 'error', code, message }
}

function timeoutMessage(
  host: string,
  timeoutMs: number,
  isConnected: boolean,
  status: number | undefined,
): string {
  const within = `within ${roundMs(timeoutMs / 1000)} s`
  if (status !== undefined)
    return `${host} answered ${status} but did not finish its body ${within}.`
  if (isConnected) return `${host} took the request but did not answer ${within}.`
  return `${host} did not accept the connection ${within}. Check the address, and that no firewall drops it.`
}

function pairsOf(flat: readonly string[]): HeaderPair[] {
  const pairs: HeaderPair[] = []
  for (let index = 0; index < flat.length; index += 2) {
    pairs.push([flat[index] ?? '', flat[index + 1] ?? ''])
  }
  return pairs
}

function roundMs(ms: number): number {
  return Math.round(ms * 100) / 100
}
