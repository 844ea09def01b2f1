import type { ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import type { Run } from '../../server/wire/runs.ts'
import { call } from '../support/call.ts'
import { startReceiver } from '../support/receiver.ts'
import { startTestServer } from '../support/server.ts'
import { read, setUp, start, startTarget, until } from './start-runs.ts'

test('[D6] a run sends every request as often as wanted and tells what came of each', async () => {
  const { server, bin, live } = await setUp(3)
  const seen = new Set<string>()
  const target = await startTarget(({ url = '' }, response) => {
    response.writeHead(seen.has(url) && url.endsWith('2') ? 409 : 200).end()
    seen.add(url)
  })

  const started = await start(server, bin, { seqs: [1, 2, 3], target, times: 2 })

  expect(started).toMatchObject({ status: 201, json: { state: 'running', total: 0, ok: 0 } })
  const ended = await until(live)
  expect(ended).toMatchObject({ state: 'done', total: 6, ok: 5, rejected: 1, unanswered: 0 })
  expect(ended.endedAt).toBeGreaterThanOrEqual(ended.createdAt)
  const { outcomes, ...run } = await read(server, bin, ended.id)
  expect(run).toEqual(ended)
  expect(outcomes.map(({ seq, isSame }) => [seq, isSame])).toEqual([
    [1, true],
    [2, false],
    [3, true],
  ])
  expect(outcomes[1]?.attempts.map(({ status }) => status)).toEqual([200, 409])
  const { json } = await call(server, `GET /bins/${bin.id}/deliveries?seq=2`, { key: bin.viewKey })
  expect(json.deliveries.map((delivery: { run: string }) => delivery.run)).toEqual([
    ended.id,
    ended.id,
  ])
})

test('[D6] a run takes what a filter takes when it starts, in the order wanted', async () => {
  const { server, bin, live } = await setUp(12)
  const receiver = await startReceiver()
  const options = { filter: 'path:/n/1*', target: receiver.url }

  await start(server, bin, { ...options, order: 'newest-first' })
  await until(live)
  await start(server, bin, { ...options, order: 'shuffled' })
  const shuffled = await until(live, ({ state, options }) => {
    return state === 'done' && options.order === 'shuffled'
  })
  const { seed } = shuffled.options
  await start(server, bin, {
    ...options,
    order: 'shuffled',
    ...(seed === undefined ? {} : { seed }),
  })
  await until(live, ({ id, state, options }) => {
    return id !== shuffled.id && state === 'done' && options.seed === seed
  })

  const sent = receiver.received.map(({ url }) => url)
  expect(sent.slice(0, 4)).toEqual(['/n/12', '/n/11', '/n/10', '/n/1'])
  expect(sent.slice(4, 8).sort()).toEqual(['/n/1', '/n/10', '/n/11', '/n/12'])
  expect(sent.slice(8)).toEqual(sent.slice(4, 8))
  const { json } = await call(server, `GET /bins/${bin.id}/replays`, { key: bin.viewKey })
  expect(json.runs.map(({ options }: Run) => options.order)).toEqual([
    'shuffled',
    'shuffled',
    'newest-first',
  ])
})

test('[D6] no more deliveries are under way at once than wanted', async () => {
  const { server, bin, live } = await setUp(8)
  const open: ServerResponse[] = []
  let most = 0
  const target = await startTarget((_, response) => {
    open.push(response)
    most = Math.max(most, open.length)
    // The first are held until as many have come as may: only then does anyone get an answer.
    if (open.length === 3) for (const one of open.splice(0)) one.end()
  })

  await start(server, bin, { filter: '', target, concurrency: 3, times: 3 })

  expect(await until(live)).toMatchObject({ state: 'done', ok: 24 })
  expect(most).toBe(3)
})

test('[D6] cancelling a run ends what is under way and sends nothing more', async () => {
  const { server, bin, live } = await setUp(4)
  let asked = () => {}
  const bothAsked = new Promise<void>((resolve) => {
    asked = resolve
  })
  let count = 0
  const target = await startTarget(() => {
    count += 1
    if (count === 2) asked()
  })
  const { json: run } = await start(server, bin, { filter: '', target, concurrency: 2 })
  await bothAsked

  const cancelled = await call(server, `POST /bins/${bin.id}/replays/${run.id}/cancel`, {
    key: bin.ownerKey,
  })

  const expected = { state: 'cancelled', total: 4, ok: 0, unanswered: 2 }
  expect(cancelled).toMatchObject({ status: 200, json: expected })
  expect(await until(live)).toMatchObject(expected)
  expect(count).toBe(2)
  const { outcomes } = await read(server, bin, run.id)
  expect(outcomes.flatMap(({ attempts }) => attempts.map(({ error }) => error))).toEqual([
    'cancelled',
    'cancelled',
  ])
  const again = await call(server, `POST /bins/${bin.id}/replays/${run.id}/cancel`, {
    key: bin.ownerKey,
  })
  expect(again.json).toEqual(cancelled.json)
})

test('[D6] deliveries keep their distance, and a run that waits can be cancelled', async () => {
  const { server, bin, live } = await setUp(2)
  const receiver = await startReceiver()

  const { json: run } = await start(server, bin, {
    seqs: [2, 1],
    target: receiver.url,
    delayMs: 600_000,
    concurrency: 2,
  })
  await until(live, ({ ok }) => ok === 1)
  const { json } = await call(server, `POST /bins/${bin.id}/replays/${run.id}/cancel`, {
    key: bin.ownerKey,
  })

  expect(json).toMatchObject({ state: 'cancelled', total: 2, ok: 1, unanswered: 0, unsent: 0 })
  expect(receiver.received.map(({ url }) => url)).toEqual(['/n/2'])
})

test('[D6] a request deleted meanwhile is counted, with a sentence', async () => {
  const { server, bin, live } = await setUp(2)
  const receiver = await startReceiver()
  await call(server, `DELETE /bins/${bin.id}/requests/1`, { key: bin.ownerKey })

  await start(server, bin, { seqs: [1, 2], target: receiver.url })

  expect(await until(live)).toMatchObject({
    state: 'done',
    total: 2,
    ok: 1,
    unsent: 1,
    unsentReasons: [{ seq: 1, why: expect.stringMatching(/^There is no request #1\. .*deleted/) }],
  })
})

test('[D5] [D6] an edited request is sent as often as wanted', async () => {
  const { server, bin, live } = await setUp(2)
  const receiver = await startReceiver()
  const edit = { method: 'PUT', bodyBase64: Buffer.from('{"n":"é"}').toString('base64') }

  const { status, json } = await start(server, bin, {
    seqs: [2],
    times: 3,
    edit,
    target: receiver.url,
  })

  expect(status).toBe(201)
  expect(json.options).not.toHaveProperty('edit')
  expect(await until(live)).toMatchObject({ state: 'done', total: 3, ok: 3 })
  expect(receiver.received).toMatchObject(
    Array(3).fill({ method: 'PUT', url: '/n/2', body: '{"n":"é"}' }),
  )
  const { outcomes } = await read(server, bin, json.id)
  expect(outcomes).toMatchObject([{ seq: 2, isSame: true }])
})

test('[O2] a run that is under way when the server stops is interrupted', async () => {
  const { server, bin, live } = await setUp(3)
  const receiver = await startReceiver()
  await start(server, bin, { filter: '', target: receiver.url, delayMs: 600_000 })
  await until(live, ({ ok }) => ok === 1)

  await server.close()

  const again = await startTestServer({ db: server.config.db })
  const { json } = await call(again, `GET /bins/${bin.id}/replays`, { key: bin.viewKey })
  expect(json.runs).toMatchObject([{ state: 'interrupted', total: 3, ok: 1 }])
  expect(json.runs[0].endedAt).toBeGreaterThan(0)
})

test('[L2] a fast run is told in few frames: requests that changed, and how it goes', async () => {
  const { server, bin, live } = await setUp(5)
  const receiver = await startReceiver()

  await start(server, bin, { filter: '', target: receiver.url, times: 40, concurrency: 8 })

  expect(await until(live)).toMatchObject({ state: 'done', total: 200, ok: 200 })
  expect(live.events.filter(({ type }) => type === 'delivered')).toEqual([])
  const changes = live.events.flatMap((event) => (event.type === 'changed' ? [event] : []))
  expect(changes.length).toBeLessThan(100)
  expect(changes.at(-1)?.requests?.some(({ deliveries }) => deliveries === 40)).toBe(true)
})
