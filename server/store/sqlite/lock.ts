// Sees to it that one server at a time works on a database file: a second would never hear of what the first one changes.

import { existsSync, rmSync } from 'node:fs'
import Database from 'better-sqlite3'
import { AppError } from '../../wire/errors.ts'
import { cannotOpen, createPrivately } from './database.ts'

export interface DatabaseLock {
  release(): void
  /** Leaves nothing beside a file that turned out to be none of ours. */
  abandon(): void
}

/**
 * Held on an empty file beside the database, which stays open to whoever only looks into it. The kernel lets go of it
 * with the process, however that ends. Throws an AppError when another server holds it.
 */
export function lockDatabase(path: string): DatabaseLock {
  const file = `${path}.lock`
  const isNew = !existsSync(file)
  let db: Database.Database | undefined
  try {
    createPrivately(file)
    db = new Database(file, { timeout: 0 })
    db.exec('BEGIN EXCLUSIVE')
    const release = db.close.bind(db)
    return {
      release,
      abandon() {
        release()
        if (isNew) rmSync(file)
      },
    }
  } catch (error) {
    db?.close()
    const isHeld = error instanceof Database.SqliteError && error.code === 'SQLITE_BUSY'
    throw isHeld ? inUse(path) : cannotOpen(path, error)
  }
}

function inUse(path: string): AppError {
  return new AppError(
    'unavailable',
    `Another Hooklens is running on ${path}. Use that one, stop it, or choose another place with --db.`,
  )
}
