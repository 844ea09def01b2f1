// The attempts at one event, wherever they lie.

import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { NewRequest } from '../../../server/store/store.ts'
import type { ProviderMatch } from '../../../server/wire/requests.ts'
import { bin, newBin, newRequest, other, present, times } from './samples.ts'
import type { SetUp } from './set-up.ts'

export function checkRepeats(setUp: SetUp): void {
  test('[P4] attempts at one event are found in order, among others with the same id', async () => {
    const { store } = await setUp()
    await store.createBin(newBin(other))
    await store.append([
      from({ deliveryId: 'evt_1' }),
      newRequest(bin),
      from({ deliveryId: 'evt_1', id: 'github' }),
      from({ deliveryId: 'evt_1' }, { path: '/other-endpoint' }),
      from({ deliveryId: 'evt_1', attempt: 2 }, { body: Buffer.from('2') }),
      { ...from({ deliveryId: 'evt_1' }), bin: other },
      from({ deliveryId: null }),
      from({ deliveryId: 'evt_2' }),
      from({ deliveryId: 'evt_1', attempt: 3 }),
    ])

    const repeats = present(await store.listRepeats(bin, 5, 10))

    expect(repeats.requests.map(({ seq }) => seq)).toEqual([1, 5, 8])
    expect(repeats.hasOlder).toBe(false)
    expect(repeats.requests[1]).toEqual((await store.listRequests(bin, middle)).requests[0])
  })

  test('[P4] where only the body tells, whole bodies do', async () => {
    const { store } = await setUp()
    const batch = { deliveryId: 'first', hasFixedBody: true } as const
    await store.append([
      from(batch, { body: Buffer.from('[1,2]') }),
      from(batch, { body: Buffer.from('[1]') }),
      from(batch, { body: Buffer.from('[1,2]'), state: 'aborted' }),
      from(batch, { body: Buffer.from('[1,2]') }),
    ])

    const { requests } = present(await store.listRepeats(bin, 4, 10))

    expect(requests.map(({ seq }) => seq)).toEqual([1, 4])
  })

  test('[P4] of many attempts the newest are given, and no dropped one', async () => {
    const { store } = await setUp({ requestsPerBin: 8 })
    await store.append(times(10, from({ deliveryId: 'evt_1' })))

    const some = present(await store.listRepeats(bin, 3, 3))
    const all = present(await store.listRepeats(bin, 3, 8))

    expect(some.requests.map(({ seq }) => seq)).toEqual([8, 9, 10])
    expect(some.hasOlder).toBe(true)
    expect(all.requests.map(({ seq }) => seq)).toEqual([3, 4, 5, 6, 7, 8, 9, 10])
    expect(all.hasOlder).toBe(false)
    expect(await store.listRepeats(bin, 2, 8)).toBeUndefined()
  })

  test('[P4] a request that says nothing of its event stands alone', async () => {
    const { store } = await setUp()
    await store.append(times(2, newRequest(bin)))

    const { requests } = present(await store.listRepeats(bin, 2, 10))

    expect(requests.map(({ seq }) => seq)).toEqual([2])
  })
}

const middle = { after: 4, before: 6, limit: 1, order: 'asc' } as const

function from(match: Partial<ProviderMatch>, more: Partial<NewRequest> = {}): NewRequest {
  const body = more.body ?? Buffer.from('{}')
  return newRequest(bin, {
    provider: { id: 'stripe', label: 'Stripe', event: 'invoice.paid', deliveryId: null, ...match },
    sha256: createHash('sha256').update(body).digest('hex'),
    ...more,
    body,
  })
}
