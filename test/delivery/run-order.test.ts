import { expect, test } from 'vitest'
import { orderDeliveries } from '../../server/delivery/run-order.ts'
import type { Seq } from '../../server/wire/ids.ts'

const plain = { times: 1, order: undefined, seed: 1 }

function ordered(seqs: readonly Seq[], options: Partial<Parameters<typeof orderDeliveries>[1]>) {
  const all: Seq[] = []
  const upcoming = orderDeliveries(seqs, { ...plain, ...options })
  for (let next = upcoming.next(); !next.done; next = upcoming.next()) all.push(next.value)
  return all
}

test('[D6] requests are sent as given, oldest or newest first, the series as often as wanted', () => {
  expect(ordered([5, 20, 3], {})).toEqual([5, 20, 3])
  expect(ordered([5, 20, 3], { order: 'oldest-first', times: 2 })).toEqual([3, 5, 20, 3, 5, 20])
  expect(ordered([5, 20, 3], { order: 'newest-first' })).toEqual([20, 5, 3])
  expect(ordered([], { times: 3 })).toEqual([])
})

test('[D6] a seed shuffles the same way again, however the requests were given', () => {
  const seqs = Array.from({ length: 50 }, (_, index) => index + 1)

  const once = ordered(seqs, { order: 'shuffled', seed: 7, times: 2 })

  expect(ordered(seqs.toReversed(), { order: 'shuffled', seed: 7, times: 2 })).toEqual(once)
  expect(ordered(seqs, { order: 'shuffled', seed: 8, times: 2 })).not.toEqual(once)
  expect(once.toSorted((a, b) => a - b)).toEqual([...seqs, ...seqs].sort((a, b) => a - b))
})

test('a shuffle favours no place', () => {
  const counts = new Map<string, number>()

  for (let seed = 0; seed < 6_000; seed++) {
    const order = ordered([1, 2, 3], { order: 'shuffled', seed }).join('')
    counts.set(order, (counts.get(order) ?? 0) + 1)
  }

  expect(counts.size).toBe(6)
  for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(150)
})
