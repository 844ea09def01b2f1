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
  // Of a row that the statement above has made.
  const recordSender = db.prepare(
    'UPDATE marks SET provider = :provider, gist = :gist WHERE bin_no = :no AND seq = :seq',
  )
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
    for (const { seq, signature, sender } of verdicts) {
      const before = finder.summary(bin, seq)
      if (!before) continue
      const after = { ...before, signature, ...sender }
      const isOther = isOtherSender(before, after)
      if (!isOther && isSame(before.signature, signature)) continue
      record.run({ no: bin.no, seq, signature: JSON.stringify(signature) })
      const { provider, gist } = after
      if (isOther) recordSender.run({ no: bin.no, seq, provider: JSON.stringify(provider), gist })
      value.push(after)
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

function isOtherSender(one: RequestSummary, other: RequestSummary): boolean {
  return one.gist !== other.gist || !isSame(one.provider, other.provider)
}

function isSame(one: object | null, other: object | null): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
