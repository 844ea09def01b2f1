// Answers that became known only after their request was stored.

import { expect, test } from 'vitest'
import { createPredicate } from '../../../server/wire/filter/match.ts'
import { parseFilter } from '../../../server/wire/filter/parse.ts'
import type { AnswerRecord } from '../../../server/wire/requests.ts'
import { bin, newRequest, times } from './samples.ts'
import type { SetUp } from './set-up.ts'

const own: AnswerRecord = { status: 200, by: 'default', ms: 1 }
const passed: AnswerRecord = {
  status: 503,
  by: 'relay',
  ms: 80,
  passThrough: { outcome: 'answered', detail: 'It answered.' },
}

export function checkAnswers(setUp: SetUp): void {
  test('[D9] a late answer takes the place of the one stored, wherever the request is read', async () => {
    const { store } = await setUp()
    await store.append(times(2, newRequest(bin, { response: own })))
    await store.markRequest(bin, 2, { note: 'mine' })

    const recorded = await store.recordAnswer(bin, 2, passed)

    expect(recorded).toMatchObject({ rev: 2, value: { seq: 2, response: passed, note: 'mine' } })
    expect(await store.getRequest(bin, 2)).toMatchObject({ response: passed, note: 'mine' })
    const { requests } = await store.listRequests(bin, { limit: 9, order: 'asc', ...status('503') })
    expect(requests.map(({ seq }) => seq)).toEqual([2])
    const timeline = await store.countRequests(bin, { buckets: 1, ...status('>=500') })
    expect(timeline.counts).toMatchObject([{ bad: 1, ok: 0 }])
  })

  test('[D9] a sender that was gone before its answer was answered nothing', async () => {
    const { store } = await setUp()
    await store.append([newRequest(bin, { response: own })])

    const recorded = await store.recordAnswer(bin, 1, null)

    expect(recorded?.value.response).toBeNull()
    const { requests } = await store.listRequests(bin, { limit: 9, order: 'asc', ...status('200') })
    expect(requests).toEqual([])
    const timeline = await store.countRequests(bin, { buckets: 1 })
    expect(timeline.counts).toMatchObject([{ bad: 1, ok: 0 }])
  })

  test('a late answer to a request that is gone is not kept', async () => {
    const { store } = await setUp()

    const recorded = await store.recordAnswer(bin, 1, passed)

    expect(recorded).toBeUndefined()
    expect((await store.getBin(bin))?.rev).toBe(0)
  })

  test('[D9] whether answers are passed through is kept with the bin', async () => {
    const { store } = await setUp()
    const before = (await store.getBin(bin))?.passThrough

    const on = await store.updateBin(bin, { passThrough: { timeoutMs: 5_000 } })
    const renamed = await store.updateBin(bin, { name: 'other' })
    const off = await store.updateBin(bin, { passThrough: null })

    expect(
      [before, on, renamed, off].map((one) => (one && 'id' in one ? one.passThrough : one)),
    ).toEqual([null, { timeoutMs: 5_000 }, { timeoutMs: 5_000 }, null])
  })

  test('[P3] whether handshakes are answered is kept with the bin, apart from the rest', async () => {
    const { store } = await setUp()

    const off = await store.updateBin(bin, { handshakes: false })
    const other = await store.updateBin(bin, { passThrough: { timeoutMs: 5_000 } })
    const on = await store.updateBin(bin, { handshakes: true })

    expect([off?.handshakes, other?.handshakes, on?.handshakes]).toEqual([false, false, true])
    expect(on?.passThrough).toEqual({ timeoutMs: 5_000 })
  })
}

function status(test: string) {
  const parsed = parseFilter(`status:${test}`)
  if (parsed.type === 'error') throw new Error(parsed.error.message)
  return { filter: createPredicate(parsed.filter, { now: 0 }) }
}
