// Lets statements call back into the checks of a filter: see `filter-sql.ts`.

import type Database from 'better-sqlite3'
import { type ColumnCheck, checkFunction } from './filter-sql.ts'

export interface FilterChecks {
  /** Runs `query`, a statement with a condition made by `toSql`, along with the checks made with it. */
  during<T>(checks: readonly ColumnCheck[], query: () => T): T
}

export function createFilterChecks(db: Database.Database): FilterChecks {
  /** Of the statement that runs right now: statements run to their end before anything else does. */
  let current: readonly ColumnCheck[] = []
  db.function(checkFunction, (index: number, value: unknown) => Number(current[index]?.(value)))
  return {
    during(checks, query) {
      current = checks
      try {
        return query()
      } finally {
        current = []
      }
    },
  }
}
