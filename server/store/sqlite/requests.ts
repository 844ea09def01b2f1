// Reading requests.

import type Database from 'better-sqlite3'
import type { BinId, Seq } from '../../wire/ids.ts'
import type { RequestSummary } from '../../wire/requests.ts'
import type { Store } from '../store.ts'
import { createFilterChecks } from './filter-checks.ts'
import { number, text } from './parameters.ts'
import { type CapturedRow, type SummaryRow, summaryColumns, toCaptured, toSummary } from './rows.ts'
import { createSearch } from './search.ts'
import { createWalker } from './slices.ts'
import { createTimelines } from './timeline.ts'

export type Requests = Pick<
  Store,
  'listRequests' | 'countRequests' | 'getRequest' | 'getBody' | 'getWhole'
>

/** The bin's number, where its requests begin and end, and its rev. */
export interface BinHead {
  readonly no: number
  readonly first_seq: number
  readonly last_seq: number
  readonly rev: number
}

/** What other parts need of a request. Inside a transaction. */
export interface RequestFinder {
  findBin(bin: BinId): BinHead | undefined
  summary(bin: BinHead, seq: Seq): RequestSummary | undefined
  bumpRev(bin: BinHead): number
}

export function createRequestFinder(db: Database.Database): RequestFinder {
  const head = db.prepare<[string], BinHead>(
    `SELECT b.no, c.first_seq, c.last_seq, c.rev FROM bins b JOIN counters c ON c.bin_no = b.no
      WHERE b.id = ${text}`,
  )
  const summary = db.prepare<[number, number], SummaryRow>(
    `SELECT ${summaryColumns} FROM requests r LEFT JOIN marks m USING (bin_no, seq)
      WHERE r.bin_no = ${number} AND r.seq = ${number}`,
  )
  const bump = db.prepare<[number], number>(
    'UPDATE counters SET rev = rev + 1 WHERE bin_no = ? RETURNING rev',
  )
  bump.pluck()

  return {
    findBin: (bin) => head.get(bin),
    summary(bin, seq) {
      const row = seq < bin.first_seq ? undefined : summary.get(bin.no, seq)
      return row && toSummary(row)
    },
    bumpRev: (bin) => bump.get(bin.no) ?? bin.rev,
  }
}

export function createRequests(
  db: Database.Database,
  finder: RequestFinder,
  takeTurn: () => Promise<void>,
): Requests {
  const walk = createWalker(db, finder, takeTurn)
  const filterChecks = createFilterChecks(db)
  const search = createSearch(db, walk, filterChecks)
  const list = { asc: prepareList(db, 'ASC'), desc: prepareList(db, 'DESC') }
  const captured = db.prepare<[number, number], CapturedRow>(
    `SELECT ${summaryColumns}, r.headers, r.trailers
      FROM requests r LEFT JOIN marks m USING (bin_no, seq)
      WHERE r.bin_no = ${number} AND r.seq = ${number}`,
  )
  const body = db.prepare<[number, number], Buffer>(
    `SELECT body FROM requests WHERE bin_no = ${number} AND seq = ${number}`,
  )
  body.pluck()
  // One statement: each of its own would take and release a read lock.
  const whole = db.prepare<[string, number], CapturedRow & { readonly body: Buffer }>(
    `SELECT ${summaryColumns}, r.headers, r.trailers, r.body
      FROM bins b JOIN counters c ON c.bin_no = b.no
      JOIN requests r ON r.bin_no = b.no AND r.seq >= c.first_seq
      LEFT JOIN marks m ON m.bin_no = r.bin_no AND m.seq = r.seq
      WHERE b.id = ${text} AND r.seq = ${number}`,
  )

  return {
    ...createTimelines(db, finder, walk, filterChecks),

    async listRequests(id, { filter, ...options }) {
      if (filter !== undefined && filter.check.type !== 'all') {
        return search(id, { ...options, filter })
      }
      const { after = 0, before = Number.MAX_SAFE_INTEGER, limit, order } = options
      const bin = finder.findBin(id)
      if (bin === undefined) return { requests: [], next: null }
      const above = Math.max(after, bin.first_seq - 1)
      const requests = list[order].all(bin.no, above, before, limit).map(toSummary)
      return { requests, next: requests.length < limit ? null : (requests.at(-1)?.seq ?? null) }
    },

    async getRequest(id, seq) {
      const bin = finder.findBin(id)
      if (bin === undefined || seq < bin.first_seq) return undefined
      const row = captured.get(bin.no, seq)
      return row && toCaptured(row)
    },

    async getBody(id, seq) {
      const bin = finder.findBin(id)
      if (bin === undefined || seq < bin.first_seq) return undefined
      return body.get(bin.no, seq)
    },

    async getWhole(id, seq) {
      const row = whole.get(id, seq)
      return row && { request: toCaptured(row), body: row.body }
    },
  }
}

function prepareList(db: Database.Database, direction: 'ASC' | 'DESC') {
  return db.prepare<[number, number, number, number], SummaryRow>(
    `SELECT ${summaryColumns} FROM requests r LEFT JOIN marks m USING (bin_no, seq)
      WHERE r.bin_no = ${number} AND r.seq > ${number} AND r.seq < ${number}
      ORDER BY r.seq ${direction} LIMIT ${number}`,
  )
}
