// Deliveries kept beside the requests they sent.

import { expect, test } from 'vitest'
import { bin, newDelivery, newRequest, times } from './samples.ts'
import type { SetUp } from './set-up.ts'

export function checkDeliveries(setUp: SetUp): void {
  test('[D3] a delivery is kept whole, with the bytes of the response', async () => {
    const { store } = await setUp()
    await store.append([newRequest(bin)])
    const delivery = newDelivery('d1', 1)
    const body = Buffer.from([0, 255, 10, 0])

    const added = await store.addDelivery(bin, delivery, body)

    expect(added).toMatchObject({ rev: 1, value: { seq: 1, deliveries: 1, read: false } })
    const kept = await store.getDelivery(bin, 'd1')
    expect(kept?.delivery).toEqual(delivery)
    expect(Buffer.from(kept?.body ?? [])).toEqual(body)
  })

  test('[D8] a delivery told again changes nothing, alone or among others', async () => {
    const { store } = await setUp()
    await store.append([newRequest(bin)])
    const first = await store.addDelivery(bin, newDelivery('a', 1), Buffer.from('first'))

    const again = await store.addDelivery(bin, newDelivery('a', 1), Buffer.from('second'))
    const among = await store.addDeliveries(
      bin,
      ['a', 'b', 'b'].map((id) => ({ delivery: newDelivery(id, 1), body: new Uint8Array() })),
    )

    expect(again).toEqual(first)
    expect(among).toMatchObject({ rev: 2, value: [{ deliveries: 2 }, {}, {}] })
    expect(Buffer.from((await store.getDelivery(bin, 'a'))?.body ?? []).toString()).toBe('first')
    const kept = await store.listDeliveries(bin, { limit: 10 })
    expect(kept.map(({ id }) => id)).toEqual(['b', 'a'])
  })

  test('deliveries are listed newest first, of the bin or of one request', async () => {
    const { store } = await setUp()
    await store.append(times(2, newRequest(bin)))
    for (const [id, seq] of [
      ['a', 1],
      ['b', 2],
      ['c', 1],
    ] as const) {
      await store.addDelivery(bin, newDelivery(id, seq), new Uint8Array())
    }

    const all = await store.listDeliveries(bin, { limit: 10 })
    const ofFirst = await store.listDeliveries(bin, { seq: 1, limit: 10 })
    const newest = await store.listDeliveries(bin, { limit: 1 })

    expect(all.map(({ id }) => id)).toEqual(['c', 'b', 'a'])
    expect(ofFirst.map(({ id }) => id)).toEqual(['c', 'a'])
    expect(newest.map(({ id }) => id)).toEqual(['c'])
    expect(await store.getRequest(bin, 1)).toMatchObject({ deliveries: 2 })
  })

  test('a delivery of a request that is gone is not kept', async () => {
    const { store } = await setUp()
    await store.append([newRequest(bin)])
    await store.deleteRequests(bin, [1])

    const added = await store.addDelivery(bin, newDelivery('d1', 1), new Uint8Array())

    expect(added).toBeUndefined()
    expect(await store.getDelivery(bin, 'd1')).toBeUndefined()
  })

  test('[C6] deliveries have bounds of their own: the oldest go, the requests stay', async () => {
    const { store } = await setUp({ bytesPerBin: 5000 })
    await store.append([newRequest(bin, { body: Buffer.alloc(4000) })])

    for (const id of ['a', 'b', 'c']) {
      await store.addDelivery(bin, newDelivery(id, 1), Buffer.alloc(2000))
    }

    const kept = await store.listDeliveries(bin, { limit: 10 })
    expect(kept.map(({ id }) => id)).toEqual(['c', 'b'])
    expect(await store.getRequest(bin, 1)).toMatchObject({ deliveries: 3 })
  })

  test('[C6] a full store says so instead of keeping a delivery', async () => {
    const { store } = await setUp({ totalBytes: 5000 })
    await store.append([newRequest(bin, { body: Buffer.alloc(4000) })])

    const added = store.addDelivery(bin, newDelivery('a', 1), Buffer.alloc(2000))

    await expect(added).rejects.toMatchObject({ name: 'AppError', code: 'store-full' })
    expect(await store.getRequest(bin, 1)).toMatchObject({ deliveries: 0 })
  })
}
