// The live stream as its users want it: every request once and in order, across reconnects (L1, L4).
// Runs in browsers and Node alike; knows neither views nor databases.

import { assertNever } from '../wire/assert-never.ts'
import type { BinId, Seq } from '../wire/ids.ts'
import { type BinEvent, heartbeatMs, type RefusedReason, type ServerMessage } from '../wire/live.ts'
import type { RequestSummary } from '../wire/requests.ts'

/** `waiting` tells when the next try is due, Unix time in milliseconds. */
export type LiveState =
  | { readonly type: 'connecting' }
  | { readonly type: 'live' }
  | { readonly type: 'waiting'; readonly retryAt: number; readonly attempt: number }
  | { readonly type: 'closed' }

export interface LiveHandlers {
  /** New requests, ascending, none twice, none left out except those the server has deleted. */
  onRequests(requests: readonly RequestSummary[]): void
  /** Every other event of the bin. */
  onEvent(event: Exclude<BinEvent, { type: 'captured' }>): void
  /** Subscribed (again): compare `rev` with the last one known to see whether anything but captures was missed. */
  onSubscribed?(bin: { firstSeq: Seq; lastSeq: Seq; rev: number }): void
  /** The bin is gone or the key is wrong; the subscription is over. */
  onRefused(reason: RefusedReason): void
}

export interface LiveSubscription {
  close(): void
}

export interface LiveClient {
  readonly state: LiveState
  /** Delivers everything after `after`, then the live tail. One subscription per bin. */
  subscribe(
    bin: BinId,
    options: { key: string; after: Seq },
    handlers: LiveHandlers,
  ): LiveSubscription
  /** Tries at once instead of waiting for the next try. */
  retryNow(): void
  close(): void
}

/** The part of the standard WebSocket this module needs. */
export interface Socket {
  onopen: (() => void) | null
  onmessage: ((event: { data: unknown }) => void) | null
  onclose: (() => void) | null
  onerror: (() => void) | null
  send(text: string): void
  close(): void
}

export interface LiveOptions {
  /** `ws://…/api/live`. */
  readonly url: string
  readonly onState: (state: LiveState) => void
  /** Summaries with `from ≤ seq`, ascending, all of them: the way out of a gap (L3). */
  readonly fetchFrom: (bin: BinId, key: string, from: Seq) => Promise<readonly RequestSummary[]>
  readonly openSocket?: (url: string) => Socket
  readonly now?: () => number
  readonly random?: () => number
}

const firstDelayMs = 300
const longestDelayMs = 15_000

interface Entry {
  readonly bin: BinId
  readonly key: string
  readonly handlers: LiveHandlers
  cursor: Seq
  /** Frames held back while a gap is being fetched. */
  held: (readonly RequestSummary[])[] | undefined
  /** Counts gaps: one that opens while another is being fetched wants a second fetch. */
  gaps: number
}

/** Connects at once and keeps reconnecting for ever, with full jitter between tries. */
export function connectLive(options: LiveOptions): LiveClient {
  const now = options.now ?? Date.now
  const random = options.random ?? Math.random
  const openSocket =
    options.openSocket ?? ((url: string) => new WebSocket(url) as unknown as Socket)
  const entries = new Map<BinId, Entry>()
  let state: LiveState = { type: 'connecting' }
  let socket: Socket | undefined
  let attempt = 0
  let retryTimer: ReturnType<typeof setTimeout> | undefined
  let silenceTimer: ReturnType<typeof setTimeout> | undefined

  function setState(next: LiveState): void {
    state = next
    options.onState(next)
  }

  function open(): void {
    clearTimeout(retryTimer)
    setState({ type: 'connecting' })
    const opened = openSocket(options.url)
    socket = opened
    watchSilence(opened)
    opened.onopen = () => {
      attempt = 0
      for (const entry of entries.values()) sendSubscribe(entry)
      setState({ type: 'live' })
    }
    opened.onmessage = ({ data }) => {
      watchSilence(opened)
      if (typeof data === 'string') receive(JSON.parse(data) as ServerMessage)
    }
    opened.onerror = () => {}
    opened.onclose = () => lost(opened)
  }

  /** A peer that says nothing for two heartbeats is gone, whatever TCP believes. */
  function watchSilence(watched: Socket): void {
    clearTimeout(silenceTimer)
    silenceTimer = setTimeout(() => {
      watched.close()
      lost(watched)
    }, heartbeatMs * 2)
  }

  function lost(closed: Socket): void {
    if (socket !== closed || state.type === 'closed') return
    socket = undefined
    clearTimeout(silenceTimer)
    attempt += 1
    const ceiling = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(attempt, 10))
    const delay = ceiling / 2 + (random() * ceiling) / 2
    setState({ type: 'waiting', retryAt: now() + delay, attempt })
    retryTimer = setTimeout(open, delay)
  }

  function send(message: unknown): void {
    socket?.send(JSON.stringify(message))
  }

  function sendSubscribe(entry: Entry): void {
    entry.held = undefined
    send({ type: 'subscribe', bin: entry.bin, key: entry.key, after: entry.cursor })
  }

  function receive(message: ServerMessage): void {
    if (message.type === 'ping') return send({ type: 'pong' })
    const entry = entries.get(message.bin as BinId)
    if (!entry) return
    switch (message.type) {
      case 'captured':
        return entry.held
          ? void entry.held.push(message.requests)
          : advance(entry, message.requests)
      case 'subscribed':
        // A cursor past the end means the database was replaced: start over rather than wait for ever.
        if (entry.cursor > message.lastSeq) entry.cursor = message.lastSeq
        return entry.handlers.onSubscribed?.(message)
      case 'gap':
        return void fillGap(entry)
      case 'refused':
        entries.delete(entry.bin)
        return entry.handlers.onRefused(message.reason)
      case 'changed':
      case 'removed':
      case 'delivered':
      case 'run':
      case 'checking':
      case 'relay':
        return entry.handlers.onEvent(message)
      default:
        assertNever(message)
    }
  }

  function advance(entry: Entry, requests: readonly RequestSummary[]): void {
    const fresh = requests.filter((request) => request.seq > entry.cursor)
    const last = fresh.at(-1)
    if (!last) return
    entry.cursor = last.seq
    entry.handlers.onRequests(fresh)
  }

  async function fillGap(entry: Entry): Promise<void> {
    entry.gaps += 1
    if (entry.held) return
    const held: (readonly RequestSummary[])[] = []
    entry.held = held
    const during = socket
    try {
      let seen: number
      do {
        seen = entry.gaps
        advance(entry, await options.fetchFrom(entry.bin, entry.key, entry.cursor + 1))
        // A new connection has subscribed from the cursor meanwhile and needs no filling.
        if (entry.held !== held) return
      } while (entry.gaps !== seen)
      entry.held = undefined
      for (const requests of held) advance(entry, requests)
    } catch {
      // The server is out of reach: a fresh connection resumes from the cursor, which has not moved.
      if (entry.held === held) during?.close()
    }
  }

  open()
  return {
    get state() {
      return state
    },
    subscribe(bin, { key, after }, handlers) {
      const entry: Entry = { bin, key, handlers, cursor: after, held: undefined, gaps: 0 }
      entries.set(bin, entry)
      if (state.type === 'live') sendSubscribe(entry)
      return {
        close() {
          if (entries.get(bin) !== entry) return
          entries.delete(bin)
          if (state.type === 'live') send({ type: 'unsubscribe', bin })
        },
      }
    },
    retryNow() {
      if (state.type === 'waiting') open()
    },
    close() {
      setState({ type: 'closed' })
      clearTimeout(retryTimer)
      clearTimeout(silenceTimer)
      socket?.close()
      socket = undefined
    },
  }
}
