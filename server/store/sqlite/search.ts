// Lists the requests a filter takes: a slice at a time, so that captures have their turn in between, and not for ever.

import { setImmediate as nextTurn } from 'node:timers/promises'
import type Database from 'better-sqlite3'
import type { FilterPredicate } from '../../wire/filter/match.ts'
import { filterBounds } from '../../wire/filter/syntax.ts'
import type { BinId, Seq } from '../../wire/ids.ts'
import type { RequestSummary } from '../../wire/requests.ts'
import type { ListOptions, RequestPage } from '../store.ts'
import { type ColumnCheck, checkFunction, toSql } from './filter-sql.ts'
import { number } from './parameters.ts'
import type { RequestFinder } from './requests.ts'
import { type SummaryRow, summaryColumns, toSummary } from './rows.ts'

export interface SearchOptions extends ListOptions {
  readonly filter: FilterPredicate
}

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

export function createSearch(db: Database.Database, finder: RequestFinder) {
  const entries = { asc: prepareEntries(db, 'ASC'), desc: prepareEntries(db, 'DESC') }
  /** Of the statement that runs right now: statements run to their end before anything else does. */
  let checks: readonly ColumnCheck[] = []
  db.function(checkFunction, (index: number, value: unknown) => Number(checks[index]?.(value)))

  function createLister({ filter, order }: SearchOptions) {
    const { where, parameters, checks: own, readsBody } = toSql(filter.check)
    const matches = db.prepare<number[], SummaryRow>(
      `SELECT ${summaryColumns} FROM requests r LEFT JOIN marks m USING (bin_no, seq)
        WHERE r.bin_no = ${number} AND r.seq BETWEEN ${number} AND ${number} AND ${where}
        ORDER BY r.seq ${order} LIMIT ${number}`,
    )
    const most = filter.hasRegex ? regexSliceBytes : readsBody ? sliceBytes : maxSlice * leastBytes
    return {
      maxSlice: most / leastBytes,
      /** As many as there may be in one slice, at least one. */
      cut(ahead: readonly Entry[]): readonly Entry[] {
        let bytes = 0
        const end = ahead.findIndex((entry) => {
          bytes += readsBody
            ? Math.max(leastBytes, Math.min(entry.bytes, filterBounds.bodyBytes))
            : leastBytes
          return bytes > most
        })
        return end < 0 ? ahead : ahead.slice(0, Math.max(1, end))
      },
      list(binNo: number, slice: readonly Entry[], limit: number): readonly RequestSummary[] {
        const ends = [slice.at(0)?.seq ?? 0, slice.at(-1)?.seq ?? 0]
        checks = own
        try {
          return matches
            .all(binNo, Math.min(...ends), Math.max(...ends), ...parameters, limit)
            .map(toSummary)
        } finally {
          checks = []
        }
      },
    }
  }

  return async (id: BinId, options: SearchOptions): Promise<RequestPage> => {
    const { limit, order, patienceMs = defaultPatienceMs } = options
    let { after = 0, before = Number.MAX_SAFE_INTEGER } = options
    const lister = createLister(options)
    const requests: RequestSummary[] = []
    const start = performance.now()
    let turn = start
    let size = Math.min(firstSlice, lister.maxSlice)
    for (;;) {
      // Anything may have happened to the bin since the last slice.
      const bin = finder.findBin(id)
      if (bin === undefined) return { requests, next: null }
      const sliceStart = performance.now()
      const ahead = entries[order].all(bin.no, Math.max(after, bin.first_seq - 1), before, size)
      const slice = lister.cut(ahead)
      const last = slice.at(-1)
      if (last === undefined) return { requests, next: null }

      requests.push(...lister.list(bin.no, slice, limit - requests.length))
      if (requests.length >= limit) return { requests, next: requests.at(-1)?.seq ?? last.seq }
      if (slice.length < size && slice.length === ahead.length) return { requests, next: null }
      const now = performance.now()
      if (now - start >= patienceMs) return { requests, next: last.seq }

      if (order === 'asc') after = last.seq
      else before = last.seq
      size = Math.min(lister.maxSlice, nextSize(size, now - sliceStart))
      if (now - turn < sliceMs / 2) continue
      await nextTurn()
      turn = performance.now()
    }
  }
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
