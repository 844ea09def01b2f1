// A TCP server for delivery tests: keeps the very bytes of each request and answers with given ones.

import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'

export interface RawTarget extends AsyncDisposable {
  readonly port: number
  /** `127.0.0.1:port`, fit for a target. */
  readonly host: string
  /** The bytes of each request, as latin1 text, in order of arrival. */
  readonly requests: readonly string[]
  readonly connections: () => number
}

export interface RawTargetOptions {
  readonly address?: string
  /** The bytes of the answer, or what to do with the connection instead. */
  readonly answer?: string | Buffer | ((socket: Socket) => void)
}

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'

export async function startRawTarget(options: RawTargetOptions = {}): Promise<RawTarget> {
  const { address = '127.0.0.1', answer = ok } = options
  const requests: string[] = []
  const sockets = new Set<Socket>()
  let connections = 0
  const server = createServer((socket) => {
    connections++
    sockets.add(socket)
    let chunks: Buffer[] = []
    let size = 0
    let expected = Number.POSITIVE_INFINITY
    socket.on('error', () => {})
    socket.on('data', (chunk) => {
      chunks.push(chunk)
      size += chunk.length
      if (expected === Number.POSITIVE_INFINITY) expected = lengthOf(Buffer.concat(chunks))
      if (size < expected) return
      requests.push(Buffer.concat(chunks).toString('latin1'))
      chunks = []
      size = 0
      expected = Number.POSITIVE_INFINITY
      if (typeof answer === 'function') answer(socket)
      else socket.end(answer)
    })
  })
  server.listen(0, address)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // A TCP server that listens has one.
  return {
    port,
    host: `${address.includes(':') ? `[${address}]` : address}:${port}`,
    requests,
    connections: () => connections,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** How long the request is, head included; infinite until its head is there. */
function lengthOf(received: Buffer): number {
  const headEnd = received.indexOf('\r\n\r\n')
  if (headEnd < 0) return Number.POSITIVE_INFINITY
  const head = received.toString('latin1', 0, headEnd)
  const [, length = '0'] = /^content-length: (\d+)$/im.exec(head) ?? []
  return headEnd + 4 + Number(length)
}

/** The request line and header lines. */
export function headOf(request: string): readonly string[] {
  return request.slice(0, request.indexOf('\r\n\r\n')).split('\r\n')
}

export function bodyOf(request: string): Buffer {
  return Buffer.from(request.slice(request.indexOf('\r\n\r\n') + 4), 'latin1')
}
