import { createHmac } from 'node:crypto'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { BinCredentials } from '../../server/providers/examine.ts'
import { openStore } from '../../server/store/open.ts'
import type { Store } from '../../server/store/store.ts'
import { createVerdicts } from '../../server/verdicts/verdicts.ts'
import type { Seq } from '../../server/wire/ids.ts'
import type { Checking } from '../../server/wire/verdicts.ts'
import { bin, newBin, newRequest, roomy } from '../contracts/store/samples.ts'
import { temporaryFolder } from '../support/server.ts'

/** A bin with so many requests of GitHub, and a service that gets a turn when the test gives one. */
async function setUp({ requests = 300 } = {}) {
  const folder = await temporaryFolder()
  const store = await openStore(join(folder, 'test.db'), { limits: roomy })
  await store.createBin(newBin(bin))
  await store.append(
    Array.from({ length: requests }, (_, index) => signedRequest(`{"n":${index}}`)),
  )
  const held = { secret: 'first' }
  const service = () => {
    const waiting: (() => void)[] = []
    const told: Checking[] = []
    const changed: Seq[] = []
    const verdicts = createVerdicts({
      store,
      credentialsOf: async (): Promise<BinCredentials> =>
        new Map([['github', { credentials: [{ name: '', ...held }], extra: {} }]]),
      settled: async () => {},
      publicUrl: undefined,
      takeTurn: () => new Promise((resolve) => waiting.push(resolve)),
      onProgress: (_bin, checking) => told.push(checking),
      onChanged: (_bin, _rev, requests) => changed.push(...requests.map(({ seq }) => seq)),
      onFailure: (error) => {
        throw error
      },
    })
    /** Until nobody has asked for one in a while. */
    const giveTurns = async () => {
      for (let idle = 0; idle < 20; idle++) {
        if (waiting.length > 0) idle = 0
        for (const go of waiting.splice(0)) go()
        await nextTurn()
      }
    }
    return { verdicts, told, changed, giveTurns }
  }
  onTestFinished(() => store.close())
  const set = (secret: string) => {
    held.secret = secret
    return store.setSecrets(bin, 'github', {})
  }
  return { store, service, set }
}

function signedRequest(text: string) {
  const signature = createHmac('sha256', 'first').update(text).digest('hex')
  return newRequest(bin, {
    headers: [
      ['X-GitHub-Event', 'push'],
      ['X-Hub-Signature-256', `sha256=${signature}`],
    ],
    body: Buffer.from(text),
    provider: { id: 'github', label: 'GitHub', event: 'push', deliveryId: null },
    signature: { verdict: 'no-secret', reason: null, detail: 'None.' },
  })
}

async function verdictsIn(store: Store) {
  const { requests } = await store.listRequests(bin, { limit: 1000, order: 'desc' })
  return new Set(requests.map(({ signature }) => signature?.verdict))
}

describe('[P2] a recheck', () => {
  test('goes from the newest to the oldest and tells how far it is', async () => {
    const { store, service, set } = await setUp()
    const { verdicts, told, changed, giveTurns } = service()
    await set('first')

    verdicts.recheck(bin, 'github')
    await giveTurns()

    expect(told.at(-1)).toMatchObject({ state: 'done', total: 300, done: 300, changed: 300 })
    expect(changed).toEqual(Array.from({ length: 300 }, (_, index) => 300 - index))
    expect(await verdictsIn(store)).toEqual(new Set(['valid']))
    expect(await store.listRechecks()).toEqual([])
  })

  test('tells of no request whose verdict stays as it is', async () => {
    const { store, service, set } = await setUp({ requests: 3 })
    const { verdicts, changed, giveTurns, told } = service()
    await set('first')
    verdicts.recheck(bin, 'github')
    await giveTurns()
    const { rev } = (await store.getBin(bin)) ?? expect.unreachable()

    verdicts.recheck(bin, 'github')
    await set('first')
    await giveTurns()

    expect(changed).toEqual([3, 2, 1])
    expect(told.at(-1)).toMatchObject({ state: 'done', changed: 0 })
    expect((await store.getBin(bin))?.rev).toBe(rev)
  })

  test('that is cancelled leaves the rest as it was, and is not taken up again', async () => {
    const { store, service, set } = await setUp()
    const { verdicts, told, giveTurns } = service()
    await set('first')
    verdicts.recheck(bin, 'github')

    const cancelling = verdicts.cancel(bin, 'github')
    await giveTurns()

    expect(await cancelling).toMatchObject({ state: 'cancelled', changed: 0 })
    expect(told.at(-1)?.state).toBe('cancelled')
    expect(verdicts.list(bin)).toEqual([])
    expect(await verdictsIn(store)).toEqual(new Set(['no-secret']))
    expect(await store.listRechecks()).toEqual([])
    expect(await verdicts.cancel(bin, 'github')).toBeUndefined()
  })

  test('gives way to a newer change of the same provider', async () => {
    const { store, service, set } = await setUp()
    const { verdicts, told, giveTurns } = service()
    await set('other')
    verdicts.recheck(bin, 'github')

    await set('first')
    verdicts.recheck(bin, 'github')
    await giveTurns()

    expect(told.filter(({ state }) => state !== 'running')).toMatchObject([
      { state: 'done', done: 300, changed: 300 },
    ])
    expect(await verdictsIn(store)).toEqual(new Set(['valid']))
    expect(await store.listRechecks()).toEqual([])
  })

  test('that the stop of the server ended is taken up at its next start', async () => {
    const { store, service, set } = await setUp()
    const { verdicts, giveTurns } = service()
    await set('first')
    verdicts.recheck(bin, 'github')
    const closing = verdicts.close()
    await giveTurns()
    await closing
    const between = await verdictsIn(store)

    const next = service()
    await next.verdicts.resume()
    await next.giveTurns()

    expect(between).toEqual(new Set(['no-secret']))
    expect(next.told.at(-1)).toMatchObject({ state: 'done', done: 300 })
    expect(await verdictsIn(store)).toEqual(new Set(['valid']))
  })

  test('ends with its bin, and touches none that takes its name', async () => {
    const { store, service, set } = await setUp()
    const { verdicts, giveTurns } = service()
    await set('first')
    verdicts.recheck(bin, 'github')

    await store.deleteBin(bin)
    verdicts.end(bin)
    await store.createBin(newBin(bin))
    await store.append([signedRequest('{}')])
    await giveTurns()

    expect(verdicts.list(bin)).toEqual([])
    expect(await verdictsIn(store)).toEqual(new Set(['no-secret']))
  })
})
