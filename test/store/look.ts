// Looks into a database over a connection of its own, as another process would.

import Database from 'better-sqlite3'

export function count(location: string, table: string): unknown {
  return ask(location, (db) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get())
}

export function tables(location: string): readonly unknown[] {
  return ask(location, (db) => db.prepare('SELECT name FROM sqlite_schema').pluck().all())
}

export function pragma(location: string, name: string): unknown {
  return ask(location, (db) => db.pragma(name, { simple: true }))
}

function ask<T>(location: string, question: (db: Database.Database) => T): T {
  const db = new Database(location, { readonly: true })
  try {
    return question(db)
  } finally {
    db.close()
  }
}
