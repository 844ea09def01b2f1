// Verdicts computed anew, and what is still to be computed.

import { expect, test } from 'vitest'
import { createPredicate } from '../../../server/wire/filter/match.ts'
import { parseFilter } from '../../../server/wire/filter/parse.ts'
import type { SignatureCheck } from '../../../server/wire/requests.ts'
import { bin, newBin, newRequest, other, times } from './samples.ts'
import type { SetUp } from './set-up.ts'

const none: SignatureCheck = { verdict: 'no-secret', reason: null, detail: 'None is held.' }
const valid: SignatureCheck = { verdict: 'valid', reason: null, detail: 'It is right.' }
const wrong: SignatureCheck = { verdict: 'mismatch', reason: 'unknown', detail: 'It is wrong.' }

export function checkVerdicts(setUp: SetUp): void {
  test('[P2] a verdict computed anew takes the place of the one stored, wherever it is read', async () => {
    const { store, reopen } = await setUp()
    await store.append(times(4, newRequest(bin, { signature: none, response })))
    await store.markRequest(bin, 2, { note: 'mine' })

    const recorded = await store.recordVerdicts(bin, [
      { seq: 4, signature: wrong },
      { seq: 3, signature: none },
      { seq: 2, signature: valid },
      { seq: 1, signature: null },
    ])

    expect(recorded).toMatchObject({
      rev: 2,
      value: [
        { seq: 4, signature: wrong },
        { seq: 2, signature: valid, note: 'mine' },
        { seq: 1, signature: null },
      ],
    })
    const again = await reopen()
    expect(await again.getRequest(bin, 2)).toMatchObject({ signature: valid, note: 'mine' })
    const list = async (text: string) => {
      const { requests } = await again.listRequests(bin, { limit: 9, order: 'asc', ...by(text) })
      return requests.map(({ seq }) => seq)
    }
    expect(await list('sig:valid')).toEqual([2])
    expect(await list('-sig:no-secret')).toEqual([1, 2, 4])
    expect(await list('has:signature')).toEqual([2, 3, 4])
    const timeline = await again.countRequests(bin, { buckets: 1 })
    expect(timeline.counts).toMatchObject([{ ok: 3, warn: 0, bad: 1 }])
  })

  test('[P2] a verdict that is what it was changes nothing, nor does one of a request that is gone', async () => {
    const { store } = await setUp()
    await store.append([newRequest(bin, { signature: valid })])

    const recorded = await store.recordVerdicts(bin, [
      { seq: 1, signature: valid },
      { seq: 9, signature: valid },
    ])

    expect(recorded).toEqual({ rev: 0, value: [] })
    expect(await store.recordVerdicts(other, [{ seq: 1, signature: valid }])).toBeUndefined()
  })

  test('[P2] whatever is set of a provider asks for its verdicts, until the last asking is over', async () => {
    const { store, reopen } = await setUp()
    await store.createBin(newBin(other))
    await store.setSecrets(bin, 'stripe', { extra: { url: 'https://a' } })
    await store.setSecrets(other, 'github', {})
    const [first] = await store.listRechecks(bin)
    await store.changeSecrets(bin, 'stripe', () => [])

    if (first) await store.endRecheck(first)

    const asked = await (await reopen()).listRechecks()
    expect(asked).toMatchObject([
      { bin, provider: 'stripe' },
      { bin: other, provider: 'github' },
    ])
    const again = await reopen()
    for (const one of asked) await again.endRecheck(one)
    expect(await again.listRechecks()).toEqual([])
  })

  test('[P2] a bin that is deleted waits for no verdicts, nor does the next of its name', async () => {
    const { store } = await setUp()
    await store.setSecrets(bin, 'stripe', {})

    await store.deleteBin(bin)
    await store.createBin(newBin(bin))

    expect(await store.listRechecks()).toEqual([])
  })
}

const response = { status: 200, by: 'default', ms: 1 } as const

function by(text: string) {
  const parsed = parseFilter(text)
  if (parsed.type === 'error') throw new Error(parsed.error.message)
  return { filter: createPredicate(parsed.filter, { now: 0 }) }
}
