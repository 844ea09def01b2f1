// A WebSocket handshake as bytes: any request target, any Host, any Origin.

import { onTestFinished } from 'vitest'
import { openConnection } from './raw-http.ts'

/** Asks for the live socket and resolves with the status of the answer; 0 when the server hung up without one. */
export async function upgradeRaw(
  port: number,
  { target = '/api/live', headers }: { target?: string; headers: readonly string[] },
): Promise<number> {
  const socket = await openConnection(port)
  onTestFinished(() => void socket.destroy())
  const status = new Promise<number>((resolve) => {
    let received = ''
    socket.setEncoding('latin1')
    socket.on('data', (text: string) => {
      received += text
      if (received.includes('\r\n\r\n')) resolve(Number(received.split(' ')[1]))
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(0))
  })
  socket.write(handshake(target, headers))
  return await status
}

/** The bytes of the handshake (RFC 6455 §4.1). */
export function handshake(target: string, headers: readonly string[]): string {
  return [
    `GET ${target} HTTP/1.1`,
    ...headers,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    '\r\n',
  ].join('\r\n')
}
