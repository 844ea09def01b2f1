// The bins table: minting, reading, changing, deleting and expiring bins.

import { setImmediate as nextTurn } from 'node:timers/promises'
import type Database from 'better-sqlite3'
import type { BinId } from '../../wire/ids.ts'
import type { Store } from '../store.ts'
import type { Garbage } from './garbage.ts'
import { number, text } from './parameters.ts'
import {
  type BinRow,
  binColumns,
  type CountersRow,
  countersColumns,
  toBin,
  toFlag,
  toJson,
} from './rows.ts'
import type { Total } from './total.ts'

export type Bins = Pick<
  Store,
  'createBin' | 'getBin' | 'listBins' | 'updateBin' | 'touchBin' | 'deleteBin' | 'expireBins'
>

interface Context {
  readonly total: Total
  readonly garbage: Garbage
}

const touchEveryMs = 60 * 60 * 1000
const expiredPerSlice = 200

export function createBins(db: Database.Database, { total, garbage }: Context): Bins {
  const from = 'FROM bins b JOIN counters c ON c.bin_no = b.no'
  const insertBin = db.prepare(`
    INSERT INTO bins (id, name, owner_key_hash, view_key_hash, created_at, persistent)
      VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`)
  const insertCounters = db.prepare('INSERT INTO counters (bin_no, used_at) VALUES (?, ?)')
  const find = db.prepare<[string], BinRow>(`SELECT ${binColumns} ${from} WHERE b.id = ${text}`)
  const all = db.prepare<[], BinRow>(`SELECT ${binColumns} ${from} ORDER BY b.no`)
  const patch = db.prepare(`
    UPDATE bins SET name = coalesce(?, name), owner_key_hash = coalesce(?, owner_key_hash),
      view_key_hash = coalesce(?, view_key_hash), persistent = coalesce(?, persistent),
      pass_through = iif(?, ?, pass_through), handshakes = coalesce(?, handshakes)
      WHERE no = ?`)
  const bumpRev = db.prepare('UPDATE counters SET rev = rev + 1 WHERE bin_no = ?')
  const touch = db.prepare<[number, string, number]>(`
    UPDATE counters SET used_at = ?
      WHERE bin_no = (SELECT no FROM bins WHERE id = ${text}) AND used_at <= ${number}`)
  const remove = db.prepare('DELETE FROM bins WHERE no = ?')
  // `counters` is narrow: reading all of it now and then is cheaper than an index every capture must update.
  const expired = db.prepare<[number, number], CountersRow & { id: BinId }>(`
    SELECT b.id, ${countersColumns} FROM counters c CROSS JOIN bins b ON b.no = c.bin_no
      WHERE c.used_at < ${number} AND b.persistent = 0 LIMIT ${number}`)

  const create = db.transaction((...[bin]: Parameters<Store['createBin']>): boolean => {
    const { changes, lastInsertRowid } = insertBin.run(
      bin.id,
      bin.name,
      bin.ownerKeyHash,
      bin.viewKeyHash,
      bin.createdAt,
      bin.persistent ? 1 : 0,
    )
    if (changes === 0) return false
    insertCounters.run(lastInsertRowid, bin.createdAt)
    return true
  })

  const update = db.transaction((...[id, change]: Parameters<Store['updateBin']>) => {
    const bin = find.get(id)
    if (bin === undefined) return undefined
    patch.run(
      change.name ?? null,
      change.ownerKeyHash ?? null,
      change.viewKeyHash ?? null,
      toFlag(change.persistent),
      Number(change.passThrough !== undefined),
      toJson(change.passThrough ?? null),
      toFlag(change.handshakes),
      bin.no,
    )
    bumpRev.run(bin.no)
    return find.get(id)
  })

  /** Inside a transaction: the bin is gone at once, its rows wait for the purger. */
  function erase(bin: CountersRow): number {
    remove.run(bin.no)
    if (bin.last_seq > 0) garbage.remember(bin.no, bin.last_seq)
    return bin.bytes + bin.delivery_bytes
  }

  const eraseOne = db.transaction((id: BinId): number | undefined => {
    const bin = find.get(id)
    return bin && erase(bin)
  })

  const eraseExpired = db.transaction((before: number) => {
    const bins = expired.all(before, expiredPerSlice)
    const freed = bins.reduce((bytes, bin) => bytes + erase(bin), 0)
    return { ids: bins.map((bin) => bin.id), freed }
  })

  return {
    async createBin(bin) {
      return create.immediate(bin)
    },

    async getBin(id) {
      const row = find.get(id)
      return row && toBin(row)
    },

    async listBins() {
      return all.all().map(toBin)
    },

    async updateBin(id, change) {
      const row = update.immediate(id, change)
      return row && toBin(row)
    },

    async touchBin(id, now) {
      touch.run(now, id, now - touchEveryMs)
    },

    async deleteBin(id) {
      const freed = eraseOne.immediate(id)
      if (freed === undefined) return false
      total.add(-freed)
      return true
    },

    async expireBins(before) {
      const ids: BinId[] = []
      for (;;) {
        const slice = eraseExpired.immediate(before)
        total.add(-slice.freed)
        ids.push(...slice.ids)
        if (slice.ids.length < expiredPerSlice) return ids
        await nextTurn()
      }
    },
  }
}
