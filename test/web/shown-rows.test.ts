import { signal } from '@preact/signals'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RequestSummary } from '../../server/wire/requests.ts'
import { createRequestList } from '../../web/state/request-list.ts'
import { createShownRows } from '../../web/state/shown-rows.ts'

/** Request `seq` of event `event`; 0 stands alone. 2 and 3 differ only in their endpoint. */
function request(seq: number, event: number): RequestSummary {
  const provider =
    event === 0 ? null : { id: 'stripe', label: 'Stripe', deliveryId: `evt_${event >> 1}` }
  return { seq, read: false, provider, path: `/${event & 1}` } as RequestSummary
}

function setUp(events: readonly number[]) {
  const list = createRequestList()
  list.addNewer(events.map((event, index) => request(index + 1, event)))
  const shown = createShownRows(list, signal(true))
  const rows = () =>
    Array.from({ length: shown.count.value }, (_, index) => shown.at(index)?.request.seq)
  return { list, shown, rows }
}

test('the repeats of an event stand in the row of the newest', () => {
  const { shown, rows } = setUp([7, 0, 7, 8, 7])

  expect(rows()).toEqual([5, 4, 2])
  expect(shown.at(0)).toMatchObject({ repeats: [5, 3, 1], isOpen: false })
  expect(shown.indexOf(3)).toBe(0)
})

test('an opened event shows its older attempts below, and each row keeps its place', () => {
  const { shown, rows } = setUp([7, 0, 7, 8, 7])

  shown.setOpen(5, true)

  expect(rows()).toEqual([5, 3, 1, 4, 2])
  expect(rows().map((seq) => shown.indexOf(seq ?? 0))).toEqual([0, 1, 2, 3, 4])
  expect(shown.at(1)).toMatchObject({ isChild: true })
})

test('a repeat that arrives takes its event to the top, open as it was', () => {
  const { list, shown, rows } = setUp([7, 0, 7, 8])
  shown.setOpen(3, true)

  list.addNewer([request(5, 7)])

  expect(rows()).toEqual([5, 3, 1, 4, 2])
})

test('an event whose older attempts were dropped goes on with the next', () => {
  const { list, rows } = setUp([7, 7, 7])
  rows()

  list.removeUpTo(2)
  rows()
  list.addNewer([request(4, 7)])

  expect(rows()).toEqual([4])
})

test('however requests come and go, the rows are what grouping all anew would give', () => {
  const step = fc.record({
    kind: fc.constantFrom('newer', 'older', 'remove', 'removeUpTo', 'hide', 'insert'),
    events: fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 5 }),
    at: fc.integer({ min: 0, max: 60 }),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const list = createRequestList()
      const shown = createShownRows(list, signal(true))
      let [oldest, newest] = [100, 99]
      for (const { kind, events, at } of steps) {
        if (kind === 'newer') list.addNewer(events.map((event) => request(++newest, event)))
        else if (kind === 'older') list.addOlder(events.map((event) => request(--oldest, event)))
        else if (kind === 'remove') list.remove([oldest + at])
        else if (kind === 'hide') list.hide([oldest + at])
        else if (kind === 'insert') list.insert([request(oldest + at, events[0] ?? 0)])
        else list.removeUpTo(oldest + (at >> 3))
        newest = Math.max(newest, oldest + at)
        shown.count.value
      }
      const seen = new Set<string>()
      const heads = list.rows.value.filter(({ seq, provider, path }) => {
        const event = provider ? `${provider.deliveryId} ${path}` : `alone ${seq}`
        return !seen.has(event) && seen.add(event)
      })

      expect(Array.from({ length: shown.count.value }, (_, i) => shown.at(i)?.request)).toEqual(
        heads,
      )
      for (const { seq } of list.rows.value) {
        const row = shown.at(shown.indexOf(seq))
        expect([row?.request.seq, ...(row?.repeats ?? [])]).toContain(seq)
      }
      expect(list.unread.value).toBe(list.rows.value.length)
    }),
  )
})
