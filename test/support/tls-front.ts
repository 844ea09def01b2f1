// TLS in front of a server, with a certificate that only its own authority vouches for.

import { type AddressInfo, connect } from 'node:net'
import { createServer } from 'node:tls'
import { onTestFinished } from 'vitest'
import { cert, key } from '../delivery/self-signed.ts'

/** The port that speaks TLS for the server at `toPort`. */
export async function startTlsFront(toPort: number): Promise<number> {
  const server = createServer({ key, cert }, (client) => {
    const plain = connect({ host: '127.0.0.1', port: toPort })
    plain.pipe(client)
    client.pipe(plain)
    const end = () => {
      plain.destroy()
      client.destroy()
    }
    for (const side of [client, plain]) side.on('error', end).on('close', end)
    onTestFinished(end)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port // A TCP server that listens has one.
}
