// Removing requests at a user's wish: chosen ones, or all of a bin.

import { setImmediate as nextTurn } from 'node:timers/promises'
import type Database from 'better-sqlite3'
import type { BinId, Seq } from '../../wire/ids.ts'
import type { Changed, Store } from '../store.ts'
import type { Garbage } from './garbage.ts'
import { number, text } from './parameters.ts'
import { type CountersRow, countersColumns } from './rows.ts'
import type { Total } from './total.ts'

export type Removals = Pick<Store, 'deleteRequests' | 'clearRequests'>

interface Context {
  readonly total: Total
  readonly garbage: Garbage
}

interface Sum {
  readonly count: number
  readonly bytes: number
}

/** One slice of a long deletion, which lets others have their turn in between. */
const sliceRequests = 128
const sliceBytes = 8 * 1024 * 1024

export function createRemovals(db: Database.Database, { total, garbage }: Context): Removals {
  const findBin = db.prepare<[string], CountersRow>(
    `SELECT ${countersColumns} FROM bins b JOIN counters c ON c.bin_no = b.no WHERE b.id = ${text}`,
  )
  const bytesOf = db.prepare<[number, number], number>(
    `SELECT bytes FROM requests WHERE bin_no = ${number} AND seq = ${number}`,
  )
  bytesOf.pluck()
  const deliveriesOf = db.prepare<[number, number], Sum>(
    `SELECT count(*) AS count, coalesce(sum(bytes), 0) AS bytes FROM deliveries
      WHERE bin_no = ${number} AND seq = ${number}`,
  )
  const removals = ['requests', 'marks', 'deliveries'].map((table) =>
    db.prepare(`DELETE FROM ${table} WHERE bin_no = ${number} AND seq = ${number}`),
  )
  const subtract = db.prepare(`
    UPDATE counters SET requests = requests - ?, bytes = bytes - ?, deliveries = deliveries - ?,
      delivery_bytes = delivery_bytes - ?, rev = rev + 1,
      first_seq = coalesce((SELECT min(seq) FROM requests WHERE requests.bin_no = counters.bin_no
        AND seq >= first_seq), last_seq + 1)
      WHERE bin_no = ?`)
  const clear = db.prepare(`
    UPDATE counters SET first_seq = last_seq + 1, requests = 0, bytes = 0, deliveries = 0,
      delivery_bytes = 0, rev = rev + 1 WHERE bin_no = ?`)

  /** Deletes from `seqs[start]` on until the slice is full. */
  const deleteSlice = db.transaction((id: BinId, seqs: readonly Seq[], start: number) => {
    const bin = findBin.get(id)
    if (bin === undefined) return undefined
    const deleted: Seq[] = []
    let next = start
    let bytes = 0
    let deliveries = 0
    let deliveryBytes = 0
    while (next < seqs.length && next - start < sliceRequests && bytes < sliceBytes) {
      const seq = seqs[next++] ?? 0
      const size = seq < bin.first_seq ? undefined : bytesOf.get(bin.no, seq)
      if (size === undefined) continue
      const sent = deliveriesOf.get(bin.no, seq)
      for (const removal of removals) removal.run(bin.no, seq)
      deleted.push(seq)
      bytes += size
      deliveries += sent?.count ?? 0
      deliveryBytes += sent?.bytes ?? 0
    }
    if (deleted.length > 0) {
      subtract.run(deleted.length, bytes, deliveries, deliveryBytes, bin.no)
    }
    const rev = deleted.length > 0 ? bin.rev + 1 : bin.rev
    return { rev, deleted, next, freed: bytes + deliveryBytes }
  })

  const clearAll = db.transaction((id: BinId) => {
    const bin = findBin.get(id)
    if (bin === undefined) return undefined
    if (bin.requests === 0) return { rev: bin.rev, value: 0, freed: 0 }
    clear.run(bin.no)
    garbage.remember(bin.no, bin.last_seq)
    return { rev: bin.rev + 1, value: bin.last_seq, freed: bin.bytes + bin.delivery_bytes }
  })

  return {
    async deleteRequests(id, seqs) {
      const value: Seq[] = []
      let result: Changed<readonly Seq[]> | undefined
      let next = 0
      do {
        if (next > 0) await nextTurn()
        const slice = deleteSlice.immediate(id, seqs, next)
        // The bin was deleted in between: its requests are gone, so what was deleted still stands.
        if (slice === undefined) return result
        total.add(-slice.freed)
        value.push(...slice.deleted)
        next = slice.next
        result = { rev: slice.rev, value }
      } while (next < seqs.length)
      return result
    },

    async clearRequests(id) {
      const cleared = clearAll.immediate(id)
      if (cleared === undefined) return undefined
      total.add(-cleared.freed)
      return { rev: cleared.rev, value: cleared.value }
    },
  }
}
