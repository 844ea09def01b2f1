// Deletes, a bounded slice at a time, the rows of what is already gone for every reader.

import type Database from 'better-sqlite3'
import type { Seq } from '../../wire/ids.ts'
import { number } from './parameters.ts'

export interface Garbage {
  /** Inside a transaction: deletes a first slice at once and remembers the rest for the purger. */
  discard(binNo: number, upTo: Seq): void
  /** Inside a transaction: remembers everything for the purger. */
  remember(binNo: number, upTo: Seq): void
  /** Deletes one slice in a transaction of its own; false when nothing was left. */
  sweep(): boolean
}

/** One slice: a few milliseconds of work. */
const sliceRows = 256
const sliceBytes = 4 * 1024 * 1024

interface Budget {
  rows: number
  bytes: number
}

interface Entry {
  readonly seq: Seq
  readonly bytes: number
}

export function createGarbage(db: Database.Database, onRemembered: () => void): Garbage {
  const sweepRequests = createSweep(db, 'requests')
  const sweepDeliveries = createSweep(db, 'deliveries')
  const deleteMarks = db.prepare(`DELETE FROM marks WHERE bin_no = ${number} AND seq <= ${number}`)
  const nextPile = db.prepare<[], { bin_no: number; up_to: number }>(
    'SELECT bin_no, up_to FROM garbage LIMIT 1',
  )
  const forget = db.prepare('DELETE FROM garbage WHERE bin_no = ?')
  const note = db.prepare(`
    INSERT INTO garbage (bin_no, up_to) VALUES (?, ?)
      ON CONFLICT DO UPDATE SET up_to = max(up_to, excluded.up_to)`)

  function remember(binNo: number, upTo: Seq): void {
    note.run(binNo, upTo)
    onRemembered()
  }

  /** True when nothing is left up to there. */
  function clean(binNo: number, upTo: Seq, budget: Budget): boolean {
    if (!sweepRequests(binNo, upTo, budget)) return false
    deleteMarks.run(binNo, upTo)
    return sweepDeliveries(binNo, upTo, budget)
  }

  const sweep = db.transaction((): boolean => {
    const budget = fullBudget()
    let pile = nextPile.get()
    const found = pile !== undefined
    // Many small bins share a slice: each has a cost of its own, hence the row.
    while (pile !== undefined && budget.rows > 0) {
      if (!clean(pile.bin_no, pile.up_to, budget)) break
      forget.run(pile.bin_no)
      budget.rows -= 1
      pile = nextPile.get()
    }
    return found
  })

  return {
    remember,
    discard(binNo, upTo) {
      if (!clean(binNo, upTo, fullBudget())) remember(binNo, upTo)
    },
    sweep: () => sweep.immediate(),
  }
}

function fullBudget(): Budget {
  return { rows: sliceRows, bytes: sliceBytes }
}

/** Deletes rows of one table as far as the budget goes; true when none is left. */
function createSweep(db: Database.Database, table: 'requests' | 'deliveries') {
  const oldest = db.prepare<[number, number, number], Entry>(
    `SELECT seq, bytes FROM ${table} WHERE bin_no = ${number} AND seq <= ${number}
      ORDER BY seq LIMIT ${number}`,
  )
  const remove = db.prepare(`DELETE FROM ${table} WHERE bin_no = ${number} AND seq <= ${number}`)

  return (binNo: number, upTo: Seq, budget: Budget): boolean => {
    const rows = oldest.all(binNo, upTo, Math.max(0, budget.rows) + 1)
    let last: Seq = 0
    for (const row of rows) {
      if (budget.rows <= 0 || budget.bytes <= 0) break
      budget.rows -= 1
      budget.bytes -= row.bytes
      last = row.seq
    }
    if (last > 0) remove.run(binNo, last)
    return rows.every((row) => row.seq <= last)
  }
}
