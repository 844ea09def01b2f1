// All that is no capture, as the listener hands it on: the Hono app behind node's requests, and the live sockets. Most
// of what the server has to load is behind it, so it is loaded when the server listens already.

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { getRequestListener, RequestError } from '@hono/node-server'
import { type WebSocket, WebSocketServer } from 'ws'
import { errorBody } from '../wire/errors.ts'
import { longestRelayMessage } from '../wire/relay.ts'
import type { createApp } from './app.ts'
import type { Guard } from './guard.ts'

export interface AppServerOptions {
  readonly app: ReturnType<typeof createApp>
  readonly guard: Guard
  /** `origin` is where the client reached us. */
  readonly serveLive: (socket: WebSocket, origin: string) => void
  readonly onFailure: (error: unknown) => void
}

export interface AppServer {
  serve(request: IncomingMessage, response: ServerResponse): void
  /** Makes a live socket of the connection, where the guard lets it. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Says goodbye to live sockets. */
  leave(): void
  /** Hangs up on live sockets. */
  hangUp(): void
}

export function createAppServer({ app, guard, serveLive, onFailure }: AppServerOptions): AppServer {
  const serveApp = getRequestListener(app.fetch, {
    overrideGlobalObjects: false,
    errorHandler: answerUnreadable,
  })

  /** What no URL can be made of never reaches the app: a missing Host, one that cannot be, a backslash in the path. */
  function answerUnreadable(error: unknown): Response {
    if (error instanceof RequestError) {
      const message = `This is no request for Hooklens: ${error.message}.`
      return Response.json(errorBody('bad-request', message), { status: 400 })
    }
    onFailure(error)
    return Response.json(errorBody('internal', 'Hooklens failed; its log says why.'), {
      status: 500,
    })
  }

  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: true,
    maxPayload: longestRelayMessage,
    perMessageDeflate: false,
  })

  return {
    serve(request, response) {
      void serveApp(request, response)
    },
    upgrade(request, socket, head) {
      const result = guard(request)
      if (result.type === 'denied') {
        const body = JSON.stringify(errorBody(result.code, result.message))
        socket.end(
          `HTTP/1.1 403 Forbidden\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n` +
            `Connection: close\r\n\r\n${body}`,
        )
        return
      }
      const origin = `http://${result.host}`
      sockets.handleUpgrade(request, socket, head, (live) => serveLive(live, origin))
    },
    leave() {
      for (const socket of sockets.clients) socket.close(1001, 'going away')
    },
    hangUp() {
      for (const socket of sockets.clients) socket.terminate()
    },
  }
}
