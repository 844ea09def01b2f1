// Finds the attempts at one event (P4).

import type Database from 'better-sqlite3'
import type { Seq } from '../../wire/ids.ts'
import { eventKeyOf, isSameEvent } from '../../wire/repeats.ts'
import type { RequestSummary } from '../../wire/requests.ts'
import type { Store } from '../store.ts'
import { number, text } from './parameters.ts'
import type { BinHead, RequestFinder } from './requests.ts'
import { eventKey, eventKeyIn } from './schema-repeats.ts'

/** So many seqs of the index are gone through at one go: a few milliseconds of work. */
const sliceSeqs = 20_000

export function createRepeats(
  db: Database.Database,
  finder: RequestFinder,
  takeTurn: () => Promise<void>,
): Pick<Store, 'listRepeats'> {
  // Besides, those of which it was found out later whose they are: the index does not have them.
  const find = db.prepare<[number, number, number, string, number, number, number, string], number>(
    `SELECT seq FROM requests INDEXED BY requests_by_event
      WHERE provider IS NOT NULL AND bin_no = ${number} AND seq BETWEEN ${number} AND ${number}
        AND ${eventKey} = ${text}
      UNION
      SELECT m.seq FROM marks m JOIN requests r USING (bin_no, seq)
      WHERE m.provider IS NOT NULL AND m.bin_no = ${number} AND m.seq BETWEEN ${number} AND ${number}
        AND ${eventKeyIn('m.provider', 'r.body_sha256')} = ${text}
      ORDER BY seq DESC`,
  )
  find.pluck()

  return {
    async listRepeats(id, seq, limit) {
      const bin = finder.findBin(id)
      const request = bin && finder.summary(bin, seq)
      if (!bin || !request) return undefined
      const key = eventKeyOf(request)
      if (key === undefined) return { requests: [request], hasOlder: false }

      const found: RequestSummary[] = []
      let last = bin.last_seq
      while (last >= bin.first_seq) {
        const first = last - sliceSeqs + 1
        const range = [bin.no, first, last, key] as const
        for (const candidate of find.iterate(...range, ...range)) {
          const repeat = repeatAt(bin, candidate, request, key)
          if (repeat) found.push(repeat)
          if (found.length > limit) {
            return { requests: found.slice(0, limit).reverse(), hasOlder: true }
          }
        }
        last = first - 1
        await takeTurn()
      }
      return { requests: found.reverse(), hasOlder: false }
    },
  }

  function repeatAt(bin: BinHead, seq: Seq, request: RequestSummary, key: string) {
    const candidate = finder.summary(bin, seq)
    return candidate && eventKeyOf(candidate) === key && isSameEvent(candidate, request)
      ? candidate
      : undefined
  }
}
