// A developer's own server: answers what it is told and keeps what it got.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export interface Received {
  readonly method: string
  readonly url: string
  readonly body: string
}

export interface Receiver {
  readonly url: string
  readonly port: number
  readonly received: readonly Received[]
}

/** Answers every request with this status and JSON. */
export async function startReceiver(status = 200, answer = '{"received":true}'): Promise<Receiver> {
  const received: Received[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer) // No encoding was set.
    const { method = '', url = '' } = request
    received.push({ method, url, body: Buffer.concat(chunks).toString() })
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(answer)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo // A TCP server that listens has one.
  return { url: `http://localhost:${port}`, port, received }
}
