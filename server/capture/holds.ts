// Bounds the connections that are held on purpose, so that a bin with many of them takes no room from another (A6).
// Knows nothing of what they wait for.

import type { BinId } from '../wire/ids.ts'

export interface Holds {
  /** A place for one more connection. `hurry` is called, at most once, when it has to be given back early. */
  take(bin: BinId, hurry: Hurry): Taken
  /** Has all of them hurry, and whoever comes from now on (O2). */
  close(): void
}

/** Is told why, in words for the record. */
export type Hurry = (why: string) => void

export type Taken =
  | { readonly type: 'held'; release(): void }
  | { readonly type: 'crowded'; readonly why: string }

export interface HoldsOptions {
  readonly mostPerBin?: number
  readonly most?: number
}

/** Senders open a few dozen connections at a time: more than that, held, shows nothing new. */
const mostPerBin = 100
/** Each costs a socket with its buffers, some tens of kilobytes, and at a slow drip ten small writes a second. */
const most = 1_000

export function createHolds(options: HoldsOptions = {}): Holds {
  const bounds = { mostPerBin, most, ...options }
  /** In the order of coming. Only bins that hold something have an entry. */
  const held = new Map<BinId, Set<Hurry>>()
  let total = 0
  let isClosed = false

  function take(bin: BinId, hurry: Hurry): Taken {
    if (isClosed) {
      hurry('Hooklens was stopping, so it was held no longer.')
      return { type: 'held', release() {} }
    }
    const mine = held.get(bin)?.size ?? 0
    if (mine >= bounds.mostPerBin) {
      const why = `This bin held ${bounds.mostPerBin} connections already, as many as a bin may.`
      return { type: 'crowded', why }
    }
    if (total >= bounds.most && !makeRoom(mine)) {
      const why = `Hooklens held ${bounds.most} connections already, as many as it may.`
      return { type: 'crowded', why }
    }
    const holds = held.get(bin) ?? new Set()
    held.set(bin, holds.add(hurry))
    total += 1
    return { type: 'held', release: () => release(bin, hurry) }
  }

  /** So that none is refused who has less than its fair share, the bin with most gives up what it has held longest. */
  function makeRoom(mine: number): boolean {
    let largest: { bin: BinId; holds: Set<Hurry> } | undefined
    for (const [bin, holds] of held) {
      if (holds.size > (largest?.holds.size ?? mine + 1)) largest = { bin, holds }
    }
    if (!largest) return false
    const [longest] = largest.holds
    if (!longest) return false
    release(largest.bin, longest)
    longest('Other bins needed the room, so it was held no longer.')
    return true
  }

  function release(bin: BinId, hurry: Hurry): void {
    const holds = held.get(bin)
    if (!holds?.delete(hurry)) return
    total -= 1
    if (holds.size === 0) held.delete(bin)
  }

  return {
    take,
    close() {
      isClosed = true
      const all = [...held.values()].flatMap((holds) => [...holds])
      held.clear()
      total = 0
      for (const hurry of all) hurry('Hooklens was stopping, so it was held no longer.')
    },
  }
}
