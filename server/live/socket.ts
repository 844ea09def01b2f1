// Speaks the live protocol over one WebSocket: subscriptions in, frames out, heartbeats both ways (L3, L4).

import type { WebSocket } from 'ws'
import { assertNever } from '../wire/assert-never.ts'
import { type BinId, parseBinId } from '../wire/ids.ts'
import {
  type ClientMessage,
  heartbeatMs,
  type RefusedReason,
  type ServerMessage,
} from '../wire/live.ts'
import type { Hub, Outlet, Subscription } from './hub.ts'

export interface LiveSocketOptions {
  /** Whether the key opens the bin for reading; otherwise why not. */
  readonly admit: (bin: BinId, key: string) => Promise<'admitted' | RefusedReason>
  readonly hub: Hub
  /** Takes the socket over when its first message is a relay's hello. */
  readonly serveRelay: (socket: WebSocket, hello: string) => void
  readonly now: () => number
  readonly onFailure: (error: unknown) => void
  /** Bytes that may wait in one socket before its subscriptions are paused. */
  readonly maxQueuedBytes?: number
  readonly maxSubscriptions?: number
}

/** Serves `socket` until it closes. */
export function serveLiveSocket(socket: WebSocket, options: LiveSocketOptions): void {
  const {
    admit,
    hub,
    serveRelay,
    now,
    onFailure,
    maxQueuedBytes = 1024 * 1024,
    maxSubscriptions = 64,
  } = options
  const subscriptions = new Map<string, Subscription>()
  const outlet = createOutlet(socket, maxQueuedBytes)
  let heardAt = now()
  let isFirst = true

  const heartbeat = setInterval(() => {
    if (now() - heardAt > heartbeatMs * 2) socket.terminate()
    else send({ type: 'ping' })
  }, heartbeatMs)
  heartbeat.unref()

  socket.on('message', (data, isBinary) => {
    heardAt = now()
    const text = isBinary ? '' : String(data)
    if (isFirst && isHello(text)) return handOver(text)
    isFirst = false
    const message = parseMessage(text)
    if (message) receive(message).catch(onFailure)
    else refuse('', 'bad-message')
  })
  socket.on('error', () => socket.terminate())
  socket.on('close', leave)

  function leave(): void {
    clearInterval(heartbeat)
    for (const subscription of subscriptions.values()) subscription.close()
    subscriptions.clear()
  }

  function handOver(hello: string): void {
    leave()
    socket.removeAllListeners()
    serveRelay(socket, hello)
  }

  async function receive(message: ClientMessage): Promise<void> {
    switch (message.type) {
      case 'pong':
        return
      case 'unsubscribe':
        subscriptions.get(message.bin)?.close()
        subscriptions.delete(message.bin)
        return
      case 'subscribe': {
        const bin = parseBinId(message.bin)
        if (!bin) return refuse(message.bin, 'not-found')
        const admitted = await admit(bin, message.key)
        if (admitted !== 'admitted') return refuse(bin, admitted)
        if (socket.readyState === socket.OPEN) subscribe(bin, message.after)
        return
      }
      default:
        assertNever(message)
    }
  }

  function subscribe(bin: BinId, after: number): void {
    subscriptions.get(bin)?.close()
    if (subscriptions.size >= maxSubscriptions) return refuse(bin, 'bad-message')
    subscriptions.set(bin, hub.subscribe(bin, after, outlet))
  }

  function refuse(bin: string, reason: RefusedReason): void {
    // It asks for more than it reads: what it is told must not wait here without bound.
    if (outlet.isCongested()) return socket.terminate()
    send({ type: 'refused', bin, reason })
  }

  function send(message: ServerMessage): void {
    outlet.send(JSON.stringify(message))
  }
}

/** Counts what waits in the socket; `ws` tells when a frame has gone to the kernel. */
function createOutlet(socket: WebSocket, maxQueuedBytes: number): Outlet {
  let queuedBytes = 0
  let wakers: (() => void)[] = []

  function settle(): void {
    if (queuedBytes > maxQueuedBytes / 2 && socket.readyState === socket.OPEN) return
    const woken = wakers
    wakers = []
    for (const wake of woken) wake()
  }

  socket.on('close', settle)
  return {
    send(frame) {
      if (socket.readyState !== socket.OPEN) return
      queuedBytes += frame.length
      socket.send(frame, () => {
        queuedBytes -= frame.length
        settle()
      })
    },
    isCongested: () => queuedBytes > maxQueuedBytes,
    whenDrained: () =>
      new Promise((resolve) => {
        wakers.push(resolve)
        settle()
      }),
  }
}

/** Subscribers have little to say. */
const longestMessage = 64 * 1024

/** Undefined when the text is no message of the protocol. */
function parseMessage(text: string): ClientMessage | undefined {
  if (text.length > longestMessage) return undefined
  const { type, bin, key, after } = parseObject(text)
  if (type === 'pong') return { type }
  if (typeof bin !== 'string') return undefined
  if (type === 'unsubscribe') return { type, bin }
  if (type !== 'subscribe' || typeof key !== 'string') return undefined
  const isSeq = typeof after === 'number' && Number.isSafeInteger(after) && after >= 0
  return isSeq ? { type, bin, key, after } : undefined
}

/** Whoever says hello is a relay, whatever else it says. */
function isHello(text: string): boolean {
  return parseObject(text).type === 'hello'
}

/** Empty when the text is none. */
function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    // Its members are looked at one by one.
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
