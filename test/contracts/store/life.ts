// Closing, reopening and answering at all.

import { expect, test } from 'vitest'
import type { Store } from '../../../server/store/store.ts'
import { bin, newDelivery, newRequest, times } from './samples.ts'
import type { SetUp } from './set-up.ts'

export function checkLife(setUp: SetUp): void {
  test('[C3] everything is there again after reopening', async () => {
    const one = await setUp()
    await one.store.append(times(3, newRequest(bin, { body: Buffer.from('kept') })))
    await one.store.markRequest(bin, 2, { note: 'look' })
    await one.store.addDelivery(bin, newDelivery('d1', 2), Buffer.from('response'))
    const before = await snapshot(one.store)

    const store = await one.reopen()

    expect(await snapshot(store)).toEqual(before)
    expect(Buffer.from((await store.getBody(bin, 3)) ?? []).toString()).toBe('kept')
  })

  test('an open store answers a ping, a closed one refuses in words', async () => {
    const { store } = await setUp()

    await store.ping()
    await store.close()

    await expect(store.ping()).rejects.toMatchObject({ code: 'unavailable' })
    await expect(store.append([newRequest(bin)])).rejects.toMatchObject({ code: 'unavailable' })
    await store.close()
  })
}

async function snapshot(store: Store) {
  return {
    bins: await store.listBins(),
    requests: await store.listRequests(bin, { limit: 100, order: 'asc' }),
    deliveries: await store.listDeliveries(bin, { limit: 100 }),
  }
}
