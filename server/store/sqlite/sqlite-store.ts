// The store on SQLite: composes its parts and owns the connection's life.

import { setImmediate as nextTurn } from 'node:timers/promises'
import type Database from 'better-sqlite3'
import type { Store, StoreLimits } from '../store.ts'
import { createAnswers } from './answers.ts'
import { createAppend } from './append.ts'
import { createBins } from './bins.ts'
import { createDeliveries } from './deliveries.ts'
import { asAppError } from './failures.ts'
import { createGarbage } from './garbage.ts'
import { createPlaceCheck } from './in-place.ts'
import { createMarks } from './marks.ts'
import { createPurger } from './purger.ts'
import { createRemovals } from './removal.ts'
import { createRepeats } from './repeats.ts'
import { createRequestFinder, createRequests } from './requests.ts'
import { createRuleRows } from './rules.ts'
import { createRuns } from './runs.ts'
import { createSecretRows } from './secrets.ts'
import { createTotal } from './total.ts'
import { createVerdicts } from './verdicts.ts'

export interface SqliteStoreOptions {
  readonly limits: StoreLimits
  readonly takeTurn?: () => Promise<void>
  readonly onBackgroundError?: (error: unknown) => void
}

/** Takes over `db` and closes it with the store. */
export function createSqliteStore(
  db: Database.Database,
  { limits, takeTurn = nextTurn, onBackgroundError = () => {} }: SqliteStoreOptions,
): Store {
  const purger = createPurger((error) => onBackgroundError(asAppError(error)))
  const garbage = createGarbage(db, purger.wake)
  const total = createTotal(db)
  const finder = createRequestFinder(db)
  const append = createAppend(db, { limits, total, garbage })
  const answers = db.prepare('SELECT 1 FROM bins LIMIT 1')
  const checkPlace = createPlaceCheck(db.name)
  purger.start(garbage)

  return explained({
    ...createBins(db, { total, garbage }),
    ...createRequests(db, finder, takeTurn),
    ...createRepeats(db, finder, takeTurn),
    ...createMarks(db, finder),
    ...createAnswers(db, finder),
    ...createRemovals(db, { total, garbage }),
    ...createDeliveries(db, { limits, total, finder }),
    ...createRuleRows(db, finder),
    ...createRuns(db, finder, takeTurn),
    ...createSecretRows(db, finder),
    ...createVerdicts(db, finder),

    async append(requests) {
      checkPlace()
      return append(requests)
    },

    async ping() {
      checkPlace()
      answers.get()
    },

    async close() {
      if (!db.open) return
      purger.close()
      db.pragma('wal_checkpoint(TRUNCATE)')
      db.close()
    },
  })
}

/** The same store, its failures told in words (AppError). */
function explained(store: Store): Store {
  const entries = Object.entries(store).map(([name, method]) => [
    name,
    async (...args: unknown[]) => {
      try {
        return await method(...args)
      } catch (error) {
        throw asAppError(error)
      }
    },
  ])
  // Every method of a Store is async, so the wrapped ones have the same types.
  return Object.fromEntries(entries) as Store
}
