import { expect, test } from 'vitest'
import type { MintedBin } from '../../server/wire/bins.ts'
import { call, failure } from '../support/call.ts'
import { subscribeTo } from '../support/live.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

/** Requests #1 to #6, to the paths /1, /2 and so on, with the amounts 10, 20 … in their bodies. */
async function startFilled(): Promise<{ server: TestServer; bin: MintedBin }> {
  const server = await startTestServer()
  const bin = await server.mint()
  for (let n = 1; n <= 6; n++) {
    await fetch(`${bin.captureUrl}/${n}?odd=${n % 2}`, {
      method: n === 6 ? 'PUT' : 'POST',
      headers: { 'Content-Type': 'application/json', 'X-N': String(n) },
      body: JSON.stringify({ data: { amount: n * 10 }, text: n === 3 ? 'grüße' : 'none' }),
    })
  }
  return { server, bin }
}

function listFiltered(server: TestServer, bin: MintedBin, filter: string, more = '') {
  const query = `filter=${encodeURIComponent(filter)}${more}`
  return call(server, `GET /bins/${bin.id}/requests?${query}`, { key: bin.viewKey })
}

function seqsOf(page: { json: { requests: readonly { seq: number }[] } }): number[] {
  return page.json.requests.map(({ seq }) => seq)
}

test('a list holds exactly what the filter takes', async () => {
  const { server, bin } = await startFilled()

  const cases: readonly (readonly [string, readonly number[]])[] = [
    ['', [6, 5, 4, 3, 2, 1]],
    ['method:put', [6]],
    ['q.odd:1', [5, 3, 1]],
    ['h.x-n:>=4 -path:/5', [6, 4]],
    ['body.data.amount:20..40', [4, 3, 2]],
    ['GRÜSSE OR grüße', [3]],
    ['ct:json path:/[12]$/', [2, 1]],
    ['is:pinned', []],
    ['at:-1h', [6, 5, 4, 3, 2, 1]],
    ['at:..yesterday', []],
  ]
  for (const [filter, seqs] of cases) {
    const page = await listFiltered(server, bin, filter)
    expect([filter, page.status, seqsOf(page)]).toEqual([filter, 200, seqs])
  }
})

test('filtered pages join to the whole', async () => {
  const { server, bin } = await startFilled()

  const first = await listFiltered(server, bin, 'q.odd:1', '&limit=2')
  const second = await listFiltered(server, bin, 'q.odd:1', `&limit=2&before=${first.json.next}`)

  expect([seqsOf(first), seqsOf(second), second.json.next]).toEqual([[5, 3], [1], null])
})

test.each([
  ['is:foo', /character 4, “foo”.*retry/],
  ['a (b', /character 3, “\(”.*parenthesis/],
  ['provider:', /its end.*missing/],
  ['/(/', /character 1.*does not compile/],
  ['body.a', /character 1, “body.a”.*colon/],
])('a wrong filter, «%s», is refused with the place and the remedy', async (filter, message) => {
  const server = await startTestServer()
  const bin = await server.mint()

  const answers = [
    await listFiltered(server, bin, filter),
    await call(server, `DELETE /bins/${bin.id}/requests?filter=${encodeURIComponent(filter)}`, {
      key: bin.ownerKey,
    }),
  ]

  for (const answer of answers) {
    expect(answer).toMatchObject(failure(400, 'bad-request'))
    expect(answer.json.error.message).toMatch(message)
  }
})

test('deleting by filter takes what matches and leaves the rest, and the live stream hears of it', async () => {
  const { server, bin } = await startFilled()
  const live = subscribeTo(server, bin)
  await live.take(6)

  const refused = await call(server, `DELETE /bins/${bin.id}/requests?filter=q.odd:1`, {
    key: bin.viewKey,
  })
  const removed = await call(server, `DELETE /bins/${bin.id}/requests?filter=q.odd:1`, {
    key: bin.ownerKey,
  })
  const none = await call(server, `DELETE /bins/${bin.id}/requests?filter=q.odd:1`, {
    key: bin.ownerKey,
  })

  const left = await listFiltered(server, bin, '')
  const { rev, ...event } = await live.event('removed')
  expect(event).toEqual({ type: 'removed', bin: bin.id, seqs: [1, 3, 5] })
  expect(rev).toBeGreaterThan(0)
  expect(refused).toMatchObject(failure(403, 'forbidden'))
  expect(removed).toMatchObject({ status: 200, json: { removed: [1, 3, 5] } })
  expect(none).toMatchObject({ status: 200, json: { removed: [] } })
  expect(seqsOf(left)).toEqual([6, 4, 2])
})
