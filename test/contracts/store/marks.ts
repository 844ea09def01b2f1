// What a user changes about a request.

import { expect, test } from 'vitest'
import { bin, newRequest } from './samples.ts'
import type { SetUp } from './set-up.ts'

export function checkMarks(setUp: SetUp): void {
  test('a mark changes what it names and nothing else, and counts as a revision', async () => {
    const { store } = await setUp()
    await store.append([newRequest(bin, { gist: 'hello' })])

    const noted = await store.markRequest(bin, 1, { note: 'odd\0 – look', read: true })
    const pinned = await store.markRequest(bin, 1, { pinned: true })
    const unread = await store.markRequest(bin, 1, { read: false })

    expect(noted).toMatchObject({ rev: 1, value: { read: true, pinned: false, gist: 'hello' } })
    expect(pinned).toMatchObject({ rev: 2, value: { read: true, pinned: true } })
    expect(unread).toMatchObject({
      rev: 3,
      value: { note: 'odd\0 – look', read: false, pinned: true },
    })
    expect((await store.listRequests(bin, { limit: 1, order: 'asc' })).requests).toEqual([
      unread?.value,
    ])
    expect((await store.getBin(bin))?.rev).toBe(3)
  })

  test('a request that is not there cannot be marked', async () => {
    const { store } = await setUp()

    const marked = await store.markRequest(bin, 1, { note: 'x' })

    expect(marked).toBeUndefined()
    expect((await store.getBin(bin))?.rev).toBe(0)
  })
}
