// What a relay knows of its deliveries, in a file that outlives it: where the stream goes on, and which requests its
// targets have had, or may have had (D8). One process at a time has a file.

import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { AppError } from '../../wire/errors.ts'
import type { Seq } from '../../wire/ids.ts'
import type { RelayReport } from '../../wire/relay.ts'

/** Everything up to `after` is done with; `binCreatedAt` tells a bin from one made anew under its id. */
export interface Cursor {
  readonly binCreatedAt: number
  readonly after: Seq
}

export interface Outcome {
  readonly report: RelayReport
  readonly body: Uint8Array
}

/** What an earlier process did with a request: nothing, perhaps something, or this. */
export type Earlier =
  | { readonly type: 'nothing' }
  | { readonly type: 'started' }
  | { readonly type: 'answered'; readonly outcome: Outcome }

/** Every call is on disk when it returns: a killed process has lost nothing of it. */
export interface RelayState {
  readonly cursor: Cursor | undefined
  /** The stream goes on here. Of another bin, everything known is forgotten. */
  begin(cursor: Cursor): void
  /** The stream has brought this request, after all that come before it. */
  take(seq: Seq): Earlier
  /** To be called before the target is contacted. */
  started(seq: Seq): void
  answered(seq: Seq, outcome: Outcome): void
  /** The server has the outcome. */
  kept(seq: Seq): void
  /** The stream brings nothing up to here. */
  passed(upTo: Seq): void
  /** Forgets everything: the user asks for another beginning. */
  clear(): void
  close(): void
}

interface Row {
  readonly seq: Seq
  readonly report: string | null
  readonly body: Uint8Array | null
}

/**
 * SQLite, for two things that are hard to get right alone: a lock that ends with its process, however that ends, and
 * writes that are whole or not there. Throws an AppError when another process has the file.
 */
export function openRelayState(path: string): RelayState {
  const db = openFile(path)
  const setCursor = db.prepare<[number, Seq]>(
    'INSERT OR REPLACE INTO cursor (one, binCreatedAt, after) VALUES (1, ?, ?)',
  )
  const start = db.prepare<[Seq]>('INSERT OR REPLACE INTO deliveries (seq) VALUES (?)')
  const answer = db.prepare<[string, Uint8Array, Seq]>(
    'UPDATE deliveries SET report = ?, body = ? WHERE seq = ?',
  )
  const forget = db.prepare<[Seq]>('DELETE FROM deliveries WHERE seq = ?')

  let cursor = db.prepare<[], Cursor>('SELECT binCreatedAt, after FROM cursor').get()
  /** Left by an earlier process and not yet brought again by the stream. */
  const earlier = new Map(
    db
      .prepare<[], Row>('SELECT seq, report, body FROM deliveries')
      .all()
      .map((row) => [row.seq, row]),
  )
  /** Brought by the stream and not yet kept. */
  const unkept = new Set<Seq>()
  let position = cursor?.after ?? 0

  /** Of what an earlier process left, the stream does not bring these any more. */
  function drop(isGone: (seq: Seq) => boolean): void {
    for (const seq of [...earlier.keys()].filter(isGone)) {
      earlier.delete(seq)
      forget.run(seq)
    }
  }

  function advance(): void {
    // Both grow in the stream's order: the first is the lowest.
    const [first = position + 1] = unkept
    const [left = first] = earlier.keys()
    const after = Math.min(first, left) - 1
    if (!cursor || after <= cursor.after) return
    cursor = { ...cursor, after }
    setCursor.run(cursor.binCreatedAt, after)
  }

  const clear = db.transaction(() => {
    db.exec('DELETE FROM deliveries; DELETE FROM cursor')
    earlier.clear()
    unkept.clear()
    cursor = undefined
  })

  return {
    get cursor() {
      return cursor
    },
    begin: db.transaction((next: Cursor) => {
      if (cursor && cursor.binCreatedAt !== next.binCreatedAt) clear()
      drop((seq) => seq <= next.after)
      cursor = next
      position = next.after
      setCursor.run(next.binCreatedAt, next.after)
    }),
    take: db.transaction((seq: Seq): Earlier => {
      const known = earlier.get(seq)
      earlier.delete(seq)
      drop((other) => other < seq)
      unkept.add(seq)
      position = Math.max(position, seq)
      advance()
      return earlierOf(known)
    }),
    started(seq) {
      start.run(seq)
    },
    answered(seq, { report, body }) {
      answer.run(JSON.stringify(report), body, seq)
    },
    kept: db.transaction((seq: Seq) => {
      forget.run(seq)
      unkept.delete(seq)
      advance()
    }),
    passed: db.transaction((upTo: Seq) => {
      drop((seq) => seq <= upTo)
      position = Math.max(position, upTo)
      advance()
    }),
    clear,
    close() {
      db.close()
    },
  }
}

function earlierOf(row: Row | undefined): Earlier {
  if (!row) return { type: 'nothing' }
  if (row.report === null) return { type: 'started' }
  // Written by `answered`, in the same words.
  const report = JSON.parse(row.report) as RelayReport
  return { type: 'answered', outcome: { report, body: row.body ?? new Uint8Array() } }
}

function openFile(path: string): Database.Database {
  let db: Database.Database | undefined
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    closeSync(openSync(path, 'a', 0o600))
    db = new Database(path, { timeout: 0 })
    // Before anything is read: the lock is then held until the process ends.
    db.pragma('locking_mode = EXCLUSIVE')
    db.pragma('journal_mode = WAL')
    db.exec(`
      CREATE TABLE IF NOT EXISTS cursor (one INTEGER PRIMARY KEY, binCreatedAt INTEGER, after INTEGER);
      CREATE TABLE IF NOT EXISTS deliveries (seq INTEGER PRIMARY KEY, report TEXT, body BLOB);
    `)
    return db
  } catch (error) {
    db?.close()
    throw cannotOpen(path, error)
  }
}

function cannotOpen(path: string, error: unknown): AppError {
  if (error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY') {
    return new AppError(
      'unavailable',
      'Another hooklens listen on this machine delivers this bin to the same targets. Stop it first, or give another target.',
      { cause: error },
    )
  }
  const reason = error instanceof Error ? error.message : String(error)
  return new AppError(
    'unavailable',
    `The relay's place in the stream cannot be kept in ${path}: ${reason}. Delete the file to begin anew.`,
    { cause: error },
  )
}
