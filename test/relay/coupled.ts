// Both ends of the relay's protocol on a link in memory, with a store on one side and local work on the other. What is on
// its way is lost when the link is cut, whichever frames those are.

import {
  type ClientOutput,
  type ClientSessionOptions,
  createClientSession,
} from '../../server/relay/client-session.ts'
import type { Frame } from '../../server/relay/frames.ts'
import {
  createServerSession,
  type ServerOutput,
  type ServerSession,
} from '../../server/relay/server-session.ts'
import type { RelayDeliver } from '../../server/wire/relay.ts'
import { relayOptions, sampleReport, sampleRequest, sampleWelcome } from './samples.ts'

export interface Coupled {
  /** A request is captured. */
  capture(): void
  /** A user replays the request. */
  replay(seq: number): void
  connect(): void
  cut(): void
  /** Hands over the next frame on its way; false when there is none. */
  carry(to: 'relay' | 'server'): boolean
  /** The local server answers the n-th of what it has. */
  answer(index: number): boolean
  setWindow(window: number): void
  /** Time passes on both sides, and all they then say arrives. */
  pass(ms: number): void
  /** What local work was given, in order. */
  readonly handedOut: readonly RelayDeliver[]
  readonly running: readonly RelayDeliver[]
  /** The most new requests the relay ever held. */
  readonly mostHeld: number
  /** Reports stored, by id. */
  readonly stored: ReadonlyMap<string, number>
  readonly isConnected: boolean
  readonly unkept: number
}

/** As often as both sides look at their clocks. */
const tickMs = 5_000

/** With `bodySize` bytes in each request. */
export function couple(overrides: Partial<ClientSessionOptions> = {}, bodySize = 0): Coupled {
  const client = createClientSession({ ...relayOptions, ...overrides })
  const body = new Uint8Array(bodySize)
  const handedOut: RelayDeliver[] = []
  const running: RelayDeliver[] = []
  const stored = new Map<string, number>()
  const replays = new Map<string, number>()
  const held = new Set<string>()
  let mostHeld = 0
  let lastSeq = 0
  let ids = 0
  let now = 0
  let server: ServerSession | undefined
  let cursor = 0
  let toRelay: Frame[] = []
  let toServer: Frame[] = []

  function atServer(outputs: readonly ServerOutput[]): void {
    for (const output of outputs) {
      switch (output.type) {
        case 'send':
          toRelay.push(output.frame)
          break
        case 'hello': {
          cursor = Number(output.hello.after)
          atServer(server?.welcome({ ...sampleWelcome, after: cursor }) ?? [])
          for (const [id, seq] of replays) offer(id, 'replay', seq)
          break
        }
        case 'delivered':
          stored.set(output.report.id, output.report.seq)
          replays.delete(output.report.id)
          atServer(server?.kept(output.report.id) ?? [])
          break
        case 'room':
          break
        default:
          throw new Error(`The server would ${output.type}.`)
      }
    }
    feed()
  }

  function feed(): void {
    while (server && server.room > 0 && cursor < lastSeq) {
      cursor += 1
      ids += 1
      offer(`new-${ids}`, 'new', cursor)
    }
  }

  function offer(id: string, kind: 'new' | 'replay', seq: number): void {
    const delivery = { id, kind, request: sampleRequest(seq, bodySize) }
    for (const output of server?.offer(delivery, body) ?? []) {
      if (output.type === 'send') toRelay.push(output.frame)
    }
  }

  function atRelay(outputs: readonly ClientOutput[]): void {
    for (const output of outputs) {
      switch (output.type) {
        case 'send':
          toServer.push(output.frame)
          break
        case 'deliver':
          handedOut.push(output.delivery)
          running.push(output.delivery)
          if (output.delivery.kind === 'new') held.add(output.delivery.id)
          mostHeld = Math.max(mostHeld, held.size)
          break
        case 'kept':
          held.delete(output.id)
          break
        case 'hang-up':
        case 'refused':
          throw new Error(output.message)
      }
    }
  }

  function carry(to: 'relay' | 'server'): boolean {
    const frame = to === 'relay' ? toRelay.shift() : toServer.shift()
    if (frame === undefined) return false
    if (to === 'relay') atRelay(client.receive(frame, now))
    else atServer(server?.receive(frame, now) ?? [])
    return true
  }

  return {
    capture() {
      lastSeq += 1
      feed()
    },
    replay(seq) {
      ids += 1
      replays.set(`replay-${ids}`, seq)
      offer(`replay-${ids}`, 'replay', seq)
    },
    connect() {
      if (server) return
      server = createServerSession(now)
      atRelay(client.connected(now))
    },
    cut() {
      server = undefined
      toRelay = []
      toServer = []
      client.disconnected()
    },
    carry,
    answer(index) {
      const [delivery] = running.splice(index % Math.max(1, running.length), 1)
      if (!delivery) return false
      atRelay(client.report(sampleReport(delivery.id, delivery.request.seq), body))
      return true
    },
    setWindow: (window) => atRelay(client.setWindow(window)),
    pass(ms) {
      for (const end = now + ms; now < end; ) {
        now += tickMs
        atRelay(client.tick(now))
        atServer(server?.tick(now) ?? [])
        while (carry('server') || carry('relay')) {}
      }
    },
    handedOut,
    running,
    get mostHeld() {
      return mostHeld
    },
    stored,
    get isConnected() {
      return server !== undefined
    },
    get unkept() {
      return client.unkept
    },
  }
}
