import { expect, test } from 'vitest'
import type { MintedBin } from '../../server/wire/bins.ts'
import { call, failure } from '../support/call.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

/** A bin that has captured `count` requests, to the paths /1, /2 and so on. */
async function startWith(count: number): Promise<{ server: TestServer; bin: MintedBin }> {
  const server = await startTestServer()
  const bin = await server.mint()
  for (let n = 1; n <= count; n++) {
    await fetch(`${bin.captureUrl}/${n}`, { method: 'POST', body: `body ${n}` })
  }
  return { server, bin }
}

function listPage(server: TestServer, bin: MintedBin, query: string) {
  return call(server, `GET /bins/${bin.id}/requests?${query}`, { key: bin.viewKey })
}

function seqsOf(page: { json: { requests: readonly { seq: number }[] } }): number[] {
  return page.json.requests.map(({ seq }) => seq)
}

test.each([
  'asc',
  'desc',
] as const)('[C5] pages in order %s, of any size, join to the whole list', async (order) => {
  const { server, bin } = await startWith(6)
  const cursor = order === 'asc' ? 'after' : 'before'
  const expected = order === 'asc' ? [1, 2, 3, 4, 5, 6] : [6, 5, 4, 3, 2, 1]

  for (const limit of [1, 2, 3, 4, 5, 6, 7, 500]) {
    const seen: number[] = []
    let next: number | null | undefined
    while (next !== null) {
      const from = next === undefined ? '' : `&${cursor}=${next}`
      const page = await listPage(server, bin, `order=${order}&limit=${limit}${from}`)
      expect(page.json.requests.length).toBeLessThanOrEqual(limit)
      seen.push(...seqsOf(page))
      next = page.json.next
    }

    expect(seen).toEqual(expected)
  }
})

test.each([
  ['', [6, 5, 4, 3, 2, 1]],
  ['limit=2', [6, 5]],
  ['before=4', [3, 2, 1]],
  ['after=4', [6, 5]],
  ['after=2&before=5', [4, 3]],
  ['after=2&before=5&order=asc', [3, 4]],
  ['after=6', []],
  ['before=1', []],
])('a list asked for with «%s» holds exactly that', async (query, seqs) => {
  const { server, bin } = await startWith(6)

  const page = await listPage(server, bin, query)

  expect(seqsOf(page)).toEqual(seqs)
})

test('a summary leaves out headers, trailers and the body; a request has all but the body', async () => {
  const { server, bin } = await startWith(1)

  const page = await listPage(server, bin, '')
  const request = await call(server, `GET /bins/${bin.id}/requests/1`, { key: bin.viewKey })

  const { headers, trailers, ...rest } = request.json
  expect(page.json.requests).toEqual([rest])
  expect(headers).toContainEqual(['content-length', '6'])
  expect(trailers).toEqual([])
  expect(rest).toMatchObject({
    seq: 1,
    method: 'POST',
    path: '/1',
    query: '',
    state: 'complete',
    body: { size: 6, contentType: 'text/plain;charset=UTF-8', contentEncoding: null },
    response: { status: 200, by: 'default' },
    deliveries: 0,
    note: '',
    tags: [],
    pinned: false,
    read: false,
  })
})

test('marks are changed one at a time, kept, and counted in rev', async () => {
  const { server, bin } = await startWith(1)
  const path = `/bins/${bin.id}/requests/1`
  const mark = (json: unknown) => call(server, `PATCH ${path}`, { key: bin.ownerKey, json })

  const answers = [
    await mark({ note: 'Look: «здесь»' }),
    await mark({ pinned: true }),
    await mark({ read: true, note: '' }),
  ]

  const marks = answers.map(({ json: { note, pinned, read } }) => ({ note, pinned, read }))
  const kept = await call(server, `GET ${path}`, { key: bin.viewKey })
  const { json } = await call(server, `GET /bins/${bin.id}`, { key: bin.viewKey })
  expect(marks).toEqual([
    { note: 'Look: «здесь»', pinned: false, read: false },
    { note: 'Look: «здесь»', pinned: true, read: false },
    { note: '', pinned: true, read: true },
  ])
  expect(kept.json).toMatchObject({ note: '', pinned: true, read: true })
  expect(json.rev).toBe(bin.rev + 3)
})

test('[C5] a request that is deleted is gone for good, and its seq is not given again', async () => {
  const { server, bin } = await startWith(3)

  const removed = await call(server, `DELETE /bins/${bin.id}/requests/3`, { key: bin.ownerKey })
  const again = await call(server, `DELETE /bins/${bin.id}/requests/3`, { key: bin.ownerKey })
  await fetch(bin.captureUrl, { method: 'POST' })

  const page = await listPage(server, bin, '')
  const body = await call(server, `GET /bins/${bin.id}/requests/3/body`, { key: bin.ownerKey })
  expect(removed).toMatchObject({ status: 200, json: { removed: [3] } })
  expect(again).toMatchObject(failure(404, 'not-found'))
  expect(body).toMatchObject(failure(404, 'not-found'))
  expect(seqsOf(page)).toEqual([4, 2, 1])
})

test('[C5] a cleared bin is empty, keeps its keys, and counts on', async () => {
  const { server, bin } = await startWith(3)

  const cleared = await call(server, `DELETE /bins/${bin.id}/requests`, { key: bin.ownerKey })
  const again = await call(server, `DELETE /bins/${bin.id}/requests`, { key: bin.ownerKey })
  const empty = await call(server, `GET /bins/${bin.id}`, { key: bin.viewKey })
  await fetch(bin.captureUrl, { method: 'POST' })

  const page = await listPage(server, bin, '')
  expect(cleared).toMatchObject({ status: 200, json: { upTo: 3 } })
  expect(again).toMatchObject({ status: 200, json: { upTo: 0 } })
  expect(empty.json).toMatchObject({ requests: 0, bytes: 0, firstSeq: 4, lastSeq: 3 })
  expect(seqsOf(page)).toEqual([4])
})

test('a request of one bin is not to be had through another', async () => {
  const { server } = await startWith(1)
  const other = await server.mint()

  const answer = await call(server, `GET /bins/${other.id}/requests/1`, { key: other.ownerKey })

  expect(answer).toMatchObject(failure(404, 'not-found'))
})

test('[D3] a replay is answered with its outcome, and both are kept beside the request', async () => {
  const { server, bin } = await startWith(1)
  const target = `${server.url}/healthz`

  const replayed = await call(server, `POST /bins/${bin.id}/requests/1/replay`, {
    key: bin.ownerKey,
    json: { target, exact: true },
  })

  const { bodyBase64, ...delivery } = replayed.json
  const list = await call(server, `GET /bins/${bin.id}/deliveries?seq=1`, { key: bin.viewKey })
  const others = await call(server, `GET /bins/${bin.id}/deliveries?seq=2`, { key: bin.viewKey })
  const read = await call(server, `GET /bins/${bin.id}/deliveries/${delivery.id}`, {
    key: bin.viewKey,
  })
  const page = await listPage(server, bin, '')
  expect(replayed.status).toBe(201)
  expect(delivery).toMatchObject({ seq: 1, target, outcome: { type: 'response' } })
  expect(bodyBase64).toEqual(expect.any(String))
  expect(list.json).toEqual({ deliveries: [delivery] })
  expect(others.json).toEqual({ deliveries: [] })
  expect(read.json).toEqual(replayed.json)
  expect(page.json.requests[0].deliveries).toBe(1)
})

test('[P4] all attempts at an event are listed, by the id of any of them', async () => {
  const { server, bin } = await startWith(0)
  for (const [id, retry] of [
    ['Ev1', ''],
    ['Ev2', ''],
    ['Ev1', '1'],
    ['Ev1', '2'],
  ] as const) {
    await fetch(bin.captureUrl, {
      method: 'POST',
      headers: { 'X-Slack-Signature': 'v0=00', ...(retry && { 'X-Slack-Retry-Num': retry }) },
      body: JSON.stringify({ type: 'event_callback', event_id: id, event: { type: 'message' } }),
    })
  }
  const repeatsOf = (rest: string) =>
    call(server, `GET /bins/${bin.id}/requests/${rest}`, { key: bin.viewKey })

  const all = await repeatsOf('3/repeats')
  const newest = await repeatsOf('1/repeats?limit=2')

  expect(seqsOf(all)).toEqual([1, 3, 4])
  expect(all.json.hasOlder).toBe(false)
  expect(seqsOf(newest)).toEqual([3, 4])
  expect(newest.json.hasOlder).toBe(true)
  expect((await repeatsOf('5/repeats')).status).toBe(404)
})
