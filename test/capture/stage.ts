// A bare server that performs answers, a client that reads them byte by byte, and what either leaves behind.

import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { onTestFinished, vi } from 'vitest'
import { createHolds, type HoldsOptions, type Hurry } from '../../server/capture/holds.ts'
import { type Performed, performAnswer } from '../../server/capture/perform-answer.ts'
import type { Performance } from '../../server/responses/decide.ts'
import { type Answer, textAnswer } from '../../server/wire/answers.ts'
import type { BinId } from '../../server/wire/ids.ts'
import { openConnection, readToClose } from '../support/raw-http.ts'

export interface Play extends Partial<Performance> {
  readonly answer?: Partial<Answer>
}

export const get = 'GET / HTTP/1.1\r\nHost: h\r\n\r\n'

/** `Date` is given, so that what arrives is known to the byte. */
const hello = textAnswer(200, 'text/plain', 'hello world', [['Date', 'then']])
const fence =
  'Content-Security-Policy: sandbox\r\nX-Content-Type-Options: nosniff\r\nAccess-Control-Allow-Origin: *\r\n'

const headOf = (connection: string) =>
  `HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nDate: then\r\n${fence}Content-Length: 11\r\n${connection}\r\n\r\n`
/** Of the answer, as node writes it. */
export const head = headOf('Connection: keep-alive\r\nKeep-Alive: timeout=5')
/** Of the answer, on a connection that is not kept. */
export const lastHead = headOf('Connection: close')

/** Opens a connection to a stage that answers by `plays` in turn, and resolves when `requests` are being answered. */
export async function send(
  plays: readonly Play[],
  requests = [get],
  holdsOptions: HoldsOptions = {},
) {
  const stage = await startStage(plays, holdsOptions)
  const client = await openConnection(stage.port)
  onTestFinished(() => void client.destroy())
  const closed = readToClose(client)
  client.write(requests.join(''))
  await stage.performing(requests.length)
  return { ...stage, client, closed, letTimePass: () => letTimePass(closed) }
}

/** What has come over a connection by the time it is closed, however late that is by the false clock. */
async function letTimePass<Result>(closed: Promise<Result>): Promise<Result> {
  let isClosed = false
  closed.then(() => {
    isClosed = true
  })
  while (!isClosed) await vi.advanceTimersByTimeAsync(50)
  return await closed
}

async function startStage(plays: readonly Play[], holdsOptions: HoldsOptions) {
  const holds = createHolds(holdsOptions)
  const take = (bytes = 0, hurry: Hurry = () => {}) => holds.take('bin' as BinId, bytes, hurry) // Any text will do for a bin here.
  const performed: Promise<Performed>[] = []
  const sockets: Socket[] = []
  const listeners: number[] = []
  const server = createServer((request, response) => {
    const { answer, ...how } = plays[performed.length] ?? {}
    sockets.push(request.socket)
    listeners.push(countListeners(request.socket))
    request.resume()
    performed.push(
      performAnswer(
        request,
        response,
        { ...hello, ...answer },
        [['Access-Control-Allow-Origin', '*']],
        { delayMs: 0, end: 'normal', ...how },
        take,
      ),
    )
    server.emit('performing')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })

  return {
    port: (server.address() as AddressInfo).port, // It listens on TCP.
    holds,
    take,
    /** Resolves when so many requests have come. */
    async performing(count: number): Promise<void> {
      while (performed.length < count) await once(server, 'performing')
    },
    performed: () => Promise.all(performed),
    /** The server's side of the connection that the first request came on. */
    socket(): Socket {
      const [socket] = sockets
      if (!socket) throw new Error('No request has come.')
      return socket
    },
    /** Listeners that performing has left on the connection of the first request. */
    strayListeners: () => countListeners(sockets[0]) - (listeners[0] ?? 0),
  }
}

function countListeners(socket: Socket | undefined): number {
  const names = socket?.eventNames() ?? []
  return names.reduce((sum, name) => sum + (socket?.listenerCount(name) ?? 0), 0)
}
