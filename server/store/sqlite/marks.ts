// The marks a user puts on requests: one, or many at a time.

import { setImmediate as nextTurn } from 'node:timers/promises'
import type Database from 'better-sqlite3'
import type { BinId, Seq } from '../../wire/ids.ts'
import type { ManyMarks, RequestMarks, RequestSummary } from '../../wire/requests.ts'
import { changeTags } from '../../wire/tags.ts'
import type { Changed, Store } from '../store.ts'
import type { RequestFinder } from './requests.ts'
import { toFlag } from './rows.ts'

export type Marks = Pick<Store, 'markRequest' | 'markRequests'>

/** One transaction of a long selection, which lets others have their turn in between. */
const sliceRequests = 256

export function createMarks(db: Database.Database, finder: RequestFinder): Marks {
  const mark = db.prepare(`
    INSERT INTO marks (bin_no, seq, note, tags, pinned, read)
      VALUES (:no, :seq, coalesce(:note, ''), coalesce(:tags, '[]'), coalesce(:pinned, 0),
        coalesce(:read, 0))
      ON CONFLICT DO UPDATE SET note = coalesce(:note, note), tags = coalesce(:tags, tags),
        pinned = coalesce(:pinned, pinned), read = coalesce(:read, read)`)

  function write(no: number, seq: Seq, marks: Partial<RequestMarks>): void {
    mark.run({
      no,
      seq,
      note: marks.note ?? null,
      tags: marks.tags ? JSON.stringify(marks.tags) : null,
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
      marks: ManyMarks,
    ): Changed<readonly RequestSummary[]> | undefined => {
      const bin = finder.findBin(id)
      if (bin === undefined) return undefined
      const value: RequestSummary[] = []
      for (const seq of seqs) {
        const before = finder.summary(bin, seq)
        const changed = before && changesIn(before, marks)
        if (!changed) continue
        write(bin.no, seq, changed)
        value.push({ ...before, ...changed })
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

/** The marks that are not so already; undefined when there is none. */
function changesIn(
  before: RequestSummary,
  { pinned = before.pinned, read = before.read, ...change }: ManyMarks,
): Partial<RequestMarks> | undefined {
  const tags = changeTags(before.tags, change)
  const isSame =
    pinned === before.pinned &&
    read === before.read &&
    tags.length === before.tags.length &&
    tags.every((tag, index) => tag === before.tags[index])
  return isSame ? undefined : { pinned, read, tags }
}
