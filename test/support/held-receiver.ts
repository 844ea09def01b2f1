// A local server that thinks about its answers until it is told to give them, like one that stands at a breakpoint.

import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export interface HeldReceiver {
  readonly port: number
  /** The `Hooklens-Delivery` and the path of each request, in order. */
  readonly received: readonly { readonly path: string; readonly mark: string }[]
  /** Resolves once so many have come. */
  came(count: number): Promise<void>
  /** Answers what waits, and from now on everything at once. */
  release(): void
}

export async function startHeldReceiver(): Promise<HeldReceiver> {
  const received: { path: string; mark: string }[] = []
  const waiting: ServerResponse[] = []
  let isHeld = true
  let onCame = () => {}
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      const mark = String(request.headers['hooklens-delivery'])
      received.push({ path: request.url ?? '', mark })
      if (isHeld) waiting.push(response)
      else response.end()
      onCame()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    port: (server.address() as AddressInfo).port, // A TCP server that listens has one.
    received,
    came: (count) =>
      new Promise((resolve) => {
        onCame = () => {
          if (received.length >= count) resolve()
        }
        onCame()
      }),
    release() {
      isHeld = false
      for (const response of waiting.splice(0)) response.end()
    },
  }
}
