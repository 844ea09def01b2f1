// Pages of a bin's requests.

import { expect, test } from 'vitest'
import { bin, newBin, newRequest, other, present, times } from './samples.ts'
import type { SetUp } from './set-up.ts'

export function checkLists(setUp: SetUp): void {
  test.each([
    [{ order: 'asc', limit: 3 }, [1, 2, 3]],
    [{ order: 'desc', limit: 3 }, [9, 8, 7]],
    [{ order: 'asc', limit: 3, after: 4 }, [5, 6, 7]],
    [{ order: 'desc', limit: 3, before: 4 }, [3, 2, 1]],
    [{ order: 'asc', limit: 10, after: 3, before: 6 }, [4, 5]],
    [{ order: 'desc', limit: 10, after: 3, before: 6 }, [5, 4]],
    [{ order: 'desc', limit: 10, after: 9 }, []],
    [{ order: 'asc', limit: 10, before: 1 }, []],
  ] as const)('a page %o holds the seqs %o', async (options, expected) => {
    const { store } = await setUp()
    await store.createBin(newBin(other))
    await store.append([newRequest(other), ...times(9, newRequest(bin)), newRequest(other)])

    const page = await store.listRequests(bin, options)

    expect(page.requests.map(({ seq }) => seq)).toEqual(expected)
  })

  test('a row of a list is the request without headers and trailers', async () => {
    const { store } = await setUp()
    await store.append([newRequest(bin, { headers: [['A', 'b']], body: Buffer.from('x') })])

    const { requests } = await store.listRequests(bin, { limit: 1, order: 'asc' })

    const { headers: _, trailers: __, ...summary } = present(await store.getRequest(bin, 1))
    expect(requests).toEqual([summary])
  })
}
