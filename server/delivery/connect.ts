// Opens a connection to one of the addresses the guard let pass, and to no other (A5).

import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { Target } from '../wire/targets.ts'

// Long enough for a slow network, short enough to reach the next address while someone waits.
const attemptMs = 5_000

export interface ConnectOptions {
  /** Take any certificate. */
  readonly insecure?: boolean
}

/** Tries the addresses in turn; rejects with the error of the only one, or an AggregateError of all. */
export async function connectTo(
  target: Pick<Target, 'protocol' | 'hostname' | 'port'>,
  addresses: readonly string[],
  signal: AbortSignal,
  { insecure = false }: ConnectOptions = {},
): Promise<Socket> {
  const errors: unknown[] = []
  for (const [index, address] of addresses.entries()) {
    const isLast = index === addresses.length - 1
    try {
      const socket = await openTcp(address, target.port, signal, isLast ? undefined : attemptMs)
      if (target.protocol === 'http:') return socket
      return await secure(socket, target.hostname, signal, insecure)
    } catch (error) {
      signal.throwIfAborted()
      // Somebody is there: another address would not make its certificate any better.
      if (error instanceof TlsFailure) throw error.cause
      errors.push(error)
    }
  }
  throw errors.length === 1 ? errors[0] : new AggregateError(errors, 'No address could be reached.')
}

class TlsFailure extends Error {}

function openTcp(
  address: string,
  port: number,
  signal: AbortSignal,
  timeoutMs: number | undefined,
): Promise<Socket> {
  const socket = connectTcp({ host: address, port, noDelay: true })
  if (timeoutMs !== undefined) {
    socket.setTimeout(timeoutMs, () => socket.destroy(timedOut()))
  }
  return established(socket, 'connect', signal).then(() => socket.setTimeout(0))
}

function secure(
  socket: Socket,
  hostname: string,
  signal: AbortSignal,
  insecure: boolean,
): Promise<Socket> {
  const tls = connectTls({
    socket,
    host: hostname,
    // A server name is a name: RFC 6066 §3 forbids addresses.
    servername: isIP(hostname) ? '' : hostname,
    ALPNProtocols: ['http/1.1'],
    rejectUnauthorized: !insecure,
  })
  return established(tls, 'secureConnect', signal).catch((error: unknown) => {
    throw new TlsFailure('TLS failed', { cause: error })
  })
}

function established<S extends Socket>(
  socket: S,
  event: 'connect' | 'secureConnect',
  signal: AbortSignal,
): Promise<S> {
  return new Promise((resolve, reject) => {
    const onAbort = () => socket.destroy(new Error('aborted'))
    const settle = () => {
      signal.removeEventListener('abort', onAbort)
      socket.off('error', onError).off('close', onClose)
    }
    const onError = (error: Error) => {
      settle()
      socket.on('error', () => {}) // It may fail again while it is being taken down.
      socket.destroy()
      reject(error)
    }
    const onClose = () => onError(hungUp())
    signal.addEventListener('abort', onAbort)
    socket
      .once(event, () => {
        settle()
        resolve(socket)
      })
      .on('error', onError)
      .on('close', onClose)
    if (signal.aborted) onAbort()
  })
}

function hungUp(): Error {
  return Object.assign(new Error('The connection was closed.'), { code: 'ECONNRESET' })
}

function timedOut(): Error {
  return Object.assign(new Error('The connection timed out.'), { code: 'ETIMEDOUT' })
}
