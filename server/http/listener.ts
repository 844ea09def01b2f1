// The one HTTP listener: `/in/` goes to capture as Node read it, the rest and the live socket to what is behind (C1).

import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { ParseFailures } from '../capture/read-request.ts'
import type { Capture } from '../capture/route.ts'
import { http } from '../node-http.ts'
import { parseCaptureTarget } from '../wire/capture-target.ts'
import { errorBody } from '../wire/errors.ts'
import type { AppServer } from './app-server.ts'
import { createClientErrorListener } from './failed-requests.ts'
import type { Late } from './late.ts'
import { upgradeOptions } from './live-upgrade.ts'
import type { createRemoteAddress } from './remote-address.ts'

export interface ListenerOptions {
  readonly capture: Capture
  readonly parseFailures: ParseFailures
  /** What is no capture waits for it. */
  readonly appServer: Late<AppServer>
  readonly remoteAddressOf: ReturnType<typeof createRemoteAddress>
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
  const { capture, appServer, onFailure } = options

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

  async function serveApp(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const { serve } = await appServer.get()
      serve(request, response)
    } catch (error) {
      onFailure(error)
      refuse(response, 500, errorBody('internal', 'Hooklens failed; its log says why.'))
    }
  }

  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.on('error', () => socket.destroy())
    try {
      const { upgrade } = await appServer.get()
      upgrade(request, socket, head)
    } catch (error) {
      onFailure(error)
      socket.destroy()
    }
  }

  const server: Server = http.createServer(
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
  server.on('upgrade', upgrade)

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
        appServer.current?.leave()
        // A connection becomes idle when its last answer is out; node itself looks only once, when closing begins.
        const sweep = setInterval(() => {
          server.closeIdleConnections()
          // Browsers open connections ahead of need; to node one that never sent a byte is not idle.
          for (const connection of connections) if (connection.bytesRead === 0) connection.destroy()
        }, 20)
        const hangUp = setTimeout(() => {
          appServer.current?.hangUp()
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
  refuse(response, 400, errorBody('bad-request', text))
}

function refuse(response: ServerResponse, status: number, error: object): void {
  const body = Buffer.from(JSON.stringify(error))
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': body.length,
    Connection: 'close',
  })
  response.end(body)
}
