// The one HTTP listener: `/in/` goes to capture as Node read it, the live socket to `ws`, the rest to Hono (C1).

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { getRequestListener, RequestError } from '@hono/node-server'
import { type WebSocket, WebSocketServer } from 'ws'
import type { ParseFailures } from '../capture/read-request.ts'
import type { Capture } from '../capture/route.ts'
import { parseCaptureTarget } from '../capture/target.ts'
import { errorBody } from '../wire/errors.ts'
import { longestRelayMessage } from '../wire/relay.ts'
import type { createApp } from './app.ts'
import { createClientErrorListener } from './failed-requests.ts'
import type { Guard } from './guard.ts'
import { upgradeOptions } from './live-upgrade.ts'
import type { createRemoteAddress } from './remote-address.ts'

export interface ListenerOptions {
  readonly capture: Capture
  readonly parseFailures: ParseFailures
  readonly app: ReturnType<typeof createApp>
  readonly guard: Guard
  readonly remoteAddressOf: ReturnType<typeof createRemoteAddress>
  /** `origin` is where the client reached us. */
  readonly serveLive: (socket: WebSocket, origin: string) => void
  readonly onFailure: (error: unknown) => void
}

export interface Listener {
  /** Rejects with node's error when the address cannot be had. */
  listen(port: number, host: string): Promise<AddressInfo>
  /** Takes no new connections, lets requests in flight finish, says goodbye to sockets; hangs up after `graceMs` (O2). */
  drain(graceMs: number): Promise<void>
}

const maxHeaderBytes = 64 * 1024

/** The least that every answer under `/in/` carries (A4), for one that capture could not give. */
const fence = { 'Content-Security-Policy': 'sandbox', 'X-Content-Type-Options': 'nosniff' }

export function createListener(options: ListenerOptions): Listener {
  const { capture, app, guard, serveLive, onFailure } = options
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

  /** Captures that are not stored yet: one whose sender is gone goes on after its connection. */
  let capturing = 0
  let onCaptured: (() => void) | undefined

  function serve(request: IncomingMessage, response: ServerResponse): void {
    const target = parseCaptureTarget(request.url ?? '')
    if (!target) {
      if (request.url?.startsWith('/')) return void serveApp(request, response)
      return refuseTarget(response)
    }
    capturing++
    capture
      .handle(request, response, target)
      .catch((error) => {
        onFailure(error)
        if (response.headersSent) response.destroy()
        else response.writeHead(503, { ...fence, 'Retry-After': '5', Connection: 'close' }).end()
      })
      .finally(() => {
        capturing--
        if (capturing === 0) onCaptured?.()
      })
  }

  const server: Server = createServer(
    {
      // A request without a Host, or with one that no URL parser takes, is captured like any other.
      requireHostHeader: false,
      maxHeaderSize: maxHeaderBytes,
      headersTimeout: 30_000,
      requestTimeout: 300_000,
      keepAliveTimeout: 65_000,
      ...upgradeOptions(),
    },
    serve,
  )
  const connections = new Set<Socket>()
  server.on('connection', (connection) => {
    connections.add(connection)
    connection.on('close', () => connections.delete(connection))
  })
  // Past this many, node leaves headers out without a word; their bytes are bounded above.
  server.maxHeadersCount = 0
  server.on('checkContinue', (request, response) => {
    response.writeContinue()
    serve(request, response)
  })
  // An Expect that node does not know: the sender is not waiting for us, and its request is evidence like any other.
  server.on('checkExpectation', serve)
  server.on(
    'clientError',
    createClientErrorListener({ ...options, remoteAddressOf: options.remoteAddressOf }),
  )
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
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
  })

  return {
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, host, () => {
          server.off('error', reject)
          resolve(server.address() as AddressInfo) // A TCP server that listens has one.
        })
      }),
    drain: (graceMs) =>
      new Promise((resolve) => {
        for (const socket of sockets.clients) socket.close(1001, 'going away')
        // A connection becomes idle when its last answer is out; node itself looks only once, when closing begins.
        const sweep = setInterval(() => {
          server.closeIdleConnections()
          // Browsers open connections ahead of need; to node one that never sent a byte is not idle.
          for (const connection of connections) if (connection.bytesRead === 0) connection.destroy()
        }, 20)
        const hangUp = setTimeout(() => {
          for (const socket of sockets.clients) socket.terminate()
          server.closeAllConnections()
        }, graceMs)
        server.close(() => {
          clearInterval(sweep)
          clearTimeout(hangUp)
          if (capturing === 0) resolve()
          else onCaptured = resolve
        })
      }),
  }
}

/**
 * The absolute form, which only proxies are sent (RFC 9112 §3.2.2), names a host beside the one that the guard checks.
 * Captures take it, since whatever reaches a bin is evidence; nothing else does.
 */
function refuseTarget(response: ServerResponse): void {
  const text = 'Send a path as the request target, not a whole URL.'
  const body = Buffer.from(JSON.stringify(errorBody('bad-request', text)))
  response.writeHead(400, {
    'Content-Type': 'application/json',
    'Content-Length': body.length,
    Connection: 'close',
  })
  response.end(body)
}
