// Keeps a bin within its bounds by dropping its oldest requests (C6), reading nothing but the index.

import type Database from 'better-sqlite3'
import type { Seq } from '../../wire/ids.ts'
import type { StoreLimits } from '../store.ts'
import { number } from './parameters.ts'
import type { CountersRow } from './rows.ts'

/** A bin's counters while requests are added to it. */
export interface RingBin {
  readonly no: number
  readonly keptFrom: Seq
  firstSeq: Seq
  lastSeq: Seq
  requests: number
  bytes: number
  deliveries: number
  deliveryBytes: number
  /** 0 as long as nothing was dropped. */
  droppedUpTo: Seq
  /** The oldest requests still kept, as far as they were needed. */
  oldest: Entry[]
}

interface Entry {
  readonly seq: Seq
  readonly bytes: number
}

/** What must go before a request fits. */
export interface Room {
  readonly requests: number
  readonly bytes: number
}

export interface Ring {
  open(counters: CountersRow): RingBin
  /** Only looks: the caller may still refuse the request. */
  roomFor(bin: RingBin, bytes: number): Room
  drop(bin: RingBin, room: Room): void
  /** Brings the rest of the counters in line with what was dropped; returns the bytes of deliveries gone with it. */
  settle(bin: RingBin): number
}

const noRoom: Room = { requests: 0, bytes: 0 }

export function createRing(
  db: Database.Database,
  limits: Pick<StoreLimits, 'requestsPerBin' | 'bytesPerBin'>,
): Ring {
  const nextOldest = db.prepare<[number, number], Entry>(
    `SELECT seq, bytes FROM requests WHERE bin_no = ${number} AND seq > ${number}
      ORDER BY seq LIMIT 64`,
  )
  const deliveriesOf = db.prepare<[number, number, number], { count: number; bytes: number }>(
    `SELECT count(*) AS count, coalesce(sum(bytes), 0) AS bytes FROM deliveries
      WHERE bin_no = ${number} AND seq BETWEEN ${number} AND ${number}`,
  )

  /** The n-th oldest request of the bin, from 0. */
  function oldest(bin: RingBin, n: number): Entry | undefined {
    if (n >= bin.oldest.length) {
      const known = bin.oldest.at(-1)?.seq ?? Math.max(bin.droppedUpTo, bin.keptFrom - 1)
      bin.oldest.push(...nextOldest.all(bin.no, known))
    }
    return bin.oldest[n]
  }

  return {
    open(counters) {
      return {
        no: counters.no,
        keptFrom: counters.first_seq,
        firstSeq: counters.first_seq,
        lastSeq: counters.last_seq,
        requests: counters.requests,
        bytes: counters.bytes,
        deliveries: counters.deliveries,
        deliveryBytes: counters.delivery_bytes,
        droppedUpTo: 0,
        oldest: [],
      }
    },

    roomFor(bin, bytes) {
      const fits = (requests: number, held: number): boolean =>
        requests === 0 ||
        (requests + 1 <= limits.requestsPerBin && held + bytes <= limits.bytesPerBin)
      if (fits(bin.requests, bin.bytes)) return noRoom

      let requests = 0
      let freed = 0
      do {
        const entry = oldest(bin, requests)
        if (entry === undefined) break
        requests += 1
        freed += entry.bytes
      } while (!fits(bin.requests - requests, bin.bytes - freed))
      return { requests, bytes: freed }
    },

    drop(bin, room) {
      if (room.requests === 0) return
      const gone = bin.oldest.splice(0, room.requests)
      bin.droppedUpTo = gone.at(-1)?.seq ?? bin.droppedUpTo
      bin.requests -= room.requests
      bin.bytes -= room.bytes
    },

    settle(bin) {
      bin.firstSeq = oldest(bin, 0)?.seq ?? bin.lastSeq + 1
      if (bin.deliveries === 0) return 0
      const gone = deliveriesOf.get(bin.no, bin.keptFrom, bin.droppedUpTo)
      bin.deliveries -= gone?.count ?? 0
      bin.deliveryBytes -= gone?.bytes ?? 0
      return gone?.bytes ?? 0
    },
  }
}
