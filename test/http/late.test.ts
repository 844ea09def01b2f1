import { expect, test } from 'vitest'
import { createLate } from '../../server/http/late.ts'

test('all who ask while it is built get the same', async () => {
  let built = 0
  const late = createLate(async () => ({ number: ++built }))

  const [first, second] = await Promise.all([late.get(), late.get()])
  const third = await late.get()

  expect(first).toBe(second)
  expect(third).toBe(first)
  expect(late.current).toBe(first)
})

test('a failure is told to whoever asks, and the next to ask has it tried again', async () => {
  const outcomes = [Promise.reject(new Error('no')), Promise.resolve('built')]
  const late = createLate(() => outcomes.shift() ?? Promise.reject(new Error('asked too often')))

  const failed = late.get()
  await expect(failed).rejects.toThrow('no')
  await late.settled()

  expect(late.current).toBeUndefined()
  expect(await late.get()).toBe('built')
})
