// What a user changes about a request.

import { expect, test } from 'vitest'
import { bin, newRequest, other, times } from './samples.ts'
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

  test('many are marked at once; those marked so already, or not there, are left out', async () => {
    const { store } = await setUp()
    await store.append(times(600, newRequest(bin)))
    await store.markRequest(bin, 2, { read: true, note: 'kept' })

    const marked = await store.markRequests(bin, [...range(600, 1), 601], { read: true })
    const again = await store.markRequests(bin, [1, 2, 3], { read: true })

    expect(marked?.value.map(({ seq }) => seq)).toEqual(range(600, 1).filter((seq) => seq !== 2))
    expect(marked?.value.at(0)).toMatchObject({ seq: 600, read: true, pinned: false, note: '' })
    expect(again).toEqual({ rev: marked?.rev, value: [] })
    expect((await store.getBin(bin))?.rev).toBe(marked?.rev)
    expect(await store.getRequest(bin, 2)).toMatchObject({ read: true, note: 'kept' })
    expect(await store.getRequest(bin, 599)).toMatchObject({ read: true })
  })

  test('tags keep their order and spelling; they are given and taken for many at once', async () => {
    const { store } = await setUp()
    await store.append(times(4, newRequest(bin)))
    const full = Array.from({ length: 20 }, (_, n) => `${n}`)
    const tagsOf = async (seq: number) => (await store.getRequest(bin, seq))?.tags

    const one = await store.markRequest(bin, 1, { tags: ['Ö b', 'a'] })
    await store.markRequest(bin, 2, { tags: full })
    const some = await store.markRequests(bin, [1, 2, 3], { addTags: ['A', 'new'] })
    const less = await store.markRequests(bin, [1, 2, 3, 4], { removeTags: ['ö B', '5'] })

    expect(one?.value.tags).toEqual(['Ö b', 'a'])
    // The second has no room for more.
    expect(some?.value.map(({ seq }) => seq)).toEqual([1, 3])
    expect(less?.value.map(({ seq, tags }) => [seq, tags.length])).toEqual([
      [1, 2],
      [2, 19],
    ])
    expect([await tagsOf(1), await tagsOf(3), await tagsOf(4)]).toEqual([
      ['a', 'new'],
      ['A', 'new'],
      [],
    ])
  })

  test('nothing is marked in a bin that is not there', async () => {
    const { store } = await setUp()

    const marked = await store.markRequests(other, [1], { read: true })

    expect(marked).toBeUndefined()
  })
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: from - to + 1 }, (_, n) => from - n)
}
