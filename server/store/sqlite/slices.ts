// Walks a bin's requests a slice at a time, so that captures have their turn in between, and not for ever.

import type Database from 'better-sqlite3'
import { filterBounds } from '../../wire/filter/syntax.ts'
import type { BinId, Seq } from '../../wire/ids.ts'
import { number } from './parameters.ts'
import type { RequestFinder } from './requests.ts'

export interface Walk {
  readonly order: 'asc' | 'desc'
  /** Exclusive, both. */
  readonly after?: Seq
  readonly before?: Seq
  readonly patienceMs?: number
  readonly readsBody: boolean
  readonly hasRegex: boolean
}

/** The requests of one bin with `first ≤ seq ≤ last`. */
export interface Slice {
  readonly binNo: number
  readonly first: Seq
  readonly last: Seq
}

/** Where to go on: null at the end, or when the bin is gone. `visit` returns a seq to stop there. */
export type Walker = (
  id: BinId,
  walk: Walk,
  visit: (slice: Slice) => Seq | undefined,
) => Promise<Seq | null>

/** A slice is grown or shrunk to take about this long. */
const sliceMs = 8
const firstSlice = 64
const maxSlice = 4096
/** Of requests whose bodies are read at one go. */
const sliceBytes = 2 * 1024 * 1024
/** The same when regular expressions run: at their worst, they take microseconds for each byte. */
const regexSliceBytes = 64 * 1024
/** What a request counts at least: its note is not in its bytes. */
const leastBytes = 4096
const defaultPatienceMs = 500

interface Entry {
  readonly seq: Seq
  readonly bytes: number
}

export function createWalker(
  db: Database.Database,
  finder: RequestFinder,
  takeTurn: () => Promise<void>,
): Walker {
  const entries = { asc: prepareEntries(db, 'ASC'), desc: prepareEntries(db, 'DESC') }

  return async (id, { order, patienceMs = defaultPatienceMs, ...walk }, visit) => {
    let { after = 0, before = Number.MAX_SAFE_INTEGER } = walk
    const most = bytesAtOnce(walk)
    await takeTurn()
    const start = performance.now()
    let turn = start
    let size = Math.min(firstSlice, most / leastBytes)
    for (;;) {
      // Anything may have happened to the bin since the last slice.
      const bin = finder.findBin(id)
      if (bin === undefined) return null
      const sliceStart = performance.now()
      const ahead = entries[order].all(bin.no, Math.max(after, bin.first_seq - 1), before, size)
      const slice = cut(ahead, most, walk.readsBody)
      const [head] = slice
      const last = slice.at(-1)
      if (head === undefined || last === undefined) return null

      const ends = { first: Math.min(head.seq, last.seq), last: Math.max(head.seq, last.seq) }
      const stop = visit({ binNo: bin.no, ...ends })
      if (stop !== undefined) return stop
      if (slice.length < size && slice.length === ahead.length) return null
      const now = performance.now()
      if (now - start >= patienceMs) return last.seq

      if (order === 'asc') after = last.seq
      else before = last.seq
      const tookMs = now - sliceStart
      const next = Math.min(most / leastBytes, nextSize(size, tookMs))
      const expectedMs = (tookMs * next) / size
      size = next
      if (now - turn + expectedMs < sliceMs) continue
      await takeTurn()
      turn = performance.now()
    }
  }
}

function bytesAtOnce({ hasRegex, readsBody }: Pick<Walk, 'hasRegex' | 'readsBody'>): number {
  if (hasRegex) return regexSliceBytes
  return readsBody ? sliceBytes : maxSlice * leastBytes
}

/** As many as there may be in one slice, at least one. */
function cut(ahead: readonly Entry[], most: number, readsBody: boolean): readonly Entry[] {
  let sum = 0
  const end = ahead.findIndex(({ bytes }) => {
    sum += readsBody ? Math.max(leastBytes, Math.min(bytes, filterBounds.bodyBytes)) : leastBytes
    return sum > most
  })
  return end < 0 ? ahead : ahead.slice(0, Math.max(1, end))
}

function nextSize(size: number, tookMs: number): number {
  if (tookMs < sliceMs / 2) return size * 2
  return tookMs > sliceMs ? Math.max(1, size >> 1) : size
}

function prepareEntries(db: Database.Database, direction: 'ASC' | 'DESC') {
  return db.prepare<[number, number, number, number], Entry>(
    `SELECT seq, bytes FROM requests WHERE bin_no = ${number} AND seq > ${number} AND seq < ${number}
      ORDER BY seq ${direction} LIMIT ${number}`,
  )
}
