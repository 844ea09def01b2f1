// The marks a user puts on requests: one, or many at a time.

import { setImmediate as nextTurn } from 'node:timers/promises'
import type Database from 'better-sqlite3'
import type { BinId, Seq } from '../../wire/ids.ts'
import type { RequestMarks, RequestSummary } from '../../wire/requests.ts'
import type { Changed, Store } from '../store.ts'
import type { RequestFinder } from './requests.ts'

export type Marks = Pick<Store, 'markRequest' | 'markRequests'>

/** One transaction of a long selection, which lets others have their turn in between. */
const sliceRequests = 256

export function createMarks(db: Database.Database, finder: RequestFinder): Marks {
  const mark = db.prepare(`
    INSERT INTO marks (bin_no, seq, note, pinned, read)
      VALUES (:no, :seq, coalesce(:note, ''), coalesce(:pinned, 0), coalesce(:read, 0))
      ON CONFLICT DO UPDATE SET note = coalesce(:note, note),
        pinned = coalesce(:pinned, pinned), read = coalesce(:read, read)`)

  function write(no: number, seq: Seq, marks: Partial<RequestMarks>): void {
    mark.run({
      no,
      seq,
      note: marks.note ?? null,
      pinned: toFlag(marks.pinned),
      read: toFlag(marks.read),
    })
  }

  const markOne = db.transaction(
    (
      ...[id, seq, marks]: Parameters<Store['markRequest']>
    ): Changed<RequestSummary> | undefined => {
      const bin = finder.findBin(id)
      if (bin === undefined || finder.summary(bin, seq) === undefined) return undefined
      write(bin.no, seq, marks)
      const rev = finder.bumpRev(bin)
      const value = finder.summary(bin, seq)
      return value && { rev, value }
    },
  )

  const markSlice = db.transaction(
    (
      id: BinId,
      seqs: readonly Seq[],
      marks: Partial<RequestMarks>,
    ): Changed<readonly RequestSummary[]> | undefined => {
      const bin = finder.findBin(id)
      if (bin === undefined) return undefined
      const value: RequestSummary[] = []
      for (const seq of seqs) {
        const before = finder.summary(bin, seq)
        if (before === undefined || !differs(before, marks)) continue
        write(bin.no, seq, marks)
        value.push({ ...before, ...marks })
      }
      return { rev: value.length > 0 ? finder.bumpRev(bin) : bin.rev, value }
    },
  )

  return {
    async markRequest(id, seq, marks) {
      return markOne.immediate(id, seq, marks)
    },

    async markRequests(id, seqs, marks) {
      const value: RequestSummary[] = []
      let result: Changed<readonly RequestSummary[]> | undefined
      let next = 0
      do {
        if (next > 0) await nextTurn()
        const slice = markSlice.immediate(id, seqs.slice(next, next + sliceRequests), marks)
        // The bin was deleted in between: nothing is left that could be told of.
        if (slice === undefined) return undefined
        value.push(...slice.value)
        next += sliceRequests
        result = { rev: slice.rev, value }
      } while (next < seqs.length)
      return result
    },
  }
}

function differs(before: RequestSummary, { note, pinned, read }: Partial<RequestMarks>): boolean {
  return (
    (note !== undefined && note !== before.note) ||
    (pinned !== undefined && pinned !== before.pinned) ||
    (read !== undefined && read !== before.read)
  )
}

function toFlag(value: boolean | undefined): number | null {
  return value === undefined ? null : Number(value)
}
