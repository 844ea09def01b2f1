// Bounds the connections that are held on purpose, so that a bin with many of them takes no room from another (A6).
// Knows nothing of what they wait for.

import type { BinId } from '../wire/ids.ts'

export interface Holds {
  /**
   * Room for one more connection, and for the bytes of its answer. `hurry` is called, at most once, when it has to be
   * given back early.
   */
  take(bin: BinId, bytes: number, hurry: Hurry): Taken
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
/** Each costs a socket with its buffers, some tens of kilobytes, and where it drips five small writes a second. */
const most = 1_000
/** A connection counts once for each of these that its answer keeps in memory. */
const bytesPerPlace = 256 * 1024

interface HeldByBin {
  /** With the places that each takes, in the order of coming. */
  readonly holds: Map<Hurry, number>
  places: number
}

export function createHolds(options: HoldsOptions = {}): Holds {
  const bounds = { mostPerBin, most, ...options }
  /** Only bins that hold something have an entry. */
  const held = new Map<BinId, HeldByBin>()
  let total = 0
  let isClosed = false

  function take(bin: BinId, bytes: number, hurry: Hurry): Taken {
    if (isClosed) {
      hurry(stopping)
      return { type: 'held', release() {} }
    }
    // Whatever size is taken in can be held, if only alone.
    const wanted = Math.min(Math.max(1, Math.ceil(bytes / bytesPerPlace)), bounds.mostPerBin)
    const places = (held.get(bin)?.places ?? 0) + wanted
    if (places > bounds.mostPerBin) return { type: 'crowded', why: tooMany(bounds.mostPerBin) }
    if (!makeRoom(wanted, places)) return { type: 'crowded', why: tooManyInAll(bounds.most) }
    const mine = held.get(bin) ?? { holds: new Map(), places: 0 }
    held.set(bin, mine)
    mine.holds.set(hurry, wanted)
    mine.places += wanted
    total += wanted
    return { type: 'held', release: () => release(bin, hurry) }
  }

  /** So that none is refused who has less than its fair share, bins with more give up what they have held longest. */
  function makeRoom(wanted: number, places: number): boolean {
    while (total + wanted > bounds.most) {
      const [bin, longest] = longestOfLargest(places) ?? []
      if (!bin || !longest) return false
      release(bin, longest)
      longest('Other bins needed the room, so it was held no longer.')
    }
    return true
  }

  function longestOfLargest(atLeast: number): [bin: BinId, hurry: Hurry] | undefined {
    let largest: [BinId, HeldByBin] | undefined
    for (const entry of held) {
      if (entry[1].places > (largest?.[1].places ?? atLeast)) largest = entry
    }
    if (!largest) return undefined
    const [bin, { holds }] = largest
    const [longest] = holds.keys()
    return longest && [bin, longest]
  }

  function release(bin: BinId, hurry: Hurry): void {
    const mine = held.get(bin)
    const places = mine?.holds.get(hurry)
    if (!mine || places === undefined) return
    mine.holds.delete(hurry)
    mine.places -= places
    total -= places
    if (mine.holds.size === 0) held.delete(bin)
  }

  return {
    take,
    close() {
      isClosed = true
      const all = [...held.values()].flatMap(({ holds }) => [...holds.keys()])
      held.clear()
      total = 0
      for (const hurry of all) hurry(stopping)
    },
  }
}

const stopping = 'Hooklens was stopping, so it was held no longer.'

function tooMany(most: number): string {
  return `This bin held as many connections already as a bin may: ${most}, fewer where their answers are large.`
}

function tooManyInAll(most: number): string {
  return `Hooklens held as many connections already as it may: ${most}, fewer where their answers are large.`
}
