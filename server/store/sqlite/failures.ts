// Turns what SQLite throws into an error a user can act on.

import Database from 'better-sqlite3'
import { AppError } from '../../wire/errors.ts'

/** An AppError passes as it is; a failure of the database becomes `unavailable`, with its cause. */
export function asAppError(error: unknown): unknown {
  // Whoever still reads while the server stops is told so; nothing is broken.
  if (isUseAfterClose(error)) return new AppError('unavailable', 'The database is closed.')
  if (!(error instanceof Database.SqliteError)) return error
  return new AppError('unavailable', explain(error), { cause: error })
}

function isUseAfterClose(error: unknown): boolean {
  return error instanceof TypeError && error.message.includes('connection is not open')
}

function explain({ code, message }: { code: string; message: string }): string {
  if (code.startsWith('SQLITE_FULL')) {
    return 'The disk is full: nothing was stored. Free some space on the disk that holds the database.'
  }
  if (code.startsWith('SQLITE_BUSY')) {
    return 'Another program keeps the database locked: nothing was stored. Try again.'
  }
  if (code.startsWith('SQLITE_IOERR') || code.startsWith('SQLITE_READONLY')) {
    return 'The disk refused to write: nothing was stored. Check the disk that holds the database.'
  }
  if (code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_NOTADB')) {
    return 'The database is damaged. Restore it from a copy or start with a new one (--db).'
  }
  return `The database failed: ${message}.`
}
