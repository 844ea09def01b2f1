// Answers that became known only after their request was stored (D9).

import type Database from 'better-sqlite3'
import type { Store } from '../store.ts'
import type { RequestFinder } from './requests.ts'

export type Answers = Pick<Store, 'recordAnswer'>

export function createAnswers(db: Database.Database, finder: RequestFinder): Answers {
  const record = db.prepare(`
    INSERT INTO marks (bin_no, seq, response) VALUES (:no, :seq, :response)
      ON CONFLICT DO UPDATE SET response = :response`)

  const recordOne = db.transaction((...[id, seq, response]: Parameters<Store['recordAnswer']>) => {
    const bin = finder.findBin(id)
    if (bin === undefined || finder.summary(bin, seq) === undefined) return undefined
    record.run({ no: bin.no, seq, response: JSON.stringify(response) })
    const rev = finder.bumpRev(bin)
    const value = finder.summary(bin, seq)
    return value && { rev, value }
  })

  return {
    async recordAnswer(id, seq, response) {
      return recordOne.immediate(id, seq, response)
    },
  }
}
