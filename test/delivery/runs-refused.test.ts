import { expect, test } from 'vitest'
import type { RunOptions } from '../../server/wire/runs.ts'
import { call, failure } from '../support/call.ts'
import { startReceiver } from '../support/receiver.ts'
import { setUp, start } from './start-runs.ts'

test('[D5] [D6] a run of one request that cannot be made as asked is refused at once, and nothing is kept', async () => {
  const { server, bin } = await setUp(1)
  const receiver = await startReceiver()

  const unsigned = await start(server, bin, { seqs: [1], resign: true, target: receiver.url })
  const gone = await start(server, bin, { seqs: [7], target: receiver.url })

  expect(unsigned).toMatchObject(failure(400, 'bad-request'))
  expect(gone).toMatchObject(failure(404, 'not-found'))
  const { json } = await call(server, `GET /bins/${bin.id}/replays`, { key: bin.viewKey })
  expect(json).toEqual({ runs: [] })
})

test('[A5] a target that is denied fails the run at once, and nothing is kept of it', async () => {
  const { server, bin } = await setUp(1)

  const denied = await start(server, bin, { seqs: [1], target: 'http://169.254.169.254/' })
  const bad = await start(server, bin, { seqs: [1], target: 'ftp://example.com' })

  expect(denied).toMatchObject({ status: 403, json: { error: { code: 'target-denied' } } })
  expect(denied.json.error.message).toMatch(/never connects there\.$/)
  expect(bad).toMatchObject(failure(400, 'bad-target'))
  const { json } = await call(server, `GET /bins/${bin.id}/replays`, { key: bin.viewKey })
  expect(json).toEqual({ runs: [] })
})

test('[D6] runs of a bin are bounded, and each wants the owner key and sound options', async () => {
  const { server, bin } = await setUp(2)
  const receiver = await startReceiver()
  const slow = { filter: '', target: receiver.url, delayMs: 600_000 }
  const runs = await Promise.all([1, 2, 3, 4].map(() => start(server, bin, slow)))

  const fifth = await start(server, bin, slow)
  const viewer = await call(server, `POST /bins/${bin.id}/replays`, {
    key: bin.viewKey,
    json: slow,
  })

  expect(runs.map(({ status }) => status)).toEqual([201, 201, 201, 201])
  expect(fifth).toMatchObject(failure(429, 'too-many'))
  expect(viewer).toMatchObject(failure(403, 'forbidden'))
  for (const wrong of [
    {},
    { seqs: [1], filter: '' },
    { seqs: [] },
    { seqs: [0] },
    { seqs: [1], times: 0 },
    { seqs: [1], concurrency: 33 },
    { seqs: [1], order: 'sideways' },
    { filter: 'sig:' },
    { seqs: [1, 2], edit: { method: 'PUT' } },
    { filter: '', edit: { method: 'PUT' } },
    { seqs: [1], edit: { method: 'NO GOOD' } },
  ]) {
    const refused = await start(server, bin, { target: receiver.url, ...wrong } as RunOptions)
    expect(refused.status, JSON.stringify(wrong)).toBe(400)
  }
})
