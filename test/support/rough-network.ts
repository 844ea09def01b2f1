// A way to a server that fails as networks do: it resets connections, cuts them off in the middle of what was sent, and
// goes quiet. Its address stays when the server's changes.

import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface RoughNetwork {
  readonly url: string
  /** The server is at this port from now on. */
  leadTo(port: number): void
  /** Ends every connection at once. */
  reset(): void
  /** Passes on half of the next piece that comes from either side, then ends that connection. */
  truncate(): void
  /** Passes nothing on until `resume`; connections stay. */
  stall(): void
  resume(): void
  close(): void
}

interface Link {
  readonly client: Socket
  readonly server: Socket
}

export async function startRoughNetwork(toPort: number): Promise<RoughNetwork> {
  const links = new Set<Link>()
  let port = toPort
  let isTruncating = false
  let isStalled = false

  const listener = createServer((client) => {
    const server = connect({ port, host: '127.0.0.1' })
    const link = { client, server }
    links.add(link)
    const end = () => {
      links.delete(link)
      client.destroy()
      server.destroy()
    }
    const pass = (from: Socket, to: Socket) => {
      from.on('data', (piece) => {
        if (!isTruncating) return void to.write(piece)
        isTruncating = false
        to.end(piece.subarray(0, Math.floor(piece.length / 2)))
        end()
      })
      from.on('error', end).on('close', end)
      if (isStalled) from.pause()
    }
    pass(client, server)
    pass(server, client)
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))

  const reset = () => {
    for (const { client, server } of [...links]) {
      client.resetAndDestroy()
      server.destroy()
    }
  }
  return {
    url: `http://127.0.0.1:${(listener.address() as AddressInfo).port}`, // A TCP server that listens has one.
    leadTo(next) {
      port = next
    },
    reset,
    truncate() {
      isTruncating = true
    },
    stall() {
      isStalled = true
      for (const { client, server } of links) for (const side of [client, server]) side.pause()
    },
    resume() {
      isStalled = false
      for (const { client, server } of links) for (const side of [client, server]) side.resume()
    },
    close() {
      reset()
      listener.close()
    },
  }
}
