import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RequestSummary } from '../../server/wire/requests.ts'
import { createRequestList } from '../../web/state/request-list.ts'

function summary(seq: number, read = false): RequestSummary {
  return { seq, read, note: '', pinned: false } as RequestSummary
}

const seqsOf = (rows: readonly RequestSummary[]) => rows.map(({ seq }) => seq)

test('[L1] rows stay newest first and each once, however they come', () => {
  const step = fc.record({
    kind: fc.constantFrom('newer', 'older', 'remove', 'removeUpTo'),
    from: fc.integer({ min: 1, max: 40 }),
    count: fc.integer({ min: 0, max: 6 }),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const list = createRequestList()
      for (const { kind, from, count } of steps) {
        const ascending = Array.from({ length: count }, (_, i) => summary(from + i))
        if (kind === 'newer') list.addNewer(ascending)
        else if (kind === 'older') list.addOlder(ascending.reverse())
        else if (kind === 'remove') list.remove(seqsOf(ascending))
        else list.removeUpTo(Math.floor(from / 4))
      }
      const seqs = seqsOf(list.rows.value)
      expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => b - a))
      for (const [index, seq] of seqs.entries()) expect(list.indexOf(seq)).toBe(index)
    }),
  )
})

test('a request that waits to be deleted is out of sight and comes back', () => {
  const list = createRequestList()
  list.addNewer([summary(1), summary(2), summary(3)])

  list.hide([2])
  const hidden = seqsOf(list.rows.value)
  list.unhide([2])

  expect(hidden).toEqual([3, 1])
  expect(seqsOf(list.rows.value)).toEqual([3, 2, 1])
})

test('a change reaches its row, and one for a row that is not loaded changes nothing', () => {
  const list = createRequestList()
  list.addNewer([summary(1), summary(2)])
  const before = list.rows.value

  list.change([{ seq: 9, read: true }])
  expect(list.rows.value).toBe(before)

  list.change([{ seq: 1, read: true, pinned: true }])
  expect(list.find(1)).toMatchObject({ read: true, pinned: true })
  expect(list.unread.value).toBe(1)
})
