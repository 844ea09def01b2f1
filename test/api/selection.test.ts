import { expect, test } from 'vitest'
import { call, failure } from '../support/call.ts'
import { subscribeTo } from '../support/live.ts'
import { postMany } from '../support/post.ts'
import { startTestServer } from '../support/server.ts'

async function startWith(count: number) {
  const server = await startTestServer()
  const bin = await server.mint()
  await postMany(bin.captureUrl, count)
  const listSeqs = async (query = ''): Promise<number[]> => {
    const { json } = await call(server, `GET /bins/${bin.id}/requests?limit=500${query}`, {
      key: bin.viewKey,
    })
    return json.requests.map(({ seq }: { seq: number }) => seq)
  }
  return { server, bin, listSeqs }
}

test('a list of seqs is deleted at one go, and subscribers are told which are gone', async () => {
  const { server, bin, listSeqs } = await startWith(12)
  const live = subscribeTo(server, bin, { after: 12 })
  await live.subscribed()

  const removed = await call(server, `DELETE /bins/${bin.id}/requests?seqs=11,2,4..6,5,12..99`, {
    key: bin.ownerKey,
  })
  const again = await call(server, `DELETE /bins/${bin.id}/requests?seqs=2..6`, {
    key: bin.ownerKey,
  })

  const gone = [2, 4, 5, 6, 11, 12]
  expect(removed).toMatchObject({ status: 200, json: { removed: gone } })
  expect(again).toMatchObject({ status: 200, json: { removed: [3] } })
  expect(await live.event('removed')).toMatchObject({ bin: bin.id, seqs: gone })
  expect(await listSeqs()).toEqual([10, 9, 8, 7, 1])
})

test('all requests are marked with one call, and subscribers see each of them change once', async () => {
  const { server, bin, listSeqs } = await startWith(1_100)
  const live = subscribeTo(server, bin, { after: 1_100 })
  await live.subscribed()
  const mark = (query: string, json: unknown) =>
    call(server, `PATCH /bins/${bin.id}/requests${query}`, { key: bin.ownerKey, json })

  const some = await mark('?seqs=1..9,500', { read: true, pinned: true })
  const matching = await mark('?filter=is:pinned', { pinned: false })
  const all = await mark('', { read: true })
  const none = await mark('?filter=is:unread', { read: true })

  await mark('?seqs=1100', { pinned: true })
  await expect.poll(() => changesIn(live).at(-1)).toMatchObject({ seq: 1_100, pinned: true })
  const read = changesIn(live).slice(20, -1)
  expect([some, matching, all, none].map(({ json }) => json)).toEqual([
    { changed: 10 },
    { changed: 10 },
    { changed: 1_090 },
    { changed: 0 },
  ])
  expect(new Set(read.map(({ seq }) => seq)).size).toBe(1_090)
  expect(read.every((change) => change.read && !change.pinned)).toBe(true)
  expect(await listSeqs('&filter=is:unread')).toEqual([])
  expect(await listSeqs('&filter=is:pinned')).toEqual([1_100])
})

test('tags are trimmed and unique, found by filters, and told to subscribers', async () => {
  const { server, bin, listSeqs } = await startWith(3)
  const live = subscribeTo(server, bin, { after: 3 })
  await live.subscribed()
  const patch = (path: string, json: unknown) =>
    call(server, `PATCH /bins/${bin.id}/requests${path}`, { key: bin.ownerKey, json })

  const one = await patch('/2', { tags: [' to check ', 'Paid', 'PAID'] })
  const many = await patch('?filter=has:tag', { addTags: ['seen'], removeTags: ['paid'] })

  expect(one.json.tags).toEqual(['to check', 'Paid'])
  expect(many.json).toEqual({ changed: 1 })
  expect(await listSeqs('&filter=tag:%22to%20check%22')).toEqual([2])
  expect(await listSeqs('&filter=-tag:s*')).toEqual([3, 1])
  expect(await listSeqs('&filter=tag:paid')).toEqual([])
  await expect.poll(() => changesIn(live).at(-1)?.tags).toEqual(['to check', 'seen'])
})

test('[A1] the view key neither marks nor deletes', async () => {
  const { server, bin, listSeqs } = await startWith(1)
  const path = `/bins/${bin.id}/requests?seqs=1`

  const answers = [
    await call(server, `DELETE ${path}`, { key: bin.viewKey }),
    await call(server, `PATCH ${path}`, { key: bin.viewKey, json: { read: true } }),
  ]

  for (const answer of answers) expect(answer).toMatchObject(failure(403, 'forbidden'))
  expect(await listSeqs('&filter=is:unread')).toEqual([1])
})

function changesIn({ events }: ReturnType<typeof subscribeTo>) {
  return events.flatMap((event) => (event.type === 'changed' ? (event.requests ?? []) : []))
}
