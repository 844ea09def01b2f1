// Bins: minted, read, changed, expired, deleted.

import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  bin,
  binId,
  listSeqs,
  newBin,
  newDelivery,
  newRequest,
  other,
  present,
  seqs,
} from './samples.ts'
import type { SetUp } from './set-up.ts'

export function checkBins(setUp: SetUp): void {
  test('a new bin is empty and keeps what it was given', async () => {
    const { store } = await setUp()
    const given = newBin(other, { name: 'Orders – ☃', createdAt: 1234, persistent: true })

    const created = await store.createBin(given)

    expect(created).toBe(true)
    const { ownerKeyHash, viewKeyHash, ...kept } = present(await store.getBin(other))
    expect(Buffer.from(ownerKeyHash)).toEqual(given.ownerKeyHash)
    expect(Buffer.from(viewKeyHash)).toEqual(given.viewKeyHash)
    expect(kept).toEqual({
      id: other,
      name: 'Orders – ☃',
      createdAt: 1234,
      lastUsedAt: 1234,
      persistent: true,
      passThrough: null,
      handshakes: true,
      firstSeq: 1,
      lastSeq: 0,
      rev: 0,
      requests: 0,
      bytes: 0,
    })
  })

  test('a bin whose id is taken is not created and the first one stays as it is', async () => {
    const { store } = await setUp()

    const created = await store.createBin(newBin(bin, { name: 'usurper' }))

    expect(created).toBe(false)
    expect((await store.getBin(bin))?.name).toBe('')
  })

  test('a bin that was never created is nowhere', async () => {
    const { store } = await setUp()

    const answers = [
      await store.getBin(other),
      await store.updateBin(other, { name: 'x' }),
      await store.deleteBin(other),
      await store.listRequests(other, { limit: 10, order: 'asc' }),
      await store.getRequest(other, 1),
      await store.getBody(other, 1),
      await store.markRequest(other, 1, { note: 'x' }),
      await store.deleteRequests(other, [1]),
      await store.clearRequests(other),
      await store.addDelivery(other, newDelivery('d1', 1), new Uint8Array()),
      await store.listDeliveries(other, { limit: 10 }),
      await store.getDelivery(other, 'd1'),
    ]

    expect(answers).toEqual([
      undefined,
      undefined,
      false,
      { requests: [], next: null },
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      [],
      undefined,
    ])
  })

  test('all bins are listed', async () => {
    const { store } = await setUp()
    await store.createBin(newBin(other))

    const bins = await store.listBins()

    expect(bins.map(({ id }) => id)).toEqual([bin, other])
  })

  test('a change of settings touches only what it names and counts as a revision', async () => {
    const { store } = await setUp()
    const ownerKeyHash = randomBytes(32)

    const renamed = await store.updateBin(bin, { name: 'Orders', ownerKeyHash })
    const kept = await store.updateBin(bin, { persistent: true })

    expect(renamed).toMatchObject({ name: 'Orders', persistent: false, rev: 1 })
    expect(kept).toMatchObject({ name: 'Orders', persistent: true, rev: 2 })
    expect(Buffer.from(kept?.ownerKeyHash ?? [])).toEqual(ownerKeyHash)
    expect(Buffer.from(kept?.viewKeyHash ?? [])).toEqual(newBin(bin).viewKeyHash)
    expect(await store.getBin(bin)).toEqual(kept)
  })

  test('reading a bin postpones its expiry, but writes at most once an hour', async () => {
    const { store } = await setUp()
    const { createdAt } = newBin(bin)
    const hour = 60 * 60 * 1000

    await store.touchBin(bin, createdAt + hour - 1)
    const early = await store.getBin(bin)
    await store.touchBin(bin, createdAt + hour)
    const late = await store.getBin(bin)

    expect(early?.lastUsedAt).toBe(createdAt)
    expect(late?.lastUsedAt).toBe(createdAt + hour)
  })

  test('a capture postpones the expiry of its bin', async () => {
    const { store } = await setUp()
    const receivedAt = newBin(bin).createdAt + 5

    await store.append([newRequest(bin, { receivedAt })])

    expect((await store.getBin(bin))?.lastUsedAt).toBe(receivedAt)
  })

  test('[C6] throwaway bins expire after their last use, persistent ones never', async () => {
    const { store } = await setUp()
    const pinned = binId('pinned')
    await store.createBin(newBin(other, { createdAt: 1000 }))
    await store.createBin(newBin(pinned, { createdAt: 1000, persistent: true }))
    await store.createBin(newBin(binId('busy'), { createdAt: 1000 }))
    await store.append([newRequest(binId('busy'), { receivedAt: 2000 })])

    const tooEarly = await store.expireBins(1000)
    const expired = await store.expireBins(1001)

    expect(tooEarly).toEqual([])
    expect(expired).toEqual([other])
    expect((await store.listBins()).map(({ id }) => id)).toEqual([bin, pinned, 'busy'])
  })

  test('[C6] many bins expire at once', async () => {
    const { store } = await setUp()
    const ids = Array.from({ length: 450 }, (_, n) => binId(`old-${n}`))
    await Promise.all(ids.map((id) => store.createBin(newBin(id, { createdAt: 1 }))))

    const expired = await store.expireBins(2)

    expect(expired.toSorted()).toEqual(ids.toSorted())
    expect(await store.listBins()).toHaveLength(1)
  })

  test('a deleted bin takes everything with it, and a new one of its id starts empty', async () => {
    const { store } = await setUp()
    await store.append([newRequest(bin), newRequest(bin)])
    await store.markRequest(bin, 1, { note: 'old' })
    await store.addDelivery(bin, newDelivery('d1', 1), new Uint8Array())

    const deleted = await store.deleteBin(bin)
    await store.createBin(newBin(bin))

    expect(deleted).toBe(true)
    expect(await store.getBin(bin)).toMatchObject({
      firstSeq: 1,
      lastSeq: 0,
      rev: 0,
      requests: 0,
    })
    expect(await listSeqs(store)).toEqual([])
    expect(await store.getRequest(bin, 1)).toBeUndefined()
    expect(await store.listDeliveries(bin, { limit: 10 })).toEqual([])
    expect(seqs(await store.append([newRequest(bin)]))).toEqual([1])
    expect(await store.getRequest(bin, 1)).toMatchObject({ note: '', deliveries: 0 })
  })
}
