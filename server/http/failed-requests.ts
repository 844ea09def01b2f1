// What the HTTP parser refuses: recorded as evidence when it names a bin, and answered in HTTP either way (C4).

import type { Socket } from 'node:net'
import type { ParseFailures } from '../capture/read-request.ts'
import type { Capture } from '../capture/route.ts'
import { parseCaptureTarget } from '../wire/capture-target.ts'
import { errorBody } from '../wire/errors.ts'

export interface FailedRequestOptions {
  readonly capture: Pick<Capture, 'recordMalformed'>
  readonly parseFailures: ParseFailures
  readonly remoteAddressOf: (peer: { socket: Socket; headers: Record<string, never> }) => string
  readonly onFailure: (error: unknown) => void
}

type ClientError = Error & { readonly code?: string; readonly rawPacket?: Buffer }

const gone: ReadonlySet<string> = new Set(['ECONNRESET', 'HPE_INVALID_EOF_STATE'])

/** A listener for `clientError` of a node:http server. */
export function createClientErrorListener(
  options: FailedRequestOptions,
): (error: ClientError, socket: Socket) => void {
  const { capture, parseFailures, remoteAddressOf, onFailure } = options

  async function handle(error: ClientError, socket: Socket): Promise<void> {
    const { code = '', rawPacket } = error
    // The sender is gone, or slower than the timeouts allow: the reader of a half-read request sees its socket close.
    if (!socket.writable || gone.has(code)) return void socket.destroy()
    const inBody = parseFailures.get(socket)
    if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
      return inBody ? void socket.destroy() : refuse(socket, 408, error)
    if (inBody) return inBody(sentence(error))
    const status = code === 'HPE_HEADER_OVERFLOW' ? 431 : 400
    if (rawPacket) await record(rawPacket, socket, status, error)
    refuse(socket, status, error)
  }

  async function record(bytes: Buffer, socket: Socket, status: number, error: ClientError) {
    const [, method = '', target = '', httpVersion = ''] =
      /^(\S+) +(\S+)(?: +HTTP\/(\d\.\d))?/.exec(bytes.toString('latin1')) ?? []
    const place = parseCaptureTarget(target)
    if (!place) return
    const remoteAddress = remoteAddressOf({ socket, headers: {} })
    const reason = sentence(error)
    await capture.recordMalformed({
      method,
      target,
      place,
      httpVersion,
      remoteAddress,
      bytes: Buffer.from(bytes),
      reason,
      status,
    })
  }

  return (error, socket) => {
    handle(error, socket).catch((failure) => {
      onFailure(failure)
      socket.destroy()
    })
  }
}

/** What the parser says, as a sentence for the sender and the record. */
function sentence(error: ClientError): string {
  if (error.code === 'HPE_HEADER_OVERFLOW') return 'The headers are larger than 64 KiB.'
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') return 'The request did not arrive in time.'
  return `This is not valid HTTP: ${error.message.replace(/^Parse Error: /, '')}.`
}

const reasonPhrases: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  408: 'Request Timeout',
  431: 'Request Header Fields Too Large',
}

function refuse(socket: Socket, status: number, error: ClientError): void {
  const body = JSON.stringify(errorBody('bad-request', sentence(error)))
  socket.end(
    `HTTP/1.1 ${status} ${reasonPhrases[status]}\r\nContent-Type: application/json\r\n` +
      `X-Content-Type-Options: nosniff\r\nContent-Security-Policy: sandbox\r\n` +
      `Content-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
    () => socket.destroy(),
  )
}
