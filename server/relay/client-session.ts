// The relay's end of its connections to a server, as a machine that outlives each of them: frames and calls in, what to
// do about them out. Whatever happens to the connection, no request is handed out twice and no report is forgotten (D8).
// Knows no sockets, no clock and no local server.

import { assertNever } from '../wire/assert-never.ts'
import {
  type RelayClientMessage,
  type RelayDeliver,
  type RelayHello,
  type RelayRefusal,
  type RelayReport,
  type RelayServerMessage,
  type RelayStart,
  relayVersion,
} from '../wire/relay.ts'
import { createServerMessageReader, type Frame, type FrameReader, framesOf } from './frames.ts'
import { createHeartbeat, type Heartbeat } from './heartbeat.ts'

export type RelayWelcome = Extract<RelayServerMessage, { type: 'welcome' }>

export type ClientOutput =
  | { readonly type: 'send'; readonly frame: Frame }
  /** End the connection; a later one may do better. */
  | { readonly type: 'hang-up'; readonly why: 'silence' | 'bad-message'; readonly message: string }
  | { readonly type: 'welcome'; readonly welcome: RelayWelcome; readonly isNewBin: boolean }
  /** The server will not have this relay: trying again is of no use. */
  | { readonly type: 'refused'; readonly reason: RelayRefusal; readonly message: string }
  /** Deliver this, and tell with `report` what came of it. */
  | { readonly type: 'deliver'; readonly delivery: RelayDeliver; readonly body: Uint8Array }
  /** All up to here has been handed out or is of no concern. */
  | { readonly type: 'passed'; readonly upTo: number }
  | { readonly type: 'kept'; readonly id: string }
  /** Give this delivery up, then report it like any other. */
  | { readonly type: 'cancel'; readonly id: string }

export interface ClientSessionOptions
  extends Pick<RelayHello, 'relay' | 'bin' | 'key' | 'targets'> {
  readonly filters?: readonly string[]
  readonly start: RelayStart
  /** Of the bin that `start` is about, where it is a seq. */
  readonly binCreatedAt?: number
  readonly window: number
}

/** Every call returns what is to be done, in order. */
export interface ClientSession {
  /** A connection is open. */
  connected(now: number): readonly ClientOutput[]
  receive(frame: Frame, now: number): readonly ClientOutput[]
  /** The connection is gone. */
  disconnected(): void
  /** Call it every few seconds. */
  tick(now: number): readonly ClientOutput[]
  /** A delivery has ended. `body` is sent as it is: all of the answer where a sender waits for it, else what is kept. */
  report(report: RelayReport, body: Uint8Array): readonly ClientOutput[]
  /** Holds so many new requests unfinished from now on; 0 pauses. */
  setWindow(window: number): readonly ClientOutput[]
  /** Deliveries handed out whose outcome the server has not kept. */
  readonly unkept: number
}

interface Held {
  readonly kind: RelayDeliver['kind']
  /** Of an earlier connection: the server does not count it. */
  isCarried: boolean
  outcome: { readonly report: RelayReport; readonly body: Uint8Array } | undefined
}

export function createClientSession(options: ClientSessionOptions): ClientSession {
  const { relay, bin, key, targets, filters } = options
  const held = new Map<string, Held>()
  let { start: after, binCreatedAt, window } = options
  let link:
    | { readonly reader: FrameReader<RelayServerMessage>; readonly heartbeat: Heartbeat }
    | undefined
  let isOpen = false
  let toldWindow = 0

  function send(message: RelayClientMessage, body?: Uint8Array): ClientOutput[] {
    return framesOf(message, body).map((frame) => ({ type: 'send', frame }))
  }

  /** What the server may count up to, so that with what is left of earlier connections it makes the window. */
  function windowLeft(): number {
    let carried = 0
    for (const { kind, isCarried } of held.values()) if (isCarried && kind === 'new') carried++
    return Math.max(0, window - carried)
  }

  function tellWindow(): ClientOutput[] {
    const left = windowLeft()
    if (!isOpen || left === toldWindow) return []
    toldWindow = left
    return send({ type: 'window', window: left })
  }

  function hangUp(why: 'silence' | 'bad-message', message: string): ClientOutput[] {
    disconnected()
    return [{ type: 'hang-up', why, message }]
  }

  function disconnected(): void {
    link = undefined
    isOpen = false
  }

  function welcomed(welcome: RelayWelcome): ClientOutput[] {
    if (welcome.version !== relayVersion) {
      return refused('version', 'The server speaks another version of the protocol. Update both.')
    }
    const isNewBin = binCreatedAt !== undefined && binCreatedAt !== welcome.binCreatedAt
    // What is left of the old bin would be told of other requests with the same numbers.
    if (isNewBin) held.clear()
    isOpen = true
    after = welcome.after
    binCreatedAt = welcome.binCreatedAt
    const again = [...held.values()].flatMap(({ outcome }) =>
      outcome ? sendReport(outcome.report, outcome.body) : [],
    )
    return [{ type: 'welcome', welcome, isNewBin }, ...tellWindow(), ...again]
  }

  function refused(reason: RelayRefusal, message: string): ClientOutput[] {
    disconnected()
    return [{ type: 'refused', reason, message }]
  }

  function sendReport(report: RelayReport, body: Uint8Array): ClientOutput[] {
    return send({ type: 'delivered', delivery: report, bodySize: body.length }, body)
  }

  function take(delivery: RelayDeliver, body: Uint8Array): ClientOutput[] {
    // A server says a replay again to a relay that was away, which may have it.
    if (held.has(delivery.id)) return []
    if (delivery.kind === 'new') {
      const { seq } = delivery.request
      if (seq <= Number(after)) return hangUp('bad-message', 'The server sent a request twice.')
      after = seq
    }
    held.set(delivery.id, { kind: delivery.kind, isCarried: false, outcome: undefined })
    return [{ type: 'deliver', delivery, body }]
  }

  function pass(upTo: number): ClientOutput[] {
    if (upTo <= Number(after)) return []
    after = upTo
    return [{ type: 'passed', upTo }]
  }

  function forget(id: string): ClientOutput[] {
    const entry = held.get(id)
    if (!entry?.outcome) return []
    held.delete(id)
    return [{ type: 'kept', id }, ...tellWindow()]
  }

  function answer(message: RelayServerMessage, body: Uint8Array): ClientOutput[] {
    switch (message.type) {
      case 'refused':
        return refused(message.reason, message.message)
      case 'ping':
        return send({ type: 'pong' })
      case 'pong':
        return []
      case 'welcome':
        if (isOpen) return hangUp('bad-message', 'The server welcomed this relay twice.')
        return welcomed(message)
    }
    if (!isOpen) return hangUp('bad-message', 'The server did not welcome this relay first.')
    switch (message.type) {
      case 'deliver':
        return take(message, body)
      case 'passed':
        return pass(message.upTo)
      case 'kept':
        return forget(message.id)
      case 'cancel':
        return held.has(message.id) ? [{ type: 'cancel', id: message.id }] : []
      default:
        return assertNever(message)
    }
  }

  return {
    connected(now) {
      link = { reader: createServerMessageReader(), heartbeat: createHeartbeat(now) }
      isOpen = false
      for (const entry of held.values()) entry.isCarried = true
      toldWindow = windowLeft()
      return send({
        type: 'hello',
        version: relayVersion,
        relay,
        bin,
        key,
        after,
        ...(binCreatedAt === undefined ? {} : { binCreatedAt }),
        targets,
        ...(filters === undefined ? {} : { filters }),
        window: toldWindow,
      })
    },
    receive(frame, now) {
      if (!link) return []
      link.heartbeat.heard(now)
      const read = link.reader.read(frame)
      if (read.type === 'more') return []
      if (read.type === 'message') return answer(read.message, read.body)
      if (isOpen) return hangUp('bad-message', read.message)
      return refused('version', 'The server does not know relays of this version. Update it.')
    },
    disconnected,
    tick(now) {
      const due = link?.heartbeat.tick(now)
      if (due === 'ping') return send({ type: 'ping' })
      return due === 'silence' ? hangUp('silence', 'The server has gone silent.') : []
    },
    report(report, body) {
      const entry = held.get(report.id)
      if (!entry || entry.outcome) return []
      entry.outcome = { report, body }
      return isOpen ? sendReport(report, body) : []
    },
    setWindow(next) {
      window = next
      return tellWindow()
    },
    get unkept() {
      return held.size
    },
  }
}
