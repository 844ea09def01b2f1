// Deliveries and the kept bytes of their responses, in bounds of their own so that replays never push captures out.

import type Database from 'better-sqlite3'
import type { Delivery } from '../../wire/deliveries.ts'
import { AppError } from '../../wire/errors.ts'
import type { BinId } from '../../wire/ids.ts'
import type { RequestSummary } from '../../wire/requests.ts'
import type { Changed, NewDelivery, Store, StoreLimits } from '../store.ts'
import { deliveryBytes } from '../stored-bytes.ts'
import { number, text } from './parameters.ts'
import type { BinHead, RequestFinder } from './requests.ts'
import { toDelivery } from './rows.ts'
import { attemptOf } from './runs.ts'
import type { Total } from './total.ts'

export type Deliveries = Pick<
  Store,
  'addDelivery' | 'addDeliveries' | 'listDeliveries' | 'getDelivery'
>

interface Context {
  readonly limits: StoreLimits
  readonly total: Total
  readonly finder: RequestFinder
}

interface Held {
  readonly deliveries: number
  readonly delivery_bytes: number
}

export function createDeliveries(
  db: Database.Database,
  { limits, total, finder }: Context,
): Deliveries {
  const insert = db.prepare(
    `INSERT INTO deliveries (bin_no, seq, bytes, id, delivery, body, run, attempt)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const count = db.prepare(`
    INSERT INTO marks (bin_no, seq, deliveries) VALUES (?, ?, 1)
      ON CONFLICT DO UPDATE SET deliveries = deliveries + 1`)
  const hold = db.prepare<[number, number, number], Held>(`
    UPDATE counters SET deliveries = deliveries + ?, delivery_bytes = delivery_bytes + ?
      WHERE bin_no = ? RETURNING deliveries, delivery_bytes`)
  // Below the bin's first seq wait rows that are no longer counted. Without the sign the planner takes the index by seq,
  // and looks at every delivery of the bin to find one.
  const oldest = db.prepare<[number, number], { row: number; bytes: number }>(
    `SELECT row, bytes FROM deliveries WHERE bin_no = ${number} AND +seq >= ${number}
      ORDER BY row LIMIT 1`,
  )
  const remove = db.prepare('DELETE FROM deliveries WHERE row = ?')
  const listAll = db.prepare<[number, number, number], string>(
    `SELECT delivery FROM deliveries WHERE bin_no = ${number} AND +seq >= ${number}
      ORDER BY row DESC LIMIT ${number}`,
  )
  listAll.pluck()
  const listOne = db.prepare<[number, number, number], string>(
    `SELECT delivery FROM deliveries WHERE bin_no = ${number} AND seq = ${number}
      ORDER BY row DESC LIMIT ${number}`,
  )
  listOne.pluck()
  const find = db.prepare<[number, number, string], { delivery: string; body: Buffer }>(
    `SELECT delivery, body FROM deliveries WHERE bin_no = ${number} AND +seq >= ${number}
      AND id = ${text}`,
  )

  const known = db.prepare<[number, string]>(
    `SELECT 1 FROM deliveries WHERE bin_no = ${number} AND id = ${text}`,
  )

  /** What the total grew by; `gone` without its request. */
  function addOne(
    bin: BinHead,
    { delivery, body }: NewDelivery,
    room: number,
  ): number | 'gone' | 'known' {
    if (finder.summary(bin, delivery.seq) === undefined) return 'gone'
    if (known.get(bin.no, delivery.id) !== undefined) return 'known'
    const bytes = deliveryBytes(delivery, body)
    if (bytes > room) throw storeFull()
    const { id, seq, run = null } = delivery
    const attempt = attemptOf({ delivery, body })
    insert.run(bin.no, seq, bytes, id, JSON.stringify(delivery), body, run, attempt)
    count.run(bin.no, seq)
    return bytes - dropOldest(bin, hold.get(1, bytes, bin.no))
  }

  const addAll = db.transaction((id: BinId, deliveries: readonly NewDelivery[]) => {
    const bin = finder.findBin(id)
    if (bin === undefined) return undefined
    let growth = 0
    const added = deliveries.map((one) => {
      const grown = addOne(bin, one, limits.totalBytes - total.bytes - growth)
      if (typeof grown === 'number') growth += grown
      return grown
    })
    const isNews = added.some((grown) => typeof grown === 'number')
    const rev = isNews ? finder.bumpRev(bin) : bin.rev
    const value = deliveries.map(({ delivery }, index) =>
      added[index] === 'gone' ? undefined : finder.summary(bin, delivery.seq),
    )
    return { changed: { rev, value }, growth }
  })

  function add(
    id: BinId,
    deliveries: readonly NewDelivery[],
  ): Changed<readonly (RequestSummary | undefined)[]> | undefined {
    const added = addAll.immediate(id, deliveries)
    total.add(added?.growth ?? 0)
    return added?.changed
  }

  /** The newest always stays. Returns the bytes freed. */
  function dropOldest(bin: BinHead, held: Held | undefined): number {
    if (held === undefined) return 0
    let { deliveries, delivery_bytes: bytes } = held
    while (deliveries > 1 && (deliveries > limits.requestsPerBin || bytes > limits.bytesPerBin)) {
      const row = oldest.get(bin.no, bin.first_seq)
      if (row === undefined) break
      remove.run(row.row)
      deliveries -= 1
      bytes -= row.bytes
    }
    if (deliveries === held.deliveries) return 0
    hold.get(deliveries - held.deliveries, bytes - held.delivery_bytes, bin.no)
    return held.delivery_bytes - bytes
  }

  return {
    async addDelivery(id: BinId, delivery: Delivery, body: Uint8Array) {
      const added = add(id, [{ delivery, body }])
      const [value] = added?.value ?? []
      return added && value && { rev: added.rev, value }
    },

    async addDeliveries(id, deliveries) {
      return add(id, deliveries)
    },

    async listDeliveries(id, { seq, limit }) {
      const bin = finder.findBin(id)
      if (bin === undefined || (seq !== undefined && seq < bin.first_seq)) return []
      const rows =
        seq === undefined
          ? listAll.all(bin.no, bin.first_seq, limit)
          : listOne.all(bin.no, seq, limit)
      return rows.map(toDelivery)
    },

    async getDelivery(id, deliveryId) {
      const bin = finder.findBin(id)
      const row = bin && find.get(bin.no, bin.first_seq, deliveryId)
      return row && { delivery: toDelivery(row.delivery), body: row.body }
    },
  }
}

function storeFull(): AppError {
  return new AppError(
    'store-full',
    'The store is full, so the outcome of this delivery was not kept. Delete bins or requests, or raise the limit.',
  )
}
