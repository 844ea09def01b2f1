import { expect, test } from 'vitest'
import { createSliced, runInSlices } from '../../web/state/slices.ts'
import type { Steps } from '../../web/text/steps.ts'

function* count(to: number, counted: number[] = []): Steps<number> {
  for (let step = 0; step < to; step += 1) {
    counted.push(step)
    yield
  }
  return to
}

test('short work is done at once', () => {
  expect(createSliced(count(3)).result.value).toBe(3)
})

test('long work is done later, and tells so', async () => {
  const { result } = createSliced(count(10_000))

  const first = result.value
  const last = await new Promise((resolve) => {
    result.subscribe((value) => value !== undefined && resolve(value))
  })

  expect([first, last]).toEqual([undefined, 10_000])
})

test('what is left goes no further', async () => {
  const counted: number[] = []
  const sliced = createSliced(count(10_000, counted))
  const begun = counted.length

  sliced.close()
  await runInSlices(count(10_000))

  expect(counted.length).toBe(begun)
  expect(begun).toBeLessThan(10)
  expect(sliced.result.value).toBeUndefined()
})

test('work that fails says so to who awaits it', async () => {
  function* fail(): Steps<never> {
    yield
    throw new RangeError('too much')
  }

  await expect(runInSlices(fail())).rejects.toThrow('too much')
})
