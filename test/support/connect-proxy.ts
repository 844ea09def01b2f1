// A forward proxy on this machine that knows only CONNECT (RFC 9110 §9.3.6), and remembers where it was asked to go.

import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { onTestFinished } from 'vitest'

export interface ConnectProxy {
  readonly url: string
  /** `host:port` of each tunnel; an entry `direct` for anything else. */
  readonly asked: readonly string[]
}

/** With a `user:password`, it wants them. */
export async function startConnectProxy(credentials?: string): Promise<ConnectProxy> {
  const asked: string[] = []
  const wanted = credentials && `Basic ${Buffer.from(credentials).toString('base64')}`
  const server = createServer((_request, response) => {
    asked.push('direct')
    response.writeHead(405).end()
  })
  server.on('connect', (request, client, head) => {
    if (wanted && request.headers['proxy-authorization'] !== wanted) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n')
      return
    }
    asked.push(request.url ?? '')
    const port = Number(request.url?.split(':').at(-1))
    const tunnel = connect({ host: 'localhost', port }, () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      tunnel.write(head)
      tunnel.pipe(client)
      client.pipe(tunnel)
    })
    const end = () => {
      tunnel.destroy()
      client.destroy()
    }
    for (const side of [client, tunnel]) side.on('error', end).on('close', end)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo // A TCP server that listens has one.
  return { url: `http://${credentials ? `${credentials}@` : ''}localhost:${port}`, asked }
}
