// Brings committed events to subscribers: batched, serialised once for all, never queued without bound (L1–L3).
// Knows no sockets; a subscriber is anything that takes text.

import type { Store } from '../store/store.ts'
import type { BinId, Seq } from '../wire/ids.ts'
import type { BinEvent, RefusedReason, ServerMessage } from '../wire/live.ts'
import type { RequestSummary } from '../wire/requests.ts'

/** Where a subscription's frames go. */
export interface Outlet {
  send(frame: string): void
  /** Whether more waits to be sent than the outlet should hold. */
  isCongested(): boolean
  /** Resolves when it is no longer congested, or gone. */
  whenDrained(): Promise<void>
}

export interface Subscription {
  close(): void
}

export interface Hub {
  /** Sends `subscribed`, then everything after `after`, then the live tail. */
  subscribe(bin: BinId, after: Seq, outlet: Outlet): Subscription
  /** Tells a bin's subscribers. Captured events must come in commit order. */
  announce(event: BinEvent): void
  /** Ends every subscription of a bin that is gone. */
  end(bin: BinId, reason: RefusedReason): void
  close(): void
}

export interface HubOptions {
  readonly store: Pick<Store, 'getBin' | 'listRequests'>
  /** At most one frame per subscriber in this time (L2). */
  readonly batchMs?: number
  /** What is sent after `subscribed`: events that tell how things are rather than what happened. */
  readonly stateOf?: (bin: BinId) => readonly BinEvent[]
  /** Summaries per frame while catching up. */
  readonly pageSize?: number
  readonly onFailure: (error: unknown) => void
}

interface Subscriber {
  readonly outlet: Outlet
  /** The last seq sent; the next frame continues right behind it. */
  cursor: Seq
  /** `reading`: catching up from the store; `live`: fed by flushes; `stalled`: waits for its socket. */
  phase: 'reading' | 'live' | 'stalled' | 'closed'
}

interface Channel {
  readonly bin: BinId
  readonly subscribers: Set<Subscriber>
  /** Events since the last flush; runs of captures merged. */
  pending: BinEvent[]
  /** The last seq that a flush has handed out. */
  flushedSeq: Seq
  lastFlushAt: number
  timer: ReturnType<typeof setTimeout> | undefined
}

export function createHub(options: HubOptions): Hub {
  const { store, stateOf = () => [], batchMs = 25, pageSize = 500, onFailure } = options
  const channels = new Map<BinId, Channel>()

  function announce(event: BinEvent): void {
    const channel = channels.get(event.bin)
    if (!channel) return
    const last = channel.pending.at(-1)
    if (event.type === 'captured' && last?.type === 'captured') {
      channel.pending[channel.pending.length - 1] = {
        ...last,
        requests: last.requests.concat(event.requests),
      }
    } else {
      channel.pending.push(event)
    }
    if (channel.timer) return
    const wait = channel.lastFlushAt + batchMs - performance.now()
    channel.timer = setTimeout(() => flush(channel), Math.max(0, wait))
  }

  function flush(channel: Channel): void {
    channel.timer = undefined
    channel.lastFlushAt = performance.now()
    const events = channel.pending
    channel.pending = []
    for (const event of events) {
      if (event.type === 'captured') flushCaptured(channel, event.requests)
      else broadcast(channel, event)
    }
  }

  function flushCaptured(channel: Channel, requests: readonly RequestSummary[]): void {
    const [first] = requests
    const last = requests.at(-1)
    if (!first || !last) return
    channel.flushedSeq = last.seq
    const frames = new Map<Seq, string>()
    for (const subscriber of channel.subscribers) {
      if (subscriber.phase !== 'live' || subscriber.cursor >= last.seq) continue
      if (subscriber.outlet.isCongested()) {
        stall(channel, subscriber)
        continue
      }
      // Only a subscriber that has just caught up stands inside the batch; one text serves all the others.
      const from = Math.max(subscriber.cursor, first.seq - 1)
      const frame = frames.get(from) ?? capturedFrame(channel.bin, requests, from)
      frames.set(from, frame)
      subscriber.cursor = last.seq
      subscriber.outlet.send(frame)
    }
  }

  function broadcast(channel: Channel, event: BinEvent): void {
    const frame = encode(event)
    for (const subscriber of channel.subscribers) {
      if (subscriber.phase === 'stalled') continue
      if (subscriber.outlet.isCongested()) stall(channel, subscriber)
      else subscriber.outlet.send(frame)
    }
  }

  /** Drops everything for a subscriber until its socket has drained, then says from where it must refetch (L3). */
  function stall(channel: Channel, subscriber: Subscriber): void {
    subscriber.phase = 'stalled'
    const from = subscriber.cursor + 1
    void guarded(async () => {
      await subscriber.outlet.whenDrained()
      if (subscriber.phase !== 'stalled') return
      subscriber.outlet.send(encode({ type: 'gap', bin: channel.bin, from }))
      subscriber.cursor = Math.max(subscriber.cursor, channel.flushedSeq)
      subscriber.phase = 'live'
      // Marks and deletions may have been dropped too: `rev` tells.
      await sendSubscribed(channel, subscriber)
    })
  }

  async function sendSubscribed(channel: Channel, subscriber: Subscriber): Promise<Seq> {
    const record = await store.getBin(channel.bin)
    if (!record) return 0
    const { firstSeq, lastSeq, rev } = record
    if (isOpen(subscriber)) {
      subscriber.outlet.send(
        encode({ type: 'subscribed', bin: channel.bin, firstSeq, lastSeq, rev }),
      )
      for (const event of stateOf(channel.bin)) subscriber.outlet.send(encode(event))
    }
    return lastSeq
  }

  /** Reads from the store until nothing that was flushed is missing; then flushes take over, without a seam (L1). */
  async function catchUp(channel: Channel, subscriber: Subscriber): Promise<void> {
    const lastSeq = await sendSubscribed(channel, subscriber)
    // A cursor beyond the end is of an older database: there is nothing to catch up on.
    if (subscriber.cursor > lastSeq) subscriber.cursor = lastSeq
    while (isOpen(subscriber)) {
      const flushedBefore = channel.flushedSeq
      const { requests, next } = await store.listRequests(channel.bin, {
        after: subscriber.cursor,
        limit: pageSize,
        order: 'asc',
      })
      if (!isOpen(subscriber)) return
      const last = requests.at(-1)
      if (last) {
        subscriber.cursor = last.seq
        subscriber.outlet.send(encode({ type: 'captured', bin: channel.bin, requests }))
        if (subscriber.outlet.isCongested()) await subscriber.outlet.whenDrained()
      }
      if (next !== null) continue
      // Commits reach the store before they reach a flush: a short page held all that was flushed before it was read,
      // less what has been deleted. Only a flush during the read can have outrun it; then one more page is due.
      subscriber.cursor = Math.max(subscriber.cursor, flushedBefore)
      if (channel.flushedSeq <= subscriber.cursor && isOpen(subscriber)) {
        subscriber.phase = 'live'
        return
      }
    }
  }

  async function guarded(work: () => Promise<unknown>): Promise<void> {
    try {
      await work()
    } catch (error) {
      onFailure(error)
    }
  }

  return {
    subscribe(bin, after, outlet) {
      let channel = channels.get(bin)
      if (!channel) {
        channel = newChannel(bin)
        channels.set(bin, channel)
      }
      const joined = channel
      const subscriber: Subscriber = { outlet, cursor: after, phase: 'reading' }
      joined.subscribers.add(subscriber)
      void guarded(() => catchUp(joined, subscriber))
      return {
        close() {
          subscriber.phase = 'closed'
          joined.subscribers.delete(subscriber)
          if (joined.subscribers.size === 0) forget(joined)
        },
      }
    },
    announce,
    end(bin, reason) {
      const channel = channels.get(bin)
      if (!channel) return
      flush(channel)
      const frame = encode({ type: 'refused', bin, reason })
      for (const subscriber of channel.subscribers) {
        subscriber.phase = 'closed'
        subscriber.outlet.send(frame)
      }
      forget(channel)
    },
    close() {
      for (const channel of channels.values()) {
        flush(channel)
        forget(channel)
      }
    },
  }

  function forget(channel: Channel): void {
    clearTimeout(channel.timer)
    if (channels.get(channel.bin) === channel) channels.delete(channel.bin)
  }
}

function newChannel(bin: BinId): Channel {
  return {
    bin,
    subscribers: new Set(),
    pending: [],
    flushedSeq: 0,
    lastFlushAt: 0,
    timer: undefined,
  }
}

/** A function, since the phase changes behind the compiler's back while a promise is awaited. */
function isOpen(subscriber: Subscriber): boolean {
  return subscriber.phase !== 'closed'
}

/** The frame for a subscriber standing at `cursor`. */
function capturedFrame(bin: BinId, requests: readonly RequestSummary[], cursor: Seq): string {
  const fresh = requests.filter(({ seq }) => seq > cursor)
  return encode({ type: 'captured', bin, requests: fresh })
}

function encode(message: ServerMessage): string {
  return JSON.stringify(message)
}
