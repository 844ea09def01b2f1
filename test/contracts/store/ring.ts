// The bounds of a bin and of the store, and what goes when they are reached.

import { expect, test } from 'vitest'
import { bin, listSeqs, newBin, newDelivery, newRequest, other, seqs, times } from './samples.ts'
import type { SetUp } from './set-up.ts'

export function checkRing(setUp: SetUp): void {
  test('[C6] beyond the number allowed the oldest are dropped and told', async () => {
    const { store } = await setUp({ requestsPerBin: 3 })
    await store.createBin(newBin(other))

    const first = await store.append([...times(3, newRequest(bin)), newRequest(other)])
    const second = await store.append(times(2, newRequest(bin)))

    expect(first.dropped).toEqual([])
    expect(second.dropped).toEqual([{ bin, upTo: 2, rev: 0 }])
    expect(seqs(second)).toEqual([4, 5])
    expect(await listSeqs(store)).toEqual([3, 4, 5])
    expect(await store.getBin(bin)).toMatchObject({ firstSeq: 3, lastSeq: 5, requests: 3 })
    expect(await store.getRequest(bin, 2)).toBeUndefined()
    expect(await store.getBody(bin, 2)).toBeUndefined()
  })

  test('[C6] beyond the bytes allowed the oldest are dropped', async () => {
    const { store } = await setUp({ bytesPerBin: 100 })
    const sized = (bytes: number) => newRequest(bin, { body: Buffer.alloc(bytes) })
    await store.append([sized(40), sized(40), sized(20)])

    const outcome = await store.append([sized(30)])

    expect(outcome.dropped).toEqual([{ bin, upTo: 1, rev: 0 }])
    expect(await store.getBin(bin)).toMatchObject({ firstSeq: 2, requests: 3, bytes: 90 })
  })

  test('[C6] the newest request stays even when it alone is over the bounds', async () => {
    const { store } = await setUp({ bytesPerBin: 100 })
    await store.append(times(3, newRequest(bin, { body: Buffer.alloc(30) })))

    const outcome = await store.append([newRequest(bin, { body: Buffer.alloc(500) })])

    expect(outcome.dropped).toEqual([{ bin, upTo: 3, rev: 0 }])
    expect(await listSeqs(store)).toEqual([4])
    expect(await store.getBin(bin)).toMatchObject({ requests: 1, bytes: 500 })
  })

  test('[C6] a group larger than the ring leaves the newest of it', async () => {
    const { store } = await setUp({ requestsPerBin: 3 })

    const outcome = await store.append(times(200, newRequest(bin)))

    expect(seqs(outcome)).toEqual(Array.from({ length: 200 }, (_, n) => n + 1))
    expect(outcome.dropped).toEqual([{ bin, upTo: 197, rev: 0 }])
    expect(await listSeqs(store)).toEqual([198, 199, 200])
  })

  test('[C6] one large request makes thousands of small ones go at once', async () => {
    const { store } = await setUp({ bytesPerBin: 20_000 })
    await store.append(times(2000, newRequest(bin, { body: Buffer.alloc(10) })))

    const outcome = await store.append([newRequest(bin, { body: Buffer.alloc(15_000) })])

    expect(outcome.dropped).toEqual([{ bin, upTo: 1500, rev: 0 }])
    expect(await store.getBin(bin)).toMatchObject({
      firstSeq: 1501,
      requests: 501,
      bytes: 20_000,
    })
    expect(await store.listRequests(bin, { limit: 1, order: 'asc' })).toMatchObject({
      requests: [{ seq: 1501 }],
    })
  })

  test('[C6] gaps left by deletions do not confuse the ring', async () => {
    const { store } = await setUp({ requestsPerBin: 3 })
    await store.append(times(3, newRequest(bin)))
    await store.deleteRequests(bin, [2])

    const fits = await store.append([newRequest(bin)])
    const full = await store.append([newRequest(bin)])

    expect(fits.dropped).toEqual([])
    expect(full.dropped).toEqual([{ bin, upTo: 1, rev: 1 }])
    expect(await listSeqs(store)).toEqual([3, 4, 5])
    expect((await store.getBin(bin))?.firstSeq).toBe(3)
  })

  test('[C6] a full store refuses, and takes again once there is room', async () => {
    const { store } = await setUp({ totalBytes: 100 })
    await store.createBin(newBin(other))
    const sized = (id: typeof bin, bytes: number) => newRequest(id, { body: Buffer.alloc(bytes) })

    const { results } = await store.append([sized(bin, 60), sized(other, 50), sized(other, 40)])
    await store.clearRequests(bin)
    const after = await store.append([sized(other, 60)])

    expect(results).toEqual([
      { type: 'stored', seq: 1 },
      { type: 'store-full' },
      { type: 'stored', seq: 1 },
    ])
    expect(after.results).toEqual([{ type: 'stored', seq: 2 }])
  })

  test('[C6] a full store still takes what a full ring makes room for, and drops nothing in vain', async () => {
    const { store } = await setUp({ totalBytes: 100, requestsPerBin: 2 })
    const sized = (bytes: number) => newRequest(bin, { body: Buffer.alloc(bytes) })
    await store.append([sized(50), sized(50)])

    const replaced = await store.append([sized(50)])
    const refused = await store.append([sized(51)])

    expect(replaced).toEqual({
      results: [{ type: 'stored', seq: 3 }],
      dropped: [{ bin, upTo: 1, rev: 0 }],
    })
    expect(refused).toEqual({ results: [{ type: 'store-full' }], dropped: [] })
    expect(await listSeqs(store)).toEqual([2, 3])
  })

  test('[C6] the bytes of the whole store are known again after reopening', async () => {
    const one = await setUp({ totalBytes: 100 })
    await one.store.append([newRequest(bin, { body: Buffer.alloc(80) })])

    const store = await one.reopen()
    const { results } = await store.append([
      newRequest(bin, { body: Buffer.alloc(21) }),
      newRequest(bin, { body: Buffer.alloc(20) }),
    ])

    expect(results).toEqual([{ type: 'store-full' }, { type: 'stored', seq: 2 }])
  })

  test('[C6] what is dropped takes its marks and deliveries along', async () => {
    const { store } = await setUp({ requestsPerBin: 2 })
    await store.append(times(2, newRequest(bin)))
    await store.addDelivery(bin, newDelivery('d1', 1), Buffer.from('a'))
    await store.addDelivery(bin, newDelivery('d2', 2), Buffer.from('b'))

    await store.append([newRequest(bin)])

    expect(await store.getDelivery(bin, 'd1')).toBeUndefined()
    const kept = await store.listDeliveries(bin, { limit: 10 })
    expect(kept.map(({ id }) => id)).toEqual(['d2'])
  })
}
