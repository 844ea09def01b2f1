// A TCP proxy on this machine that can cut its connections or stop passing bytes to clients.

import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

export interface CuttingProxy {
  readonly port: number
  /** How many connections were cut. */
  readonly cuts: number
  cutAll(): void
  /** Stops reading from the server, so that its buffers fill. */
  pause(): void
  /** The same for each connection that has brought so many more bytes. */
  pauseAfter(bytes: number): void
  resume(): void
}

export async function startCuttingProxy(toPort: number): Promise<CuttingProxy> {
  const pairs = new Set<{ client: Socket; server: Socket; brought: number }>()
  let mostBrought = Number.POSITIVE_INFINITY
  let cuts = 0
  let isPaused = false

  const listener = createServer((client) => {
    const server = connect({ port: toPort, host: '127.0.0.1' })
    const pair = { client, server, brought: 0 }
    pairs.add(pair)
    client.pipe(server)
    server.on('data', (chunk) => {
      client.write(chunk)
      pair.brought += chunk.length
      if (pair.brought >= mostBrought) server.pause()
    })
    if (isPaused) server.pause()
    const end = () => {
      pairs.delete(pair)
      client.destroy()
      server.destroy()
    }
    for (const side of [client, server]) side.on('error', end).on('close', end)
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))

  const cutAll = () => {
    for (const { client, server } of pairs) {
      cuts += 1
      client.resetAndDestroy()
      server.destroy()
    }
  }
  onTestFinished(() => {
    cutAll()
    listener.close()
  })
  return {
    port: (listener.address() as AddressInfo).port, // A TCP server that listens has one.
    get cuts() {
      return cuts
    },
    cutAll,
    pause() {
      isPaused = true
      for (const { server } of pairs) server.pause()
    },
    pauseAfter(bytes) {
      mostBrought = bytes
      for (const pair of pairs) pair.brought = 0
    },
    resume() {
      isPaused = false
      mostBrought = Number.POSITIVE_INFINITY
      for (const { server } of pairs) server.resume()
    },
  }
}
