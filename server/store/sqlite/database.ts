// Opens the database file: whose it is, who may read it, and how durable and fast it is.

import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import Database from 'better-sqlite3'
import { AppError } from '../../wire/errors.ts'
import { migrate } from './migrations.ts'

/** "Hook" in ASCII, in the file's header: tells our databases from those of other programs. */
const applicationId = 0x486f6f6b

export interface DatabaseOptions {
  /** How long to wait for another process's lock; the event loop waits too. */
  readonly busyTimeoutMs?: number
}

/** Throws an AppError when the file cannot be opened, is another program's, or is newer than this one (O3). */
export function openDatabase(location: string, options: DatabaseOptions = {}): Database.Database {
  const path = resolve(location)
  const db = connect(path, options.busyTimeoutMs ?? 5000)
  try {
    claim(db, path)
    configure(db)
    migrate(db, path)
    return db
  } catch (error) {
    db.close()
    throw error instanceof AppError ? error : cannotOpen(path, error)
  }
}

function connect(path: string, timeout: number): Database.Database {
  try {
    createPrivately(path)
    return new Database(path, { timeout })
  } catch (error) {
    throw cannotOpen(path, error)
  }
}

/** SQLite gives the `-wal` and `-shm` files the mode of the database, so one careful creation covers all three. */
export function createPrivately(path: string): void {
  if (existsSync(path)) return
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  closeSync(openSync(path, 'a', 0o600))
}

/** Refuses another program's file before anything is written to it; marks a new one as ours. */
function claim(db: Database.Database, path: string): void {
  if (ownerOf(db, path) === applicationId) return
  const tables = db.prepare<[], number>('SELECT count(*) FROM sqlite_schema').pluck().get()
  if (tables !== 0 || ownerOf(db, path) !== 0) throw foreign(path)
  // Only effective before the first table, and before WAL. Bodies of a few KB make 16 KiB pages the fastest (DESIGN §5).
  db.pragma('page_size = 16384')
  db.pragma(`application_id = ${applicationId}`)
}

function ownerOf(db: Database.Database, path: string): unknown {
  try {
    return db.pragma('application_id', { simple: true })
  } catch (error) {
    const isOtherFormat = error instanceof Database.SqliteError && error.code === 'SQLITE_NOTADB'
    throw isOtherFormat ? foreign(path, error) : error
  }
}

function configure(db: Database.Database): void {
  db.pragma('journal_mode = WAL')
  // FULL syncs the log at every commit, which is the promise C3; better-sqlite3's default for WAL does not.
  db.pragma('synchronous = FULL')
  db.pragma('foreign_keys = ON')
  // Checkpoints of 2 MiB instead of 16: the same throughput within a tenth, and a third of the pause
  // (p99 of an append 5 ms instead of 15). A thread for them gained little more and let the log grow.
  db.pragma('wal_autocheckpoint = 125')
  db.pragma('cache_size = -32768')
  // After a burst, give the log's space back down to this many bytes.
  db.pragma('journal_size_limit = 67108864')
}

function foreign(path: string, cause?: unknown): AppError {
  return new AppError(
    'unavailable',
    `${path} is not a Hooklens database. Choose another place with --db.`,
    { cause },
  )
}

export function cannotOpen(path: string, cause: unknown): AppError {
  const why = cause instanceof Error ? cause.message : String(cause)
  return new AppError('unavailable', `Cannot open the database ${path}: ${why}.`, { cause })
}
