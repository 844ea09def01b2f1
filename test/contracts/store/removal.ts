// Deleting requests, and what becomes of their seqs.

import { expect, test } from 'vitest'
import { bin, listSeqs, newDelivery, newRequest, seqs, times } from './samples.ts'
import type { SetUp } from './set-up.ts'

export function checkRemoval(setUp: SetUp): void {
  test('deleting takes those that exist and keeps the counts right', async () => {
    const { store } = await setUp()
    await store.append(times(5, newRequest(bin, { body: Buffer.alloc(10) })))

    const deleted = await store.deleteRequests(bin, [4, 1, 4, 99, 0])

    expect(deleted).toEqual({ rev: 1, value: [4, 1] })
    expect(await listSeqs(store)).toEqual([2, 3, 5])
    expect(await store.getBin(bin)).toMatchObject({
      firstSeq: 2,
      lastSeq: 5,
      requests: 3,
      bytes: 30,
      rev: 1,
    })
  })

  test('deleting nothing changes nothing', async () => {
    const { store } = await setUp()
    await store.append([newRequest(bin)])

    const none = await store.deleteRequests(bin, [])
    const missing = await store.deleteRequests(bin, [2])

    expect(none).toEqual({ rev: 0, value: [] })
    expect(missing).toEqual({ rev: 0, value: [] })
  })

  test('[C5] after everything was deleted one by one the seqs go on', async () => {
    const { store } = await setUp()
    await store.append(times(3, newRequest(bin)))

    await store.deleteRequests(bin, [1, 2, 3])

    expect(await store.getBin(bin)).toMatchObject({
      firstSeq: 4,
      lastSeq: 3,
      requests: 0,
      bytes: 0,
    })
    expect(seqs(await store.append([newRequest(bin)]))).toEqual([4])
  })

  test('a long selection is deleted whole', async () => {
    const { store } = await setUp()
    await store.append(times(1000, newRequest(bin)))
    const even = Array.from({ length: 500 }, (_, n) => 2 * n + 2)

    const deleted = await store.deleteRequests(bin, even)

    expect(deleted?.value).toEqual(even)
    expect(await store.getBin(bin)).toMatchObject({
      firstSeq: 1,
      requests: 500,
      rev: deleted?.rev,
    })
  })

  test('clearing removes everything and tells how far', async () => {
    const { store } = await setUp()
    await store.append(times(600, newRequest(bin, { body: Buffer.alloc(10) })))
    await store.addDelivery(bin, newDelivery('d1', 7), Buffer.from('a'))

    const cleared = await store.clearRequests(bin)
    const again = await store.clearRequests(bin)

    expect(cleared).toEqual({ rev: 2, value: 600 })
    expect(again).toEqual({ rev: 2, value: 0 })
    expect(await store.getBin(bin)).toMatchObject({
      firstSeq: 601,
      lastSeq: 600,
      requests: 0,
      bytes: 0,
    })
    expect(await listSeqs(store)).toEqual([])
    expect(await store.getRequest(bin, 600)).toBeUndefined()
    expect(await store.getBody(bin, 600)).toBeUndefined()
    expect(await store.getWhole(bin, 600)).toBeUndefined()
    expect(await store.markRequest(bin, 600, { read: true })).toBeUndefined()
    expect(await store.deleteRequests(bin, [600])).toEqual({ rev: 2, value: [] })
    expect(await store.listDeliveries(bin, { limit: 10 })).toEqual([])
    expect(await store.getDelivery(bin, 'd1')).toBeUndefined()
  })

  test('[C5] a seq is never given twice, not even after clearing and reopening', async () => {
    const one = await setUp()
    await one.store.append(times(3, newRequest(bin)))
    await one.store.clearRequests(bin)

    const store = await one.reopen()
    const outcome = await store.append([newRequest(bin)])

    expect(seqs(outcome)).toEqual([4])
    expect(await store.getBin(bin)).toMatchObject({ firstSeq: 4, lastSeq: 4, requests: 1 })
  })
}
