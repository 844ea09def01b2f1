// A developer's own server: answers what it is told and keeps what it got.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { pairs } from '../../server/capture/read-request.ts'
import type { HeaderPair } from '../../server/wire/requests.ts'

export interface Received {
  readonly method: string
  readonly url: string
  readonly headers: readonly HeaderPair[]
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
    const headers = pairs(request.rawHeaders)
    received.push({ method, url, headers, body: Buffer.concat(chunks).toString() })
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
