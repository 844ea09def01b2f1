// A target that knows no HTTP beyond where a message ends: it keeps every byte of every connection, to the last.

import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'

export interface WireReceiver extends AsyncDisposable {
  /** `127.0.0.1:port`. */
  readonly host: string
  /** All bytes of the next connection that is over and was not asked for yet. */
  next(): Promise<Buffer>
}

export async function startWireReceiver(): Promise<WireReceiver> {
  const sockets = new Set<Socket>()
  const over: Buffer[] = []
  let wanted = (): void => {}
  const server = createServer((socket) => {
    const chunks: Buffer[] = []
    let received = 0
    let expected = Number.POSITIVE_INFINITY
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('data', (chunk) => {
      chunks.push(chunk)
      received += chunk.length
      if (expected === Number.POSITIVE_INFINITY) expected = lengthOf(Buffer.concat(chunks))
      if (received >= expected) socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')
    })
    socket.on('close', () => {
      sockets.delete(socket)
      over.push(Buffer.concat(chunks))
      wanted()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // A TCP server that listens has one.

  return {
    host: `127.0.0.1:${port}`,
    async next() {
      while (over.length === 0) await new Promise<void>((resolve) => (wanted = resolve))
      return over.shift() ?? Buffer.alloc(0)
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Of the whole message; infinite until its head is there. */
function lengthOf(received: Buffer): number {
  const headEnd = received.indexOf('\r\n\r\n')
  if (headEnd < 0) return Number.POSITIVE_INFINITY
  const head = received.toString('latin1', 0, headEnd)
  const [, length = '0'] = /^content-length: *(\d+)$/im.exec(head) ?? []
  return headEnd + 4 + Number(length)
}
