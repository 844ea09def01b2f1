import { expect, test } from 'vitest'
import { createTurns } from '../../server/turns.ts'

test('each turn of the event loop goes to one of those who wait, in order', async () => {
  const takeTurn = createTurns()
  const went: string[] = []
  const read = async (name: string, pieces: number) => {
    for (let piece = 0; piece < pieces; piece++) {
      await takeTurn()
      went.push(name)
    }
  }
  const countTurns = async (isOver: () => boolean) => {
    for (let turns = 0; ; turns++) {
      if (isOver()) return turns
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  const reads = Promise.all([read('a', 3), read('b', 3), read('c', 1)])
  const turns = await countTurns(() => went.length === 7)
  await reads

  expect(went.join('')).toBe('abcabab')
  expect(turns).toBeGreaterThanOrEqual(7)
})
