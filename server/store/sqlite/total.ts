// The bytes of the whole store, kept in memory so that no append counts them.

import type Database from 'better-sqlite3'

/** Changed only after a commit; what another process removes is noticed at the next start. */
export interface Total {
  readonly bytes: number
  add(bytes: number): void
}

export function createTotal(db: Database.Database): Total {
  const sum = db.prepare<[], number>(
    'SELECT coalesce(sum(bytes + delivery_bytes), 0) FROM counters',
  )
  let bytes = sum.pluck().get() ?? 0
  return {
    get bytes() {
      return bytes
    },
    add(more) {
      bytes += more
    },
  }
}
