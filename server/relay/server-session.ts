// The server's end of one connection to a relay, as a machine: frames and calls in, what to do about them out.
// Knows no sockets, no store and no clock.

import { assertNever } from '../wire/assert-never.ts'
import {
  type RelayClientMessage,
  type RelayDeliver,
  type RelayHello,
  type RelayRefusal,
  type RelayReport,
  type RelayServerMessage,
  relayVersion,
} from '../wire/relay.ts'
import { createClientMessageReader, type Frame, framesOf } from './frames.ts'
import { createHeartbeat } from './heartbeat.ts'

export type ServerOutput =
  | { readonly type: 'send'; readonly frame: Frame }
  /** After all that was to be sent. */
  | { readonly type: 'close'; readonly reason: RelayRefusal }
  /** Nothing comes any more: do not wait for a goodbye. */
  | { readonly type: 'hang-up' }
  /** Answer with `welcome` or `refuse`. */
  | { readonly type: 'hello'; readonly hello: RelayHello }
  /** Answer with `kept` once it is stored. It may be of an earlier connection. */
  | { readonly type: 'delivered'; readonly report: RelayReport; readonly body: Uint8Array }
  /** `room` may have grown. */
  | { readonly type: 'room' }

export type Welcome = Omit<Extract<RelayServerMessage, { type: 'welcome' }>, 'type' | 'version'>

/** Every call returns what is to be done, in order. Once a connection has ended, nothing is. */
export interface ServerSession {
  receive(frame: Frame, now: number): readonly ServerOutput[]
  /** Call it every few seconds. */
  tick(now: number): readonly ServerOutput[]
  welcome(welcome: Welcome): readonly ServerOutput[]
  /** Turns the relay away, at its hello or at any time after. */
  refuse(reason: RelayRefusal, message: string): readonly ServerOutput[]
  /** New requests only while there is room; replays at any time. */
  offer(
    delivery: Omit<RelayDeliver, 'type' | 'bodySize'>,
    body: Uint8Array,
  ): readonly ServerOutput[]
  passed(upTo: number): readonly ServerOutput[]
  kept(id: string): readonly ServerOutput[]
  cancel(id: string): readonly ServerOutput[]
  /** How many more new requests the relay takes. */
  readonly room: number
  /** Whether it wants none, however few it has. */
  readonly isPaused: boolean
}

export function createServerSession(startedAt: number): ServerSession {
  const reader = createClientMessageReader()
  const heartbeat = createHeartbeat(startedAt)
  /** New requests on their way; what the relay holds from earlier connections it counts itself. */
  const unfinished = new Set<string>()
  let phase: 'greeting' | 'asking' | 'open' | 'ended' = 'greeting'
  let window = 0

  function send(message: RelayServerMessage, body?: Uint8Array): ServerOutput[] {
    if (phase === 'ended') return []
    return framesOf(message, body).map((frame) => ({ type: 'send', frame }))
  }

  function refuse(reason: RelayRefusal, message: string): ServerOutput[] {
    const outputs = send({ type: 'refused', reason, message })
    if (outputs.length > 0) outputs.push({ type: 'close', reason })
    phase = 'ended'
    return outputs
  }

  function greet(message: RelayClientMessage): ServerOutput[] {
    if (message.type !== 'hello') return refuse('bad-message', 'A relay begins with a hello.')
    if (message.version !== relayVersion) return refuse('version', otherVersion(message.version))
    phase = 'asking'
    window = message.window
    return [{ type: 'hello', hello: message }]
  }

  function answer(message: RelayClientMessage, body: Uint8Array): ServerOutput[] {
    switch (message.type) {
      case 'window':
        window = message.window
        return [{ type: 'room' }]
      case 'delivered':
        return [{ type: 'delivered', report: message.delivery, body }]
      case 'ping':
        return send({ type: 'pong' })
      case 'pong':
        return []
      case 'hello':
        return refuse('bad-message', 'A relay says hello once.')
      default:
        return assertNever(message)
    }
  }

  return {
    receive(frame, now) {
      if (phase === 'ended') return []
      heartbeat.heard(now)
      const read = reader.read(frame)
      if (read.type === 'more') return []
      if (read.type === 'bad') {
        // A hello of another version may look like anything.
        const version = phase === 'greeting' ? versionOf(frame) : relayVersion
        if (version !== relayVersion) return refuse('version', otherVersion(version))
        return refuse('bad-message', read.message)
      }
      const { message, body } = read
      if (phase === 'greeting') return greet(message)
      const isEarly =
        phase === 'asking' && (message.type === 'window' || message.type === 'delivered')
      if (isEarly) return refuse('bad-message', 'A relay waits to be welcomed.')
      return answer(message, body)
    },
    tick(now) {
      if (phase === 'ended') return []
      const due = heartbeat.tick(now)
      if (due === 'ping') return send({ type: 'ping' })
      if (due === 'nothing') return []
      phase = 'ended'
      return [{ type: 'hang-up' }]
    },
    welcome(welcome) {
      if (phase !== 'asking') return []
      phase = 'open'
      return send({ type: 'welcome', version: relayVersion, ...welcome })
    },
    refuse,
    offer(delivery, body) {
      if (phase !== 'open') return []
      if (delivery.kind === 'new') unfinished.add(delivery.id)
      return send({ type: 'deliver', ...delivery, bodySize: body.length }, body)
    },
    passed: (upTo) => send({ type: 'passed', upTo }),
    kept(id) {
      const hadRoom = unfinished.delete(id)
      const outputs = send({ type: 'kept', id })
      return hadRoom ? [...outputs, { type: 'room' }] : outputs
    },
    cancel: (id) => send({ type: 'cancel', id }),
    get room() {
      return phase === 'open' ? Math.max(0, window - unfinished.size) : 0
    },
    get isPaused() {
      return window === 0
    },
  }
}

/** The version that an otherwise unreadable hello names. */
function versionOf(frame: Frame): number {
  try {
    const value: unknown = JSON.parse(String(frame))
    const isHello = typeof value === 'object' && value !== null && 'version' in value
    return isHello && Number.isSafeInteger(value.version) ? Number(value.version) : relayVersion
  } catch {
    return relayVersion
  }
}

function otherVersion(version: number): string {
  const older = version < relayVersion ? "'hooklens listen'" : 'the server'
  return `The relay speaks version ${version} of the protocol, the server version ${relayVersion}. Update ${older}.`
}
