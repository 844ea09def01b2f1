// Reclaiming, a slice at a time, what was deleted.

import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openStore } from '../../server/store/open.ts'
import { bin, newBin, newDelivery, newRequest, roomy, times } from '../contracts/store/samples.ts'
import { count } from './look.ts'
import { temporaryFolder } from './open-temporary.ts'

describe('garbage', () => {
  test('what was cleared is reclaimed in the background', async () => {
    using folder = temporaryFolder()
    const location = join(folder.path, 'hooklens.db')
    const store = await openStore(location, { limits: roomy })
    await store.createBin(newBin(bin))
    await store.append(times(2000, newRequest(bin)))
    await store.markRequest(bin, 1, { read: true })
    await store.addDelivery(bin, newDelivery('d1', 2), new Uint8Array(10))

    await store.clearRequests(bin)

    expect(count(location, 'requests')).toBe(2000)
    await expect.poll(() => count(location, 'garbage'), { interval: 5 }).toBe(0)
    expect(leftovers(location)).toEqual([0, 0, 0])
    await store.close()
  })

  test('what a stopped program left behind is reclaimed by the next', async () => {
    using folder = temporaryFolder()
    const location = join(folder.path, 'hooklens.db')
    const stopped = await openStore(location, { limits: roomy })
    await stopped.createBin(newBin(bin))
    await stopped.append(times(1000, newRequest(bin)))
    const deleting = stopped.deleteBin(bin)
    const closing = stopped.close()
    await Promise.all([deleting, closing])
    const left = leftovers(location)

    const store = await openStore(location, { limits: roomy })
    await store.createBin(newBin(bin))
    await store.append([newRequest(bin)])

    expect(left).toEqual([1000, 0, 0])
    await expect.poll(() => leftovers(location), { interval: 5 }).toEqual([1, 0, 0])
    expect(await store.getBin(bin)).toMatchObject({ firstSeq: 1, requests: 1 })
    await store.close()
  })

  test('[C7] a full ring keeps no more rows than it should', async () => {
    using folder = temporaryFolder()
    const location = join(folder.path, 'hooklens.db')
    const store = await openStore(location, { limits: { ...roomy, requestsPerBin: 100 } })
    await store.createBin(newBin(bin))

    for (let n = 0; n < 20; n++) await store.append(times(64, newRequest(bin)))

    expect(count(location, 'requests')).toBe(100)
    expect(count(location, 'garbage')).toBe(0)
    await store.close()
  })
})

/** Rows of requests, marks and deliveries. */
function leftovers(location: string): readonly unknown[] {
  return ['requests', 'marks', 'deliveries'].map((table) => count(location, table))
}
