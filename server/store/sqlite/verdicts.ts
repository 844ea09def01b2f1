// Verdicts computed anew, beside the requests they are of, and what is still to be computed.

import type Database from 'better-sqlite3'
import type { RequestSummary } from '../../wire/requests.ts'
import type { Recheck, Store } from '../store.ts'
import { number, text } from './parameters.ts'
import type { RequestFinder } from './requests.ts'

export type Verdicts = Pick<Store, 'recordVerdicts' | 'listRechecks' | 'endRecheck'>

export function createVerdicts(db: Database.Database, finder: RequestFinder): Verdicts {
  const record = db.prepare(`
    INSERT INTO marks (bin_no, seq, signature) VALUES (:no, :seq, :signature)
      ON CONFLICT DO UPDATE SET signature = :signature`)
  const rechecks = db.prepare<[string | null], Recheck>(
    `SELECT b.id AS bin, r.provider, r.round FROM rechecks r JOIN bins b ON b.no = r.bin_no
      WHERE b.id = coalesce(${text}, b.id) ORDER BY r.bin_no, r.provider`,
  )
  const end = db.prepare(
    `DELETE FROM rechecks WHERE bin_no = (SELECT no FROM bins WHERE id = ${text})
      AND provider = ${text} AND round = ${number}`,
  )

  const recordAll = db.transaction((...[id, verdicts]: Parameters<Store['recordVerdicts']>) => {
    const bin = finder.findBin(id)
    if (bin === undefined) return undefined
    const value: RequestSummary[] = []
    for (const { seq, signature } of verdicts) {
      const before = finder.summary(bin, seq)
      const json = JSON.stringify(signature)
      if (!before || JSON.stringify(before.signature) === json) continue
      record.run({ no: bin.no, seq, signature: json })
      value.push({ ...before, signature })
    }
    return { rev: value.length > 0 ? finder.bumpRev(bin) : bin.rev, value }
  })

  return {
    async recordVerdicts(id, verdicts) {
      return recordAll.immediate(id, verdicts)
    },

    async listRechecks(id) {
      return rechecks.all(id ?? null)
    },

    async endRecheck({ bin, provider, round }) {
      end.run(bin, provider, round)
    },
  }
}
