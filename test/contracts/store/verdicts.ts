// Verdicts computed anew, and what is still to be computed.

import { expect, test } from 'vitest'
import { createPredicate } from '../../../server/wire/filter/match.ts'
import { parseFilter } from '../../../server/wire/filter/parse.ts'
import type { ProviderMatch, SignatureCheck } from '../../../server/wire/requests.ts'
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

  test('[P1] whose a request is, found out anew, counts wherever it is read', async () => {
    const { store, reopen } = await setUp()
    const github = matchOf('github', 'push', 'd1')
    const own = matchOf('custom', 'seats.changed', 'c1')
    await store.append([
      newRequest(bin, { provider: null, signature: null, gist: 'before' }),
      newRequest(bin, { provider: github, signature: none, gist: 'stays' }),
      newRequest(bin, { provider: own, signature: none, gist: 'old' }),
      newRequest(bin, { provider: own, signature: none, gist: 'same' }),
      newRequest(bin, { provider: null, signature: null, gist: null }),
    ])

    const recorded = await store.recordVerdicts(bin, [
      { seq: 5, signature: null, sender: { provider: own, gist: 'found' } },
      { seq: 4, signature: none, sender: { provider: own, gist: 'same' } },
      { seq: 3, signature: null, sender: { provider: null, gist: null } },
      { seq: 2, signature: valid },
      { seq: 1, signature: valid, sender: { provider: own, gist: 'after' } },
    ])

    expect(recorded?.value.map(({ seq, provider, gist }) => [seq, provider?.id, gist])).toEqual([
      [5, 'custom', 'found'],
      [3, undefined, null],
      [2, 'github', 'stays'],
      [1, 'custom', 'after'],
    ])
    // A verdict alone leaves it as it was found out.
    await store.recordVerdicts(bin, [{ seq: 1, signature: wrong }])
    const again = await reopen()
    expect(await again.getRequest(bin, 1)).toMatchObject({ provider: own, gist: 'after' })
    expect(await again.getRequest(bin, 3)).toMatchObject({ provider: null, gist: null })
    const list = async (text: string) => {
      const { requests } = await again.listRequests(bin, { limit: 9, order: 'asc', ...by(text) })
      return requests.map(({ seq }) => seq)
    }
    expect(await list('provider:custom')).toEqual([1, 4, 5])
    expect(await list('-has:provider')).toEqual([3])
    expect(await list('event:seats.changed')).toEqual([1, 4, 5])
    expect(await list('found')).toEqual([5])
    expect(await list('before')).toEqual([])
    const attempts = await again.listRepeats(bin, 5, 9)
    expect(attempts?.requests.map(({ seq }) => seq)).toEqual([1, 4, 5])
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

function matchOf(id: string, event: string, deliveryId: string): ProviderMatch {
  return { id, label: id, event, deliveryId }
}

function by(text: string) {
  const parsed = parseFilter(text)
  if (parsed.type === 'error') throw new Error(parsed.error.message)
  return { filter: createPredicate(parsed.filter, { now: 0 }) }
}
