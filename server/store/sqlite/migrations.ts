// Brings a database's schema up to this program's, forwards only (O3).

import type Database from 'better-sqlite3'
import { AppError } from '../../wire/errors.ts'
import { initialSchema } from './schema.ts'
import { repeatsSchema } from './schema-repeats.ts'
import { rulesSchema } from './schema-rules.ts'
import { runsSchema } from './schema-runs.ts'
import { secretExtrasSchema, secretsSchema } from './schema-secrets.ts'
import { sendersSchema, verdictsSchema } from './schema-verdicts.ts'

/** The n-th entry (from 1) leads to `user_version` n. Entries are only ever added. */
const migrations: readonly string[] = [
  initialSchema,
  // A JSON array of texts.
  `ALTER TABLE marks ADD COLUMN tags TEXT NOT NULL DEFAULT '[]'`,
  runsSchema,
  secretsSchema,
  // An answer known only after the request was stored, as JSON: `null` is none, NULL is that of the request itself.
  `ALTER TABLE marks ADD COLUMN response TEXT`,
  // JSON; NULL passes no answers through.
  `ALTER TABLE bins ADD COLUMN pass_through TEXT`,
  secretExtrasSchema,
  repeatsSchema,
  verdictsSchema,
  `ALTER TABLE bins ADD COLUMN handshakes INTEGER NOT NULL DEFAULT 1`,
  sendersSchema,
  rulesSchema,
]

/** Each step is one transaction: an interrupted upgrade resumes where it stopped. */
export function migrate(db: Database.Database, path: string): void {
  const step = db.transaction((): boolean => {
    const version = schemaVersion(db)
    if (version > migrations.length) throw tooNew(path, version)
    const sql = migrations[version]
    if (sql === undefined) return false
    db.exec(sql)
    db.pragma(`user_version = ${version + 1}`)
    return true
  })
  // The version is read inside the transaction: two programs may start on one file at once.
  while (step.immediate()) {}
}

function schemaVersion(db: Database.Database): number {
  // A pragma's result is untyped; SQLite defines this one as an integer.
  return db.pragma('user_version', { simple: true }) as number
}

function tooNew(path: string, version: number): AppError {
  return new AppError(
    'unavailable',
    `The database ${path} was written by a newer Hooklens (its schema is version ${version}, this program knows up to ${migrations.length}). Update Hooklens, or choose another place with --db.`,
  )
}
