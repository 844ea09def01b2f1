// Runs, and the outcomes read from their deliveries.

import { expect, test } from 'vitest'
import type { Delivery } from '../../../server/wire/deliveries.ts'
import { keptRuns, type Run } from '../../../server/wire/runs.ts'
import { bin, newBin, newDelivery, newRequest, other, times } from './samples.ts'
import type { SetUp } from './set-up.ts'

function newRun(id: string, more: Partial<Run> = {}): Run {
  return {
    id,
    createdAt: 1_700_000_000_000,
    endedAt: null,
    state: 'running',
    options: { target: 'http://localhost:3000' },
    total: 4,
    ok: 0,
    rejected: 0,
    unanswered: 0,
    unsent: 0,
    unsentReasons: [],
    ...more,
  }
}

function answered(id: string, seq: number, status: number, createdAt: number): Delivery {
  const delivery = newDelivery(id, seq)
  if (delivery.outcome.type !== 'response') throw new Error('The sample is an answer.')
  return { ...delivery, createdAt, run: 'r1', outcome: { ...delivery.outcome, status } }
}

const done: Partial<Run> = { state: 'done', endedAt: 1_700_000_001_000 }

export function checkRuns(setUp: SetUp): void {
  test('[D6] a run is kept as it goes on, and listed newest first', async () => {
    const { store, reopen } = await setUp()
    await store.createRun(bin, newRun('r1'))
    await store.createRun(bin, newRun('r2'))
    const ended = newRun('r1', { ...done, ok: 3, rejected: 1 })

    const isKept = await store.updateRun(bin, ended)

    expect(isKept).toBe(true)
    const reopened = await reopen()
    expect(await reopened.listRuns(bin)).toEqual([newRun('r2'), ended])
    expect(await reopened.getRun(bin, 'r1')).toEqual({ ...ended, outcomes: [] })
    expect(await reopened.getRun(bin, 'r3')).toBeUndefined()
  })

  test('[D6] the outcomes of a run are those of its deliveries, in the order sent', async () => {
    const { store } = await setUp()
    await store.append(times(3, newRequest(bin)))
    await store.createRun(bin, newRun('r1'))
    const error: Delivery = {
      ...newDelivery('e', 3),
      run: 'r1',
      outcome: { type: 'error', code: 'refused', message: 'Nothing is listening.' },
    }

    await store.addDeliveries(bin, [
      { delivery: answered('b', 1, 409, 2000), body: Buffer.from('again') },
      { delivery: answered('c', 2, 200, 1500), body: Buffer.from('ok') },
      { delivery: { ...newDelivery('x', 1), run: 'r2' }, body: Buffer.from('of another run') },
      { delivery: newDelivery('y', 1), body: Buffer.from('of none') },
    ])
    await store.addDelivery(bin, answered('a', 1, 200, 1000), Buffer.from('ok'))
    await store.addDelivery(bin, answered('d', 2, 200, 2500), Buffer.from('ok'))
    await store.addDelivery(bin, error, new Uint8Array())

    const found = await store.getRun(bin, 'r1')
    expect(found?.outcomes).toMatchObject([
      {
        seq: 1,
        isSame: false,
        attempts: [
          { delivery: 'a', status: 200, error: null, totalMs: 3 },
          { delivery: 'b', status: 409, error: null },
        ],
      },
      { seq: 2, isSame: true, attempts: [{ delivery: 'c' }, { delivery: 'd' }] },
      {
        seq: 3,
        isSame: false,
        attempts: [{ delivery: 'e', status: null, error: 'refused', bodySha256: null }],
      },
    ])
    const hashes = found?.outcomes.flatMap(({ attempts }) => attempts.map((one) => one.bodySha256))
    expect(hashes?.[0]).toMatch(/^[0-9a-f]{64}$/)
    expect(hashes?.[0]).not.toBe(hashes?.[1])
    expect(hashes?.[2]).toBe(hashes?.[3])
  })

  test('many deliveries are kept together, less those of requests that are gone', async () => {
    const { store } = await setUp()
    await store.append(times(2, newRequest(bin)))
    await store.deleteRequests(bin, [1])
    const before = await store.getBin(bin)

    const added = await store.addDeliveries(
      bin,
      [1, 2, 2].map((seq, index) => ({
        delivery: newDelivery(`d${index}`, seq),
        body: new Uint8Array(),
      })),
    )

    expect(added).toMatchObject({
      rev: (before?.rev ?? 0) + 1,
      value: [undefined, { seq: 2 }, { seq: 2, deliveries: 2 }],
    })
    expect(await store.listDeliveries(bin, { limit: 10 })).toHaveLength(2)
    expect(await store.addDeliveries(other, [])).toBeUndefined()
  })

  test('[D6] a deleted request takes its outcomes with it', async () => {
    const { store } = await setUp()
    await store.append(times(3, newRequest(bin)))
    await store.createRun(bin, newRun('r1'))
    for (const seq of [1, 2, 3]) {
      await store.addDelivery(bin, answered(`d${seq}`, seq, 200, seq), new Uint8Array())
    }

    await store.deleteRequests(bin, [2])

    const outcomes = (await store.getRun(bin, 'r1'))?.outcomes
    expect(outcomes?.map(({ seq }) => seq)).toEqual([1, 3])
    await store.clearRequests(bin)
    expect((await store.getRun(bin, 'r1'))?.outcomes).toEqual([])
  })

  test('[C6] a bin keeps its newest runs, and every one that is running', async () => {
    const { store } = await setUp()
    await store.createRun(bin, newRun('first'))
    for (let n = 0; n <= keptRuns; n++) await store.createRun(bin, newRun(`r${n}`, done))

    const ids = (await store.listRuns(bin)).map(({ id }) => id)

    expect(ids).toHaveLength(keptRuns + 1)
    expect(ids[0]).toBe(`r${keptRuns}`)
    expect(ids.slice(-2)).toEqual(['r1', 'first'])
  })

  test('runs go with their bin', async () => {
    const { store } = await setUp()
    await store.createRun(bin, newRun('r1'))

    await store.deleteBin(bin)

    expect(await store.updateRun(bin, newRun('r1', done))).toBe(false)
    expect(await store.createRun(bin, newRun('r2'))).toBe(false)
    await store.createBin(newBin(bin))
    expect(await store.listRuns(bin)).toEqual([])
  })

  test('[D6] runs that a dead server left running are interrupted, others stay', async () => {
    const { store } = await setUp()
    const ended = newRun('r2', done)
    await store.createRun(bin, newRun('r1', { ok: 2 }))
    await store.createRun(bin, ended)

    const interrupted = await store.interruptRuns(1_700_000_009_000)

    expect(interrupted).toBe(1)
    const [second, first] = await store.listRuns(bin)
    expect(second).toEqual(ended)
    expect(first).toEqual(newRun('r1', { ok: 2, state: 'interrupted', endedAt: 1_700_000_009_000 }))
    expect(await store.interruptRuns(1_700_000_010_000)).toBe(0)
  })
}
