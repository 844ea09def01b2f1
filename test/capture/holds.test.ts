// Bounds on connections that are held on purpose.

import { expect, test } from 'vitest'
import { createHolds, type Holds } from '../../server/capture/holds.ts'
import type { BinId } from '../../server/wire/ids.ts'

/** Takes places, and tells which were taken and which were given back early. */
function takeFrom(holds: Holds) {
  const hurried: string[] = []
  const take = (bin: string, bytes = 10) => holds.take(bin as BinId, bytes, () => hurried.push(bin)) // Any text will do for a bin here.
  const fill = (bin: string, count: number) => Array.from({ length: count }, () => take(bin))
  return { take, fill, hurried }
}

test('[A6] a bin holds as many as a bin may, and one more for each it lets go', () => {
  const { take, fill } = takeFrom(createHolds({ mostPerBin: 3 }))
  const [first] = fill('a', 3)

  const refused = take('a')
  const other = take('b')
  if (first?.type === 'held') {
    first.release()
    first.release()
  }
  const [again, tooMany] = fill('a', 2)

  expect(refused).toMatchObject({ type: 'crowded', why: expect.stringMatching(/a bin may: 3/) })
  expect([other.type, again?.type, tooMany?.type]).toEqual(['held', 'held', 'crowded'])
})

test('[A6] when all room is taken, the bin with most gives up what it has held longest to one with less', () => {
  const { take, fill, hurried } = takeFrom(createHolds({ most: 6, mostPerBin: 5 }))
  fill('greedy', 4)
  fill('modest', 2)

  const third = fill('new', 3).map(({ type }) => type)
  const greedyAgain = take('greedy')

  expect(third).toEqual(['held', 'held', 'crowded'])
  expect(hurried).toEqual(['greedy', 'greedy'])
  expect(greedyAgain.type).toBe('crowded')
})

test('[A6] no bin with less than its fair share is refused, however many bins take all they can', () => {
  const { take, fill } = takeFrom(createHolds({ most: 60, mostPerBin: 10 }))
  for (let bin = 0; bin < 20; bin++) fill(`greedy-${bin}`, 10)

  const held = fill('late', 10).filter(({ type }) => type === 'held')

  expect(held.length).toBe(Math.floor(60 / 21))
  expect(take('late').type).toBe('crowded')
})

test('[A6] a large answer takes as much room as many small ones', () => {
  const { take, hurried } = takeFrom(createHolds({ most: 12, mostPerBin: 10 }))
  const megabyte = 1024 * 1024

  const large = [take('a', 2 * megabyte), take('a', megabyte), take('a', megabyte / 2)]
  const others = [take('b', megabyte / 2), take('c', megabyte)]
  const alone = [take('d', 100 * megabyte), take('d', 0)]

  expect(large.map(({ type }) => type)).toEqual(['held', 'crowded', 'held'])
  expect(others.map(({ type }) => type)).toEqual(['held', 'held'])
  expect(hurried).toEqual(['a'])
  expect(alone.map(({ type }) => type)).toEqual(['crowded', 'held'])
  expect(takeFrom(createHolds()).take('d', 100 * megabyte).type).toBe('held')
})

test('[O2] closing has all give up at once, and whoever comes after', () => {
  const holds = createHolds({ most: 3 })
  const { take, fill, hurried } = takeFrom(holds)
  fill('a', 2)
  fill('b', 1)

  holds.close()
  const after = take('c')

  expect(hurried).toEqual(['a', 'a', 'b', 'c'])
  expect(after.type).toBe('held')
})
