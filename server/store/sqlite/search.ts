// Lists the requests a filter takes.

import type Database from 'better-sqlite3'
import type { FilterPredicate } from '../../wire/filter/match.ts'
import type { BinId } from '../../wire/ids.ts'
import type { RequestSummary } from '../../wire/requests.ts'
import type { ListOptions, RequestPage } from '../store.ts'
import type { FilterChecks } from './filter-checks.ts'
import { toSql } from './filter-sql.ts'
import { number } from './parameters.ts'
import { type SummaryRow, summaryColumns, toSummary } from './rows.ts'
import type { Walker } from './slices.ts'

export interface SearchOptions extends ListOptions {
  readonly filter: FilterPredicate
}

export function createSearch(db: Database.Database, walk: Walker, filterChecks: FilterChecks) {
  return async (id: BinId, { filter, limit, ...options }: SearchOptions): Promise<RequestPage> => {
    const { where, parameters, checks, readsBody } = toSql(filter.check)
    const matches = db.prepare<number[], SummaryRow>(
      `SELECT ${summaryColumns} FROM requests r LEFT JOIN marks m USING (bin_no, seq)
        WHERE r.bin_no = ${number} AND r.seq BETWEEN ${number} AND ${number} AND ${where}
        ORDER BY r.seq ${options.order} LIMIT ${number}`,
    )
    const requests: RequestSummary[] = []
    const how = { ...options, readsBody, hasRegex: filter.hasRegex }
    const next = await walk(id, how, ({ binNo, first, last }) => {
      const rows = filterChecks.during(checks, () =>
        matches.all(binNo, first, last, ...parameters, limit - requests.length),
      )
      requests.push(...rows.map(toSummary))
      return requests.length >= limit ? requests.at(-1)?.seq : undefined
    })
    return { requests, next }
  }
}
