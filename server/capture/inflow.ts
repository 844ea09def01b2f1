// Bounds what bodies keep in memory while they arrive: a sender may stall for minutes, and many at once (A6).
// Knows nothing of how they are read.

import type { BinId } from '../wire/ids.ts'

export interface Inflow {
  /** A body that has begun to come. `giveUp` is called, at most once, when it has to make room for another bin's. */
  open(bin: BinId, giveUp: () => void): Intake
}

export interface Intake {
  /** So many bytes more are kept. */
  grow(bytes: number): void
  /** None of them are any more. */
  close(): void
}

interface Open {
  readonly giveUp: () => void
  bytes: number
}

interface BinInflow {
  /** In the order of coming. */
  readonly bodies: Set<Open>
  bytes: number
}

/** Of the bin that has most in memory, what has been coming for longest gives up: so no bin lives at another's cost. */
export function createInflow(mostBytes: number): Inflow {
  /** Only bins with bodies that are coming have an entry. */
  const byBin = new Map<BinId, BinInflow>()
  let total = 0

  function close(bin: BinId, body: Open): void {
    const mine = byBin.get(bin)
    if (!mine?.bodies.delete(body)) return
    mine.bytes -= body.bytes
    total -= body.bytes
    if (mine.bodies.size === 0) byBin.delete(bin)
  }

  function makeRoom(): void {
    while (total > mostBytes) {
      let largest: readonly [BinId, BinInflow] | undefined
      for (const entry of byBin) {
        if (entry[1].bytes > (largest?.[1].bytes ?? 0)) largest = entry
      }
      const [longest] = largest?.[1].bodies ?? []
      if (!largest || !longest) return
      close(largest[0], longest)
      longest.giveUp()
    }
  }

  return {
    open(bin, giveUp) {
      const mine = byBin.get(bin) ?? { bodies: new Set(), bytes: 0 }
      byBin.set(bin, mine)
      const body: Open = { giveUp, bytes: 0 }
      mine.bodies.add(body)
      return {
        grow(bytes) {
          if (!mine.bodies.has(body)) return
          body.bytes += bytes
          mine.bytes += bytes
          total += bytes
          makeRoom()
        },
        close: () => close(bin, body),
      }
    },
  }
}
