// Reads a bin's requests by cursor and hands them to one relay as fast as it takes them: the store is the queue, so that
// nothing is held for a relay that is slow, paused or far behind.

import type { Store } from '../store/store.ts'
import type { FilterPredicate } from '../wire/filter/match.ts'
import type { BinId, Seq } from '../wire/ids.ts'
import type { CapturedRequest } from '../wire/requests.ts'

/** Where requests go. */
export interface FeedOutlet {
  /** How many more it takes. */
  readonly room: number
  offer(request: CapturedRequest, body: Uint8Array): void
  /** All up to this seq has been offered or is of no concern. */
  pass(upTo: Seq): void
  /** Resolves when little enough waits in its socket, or it is gone. */
  whenDrained(): Promise<void>
}

export interface FeedOptions {
  readonly store: Pick<Store, 'getBin' | 'listRequests' | 'getRequest' | 'getBody'>
  readonly bin: BinId
  readonly after: Seq
  readonly filter?: FilterPredicate | undefined
  readonly outlet: FeedOutlet
  readonly onFailure: (error: unknown) => void
}

export interface Feed {
  /** There may be something new, or room for it. */
  wake(): void
  close(): void
}

const mostPerPage = 64

export function createFeed(options: FeedOptions): Feed {
  const { store, bin, filter, outlet, onFailure } = options
  let cursor = options.after
  let passed = options.after
  let isDue = false
  let isReading = false
  let isClosed = false

  async function read(): Promise<void> {
    try {
      while (isDue && !isClosed) {
        isDue = false
        await readOn()
      }
    } catch (error) {
      // The next commit tries again from where this one has stopped.
      onFailure(error)
    } finally {
      isReading = false
    }
  }

  async function readOn(): Promise<void> {
    while (canGo()) {
      // Whatever the page does not hold of what came before it was read, the filter leaves out.
      const lastSeq = (await store.getBin(bin))?.lastSeq ?? 0
      if (lastSeq <= cursor) return
      const { requests, next } = await store.listRequests(bin, {
        after: cursor,
        limit: Math.max(1, Math.min(outlet.room, mostPerPage)),
        order: 'asc',
        ...(filter ? { filter } : {}),
      })
      for (const { seq, state } of requests) {
        if (!canGo()) return
        // What did not arrive whole was never the sender's request.
        if (state === 'complete') await offer(seq)
        if (isClosed) return
        cursor = seq
      }
      cursor = Math.max(cursor, next ?? lastSeq)
      if (cursor > passed) pass(cursor)
    }
  }

  async function offer(seq: Seq): Promise<void> {
    const [request, body] = await Promise.all([store.getRequest(bin, seq), store.getBody(bin, seq)])
    if (isClosed || !request || !body) return
    passed = seq
    outlet.offer(request, body)
    await outlet.whenDrained()
  }

  function pass(upTo: Seq): void {
    passed = upTo
    if (!isClosed) outlet.pass(upTo)
  }

  function canGo(): boolean {
    return !isClosed && outlet.room > 0
  }

  return {
    wake() {
      isDue = true
      if (isReading || isClosed) return
      isReading = true
      // After whoever is told of the same commit.
      setImmediate(read)
    },
    close() {
      isClosed = true
    },
  }
}
