// Opens the store a location names; the only file that names a back-end.

import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { AppError } from '../wire/errors.ts'
import { openDatabase } from './sqlite/database.ts'
import { lockDatabase } from './sqlite/lock.ts'
import { createSqliteStore } from './sqlite/sqlite-store.ts'
import type { Store, StoreLimits } from './store.ts'

export interface OpenOptions {
  readonly limits: StoreLimits
  /** Refuse a file that is not there instead of making it: for whoever only looks into a database. */
  readonly mustExist?: boolean
  /** Refuse a file that another server works on, and keep others from it until the store is closed. */
  readonly alone?: boolean
  /** Resolves when a long search may go on; the event loop's next turn unless told otherwise. */
  readonly takeTurn?: () => Promise<void>
  /** Told of failures of work nobody waits for: reclaiming the space of what was deleted. */
  readonly onBackgroundError?: (error: unknown) => void
}

/**
 * `location` is a file's path, created with its folder when missing, for this user alone.
 * Rejects with an AppError when it cannot be opened or belongs to something else.
 */
export async function openStore(location: string, options: OpenOptions): Promise<Store> {
  if (/^postgres(ql)?:\/\//i.test(location)) {
    // The location is not repeated: it may hold a password.
    throw new AppError(
      'unavailable',
      'This version of Hooklens does not support PostgreSQL yet. Give --db the path of a file instead.',
    )
  }
  if (options.mustExist && !existsSync(location)) {
    throw new AppError(
      'not-found',
      `There is no database at ${location}. Give --db the file that the server uses.`,
    )
  }
  const path = resolve(location)
  if (!options.alone) return createSqliteStore(openDatabase(path), options)
  const lock = lockDatabase(path)
  try {
    const store = createSqliteStore(openDatabase(path), options)
    return { ...store, close: () => store.close().finally(lock.release) }
  } catch (error) {
    lock.abandon()
    throw error
  }
}
