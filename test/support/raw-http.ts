// HTTP as bytes: what a client library would never send, and what really came back.

import { connect, type Socket } from 'node:net'

export interface RawResponse {
  readonly status: number
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
}

/** Opens a connection to this machine; resolves once it stands. */
export function openConnection(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' })
    socket.once('connect', () => resolve(socket)).once('error', reject)
  })
}

/** Sends bytes (strings as latin1) and resolves with everything received until the server hangs up. */
export async function sendRaw(
  port: number,
  ...parts: readonly (string | Uint8Array)[]
): Promise<string> {
  const socket = await openConnection(port)
  const received = readToEnd(socket)
  for (const part of parts)
    socket.write(typeof part === 'string' ? Buffer.from(part, 'latin1') : part)
  return await received
}

/** Everything a socket receives until the other side ends, as latin1. */
export function readToEnd(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    socket.on('data', (chunk: Buffer) => chunks.push(chunk))
    socket.on('error', () => {})
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')))
  })
}

/** Everything a socket receives, as latin1, and how the other side ended it. */
export function readToClose(
  socket: Socket,
): Promise<{ readonly received: string; readonly end: 'fin' | 'reset' }> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let end: 'fin' | 'reset' = 'fin'
    socket.on('data', (chunk: Buffer) => chunks.push(chunk))
    socket.on('error', ({ code }: NodeJS.ErrnoException) => {
      if (code === 'ECONNRESET') end = 'reset'
    })
    socket.on('close', () => resolve({ received: Buffer.concat(chunks).toString('latin1'), end }))
  })
}

/** Sends one request, which must make the server close the connection, and reads its one response. */
export async function requestRaw(
  port: number,
  ...parts: readonly (string | Uint8Array)[]
): Promise<RawResponse> {
  const [response] = parseResponses(await sendRaw(port, ...parts))
  if (!response) throw new Error('The server closed the connection without an answer.')
  return response
}

/** Splits what came back on a connection into its responses; all must state their length or have no body. */
export function parseResponses(received: string): RawResponse[] {
  const responses: RawResponse[] = []
  let rest = received
  while (rest !== '') {
    const end = rest.indexOf('\r\n\r\n')
    const [statusLine = '', ...lines] = rest.slice(0, end).split('\r\n')
    const headers = new Map(
      lines.map((line): [string, string] => {
        const colon = line.indexOf(':')
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
      }),
    )
    const status = Number(statusLine.split(' ')[1])
    const bodyStart = end + 4
    const length = status === 100 ? 0 : Number(headers.get('content-length') ?? 0)
    const body = rest.slice(bodyStart, bodyStart + length)
    if (status !== 100) responses.push({ status, headers, body })
    rest = rest.slice(bodyStart + length)
  }
  return responses
}
