import { expect, test } from 'vitest'
import { run } from '../../server/cli/run.ts'
import type { BinId } from '../../server/wire/ids.ts'
import { subscribeTo } from '../support/live.ts'
import { post, postMany } from '../support/post.ts'
import { listAll, readBody } from '../support/read.ts'
import { startTestServer } from '../support/server.ts'

test('[C5] 200 senders at once leave seqs without gaps, each on its own request', async () => {
  const server = await startTestServer()
  const bin = await server.mint()

  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, n) => post(`${bin.captureUrl}/${n}`, `body of ${n}`)),
  )

  const requests = await listAll(server, bin)
  expect(answers.every(({ status }) => status === 200)).toBe(true)
  expect(requests.map(({ seq }) => seq)).toEqual(Array.from({ length: 200 }, (_, n) => n + 1))
  expect(new Set(requests.map(({ path }) => path)).size).toBe(200)
  for (const { seq, path } of requests.slice(0, 20)) {
    expect((await readBody(server, bin, seq)).toString()).toBe(`body of ${path.slice(1)}`)
  }
})

test('[C5] bins count for themselves', async () => {
  const server = await startTestServer()
  const bins = await Promise.all(Array.from({ length: 20 }, () => server.mint()))

  await Promise.all(bins.map((bin) => postMany(bin.captureUrl, 25, { concurrency: 5 })))

  for (const bin of bins) {
    const requests = await listAll(server, bin)
    expect(requests.map(({ seq }) => seq)).toEqual(Array.from({ length: 25 }, (_, n) => n + 1))
  }
})

test('[C6] a full bin drops its oldest requests and says so on the stream', async () => {
  const server = await startTestServer({ maxRequestsPerBin: 50 })
  const bin = await server.mint()
  const live = subscribeTo(server, bin)

  await postMany(bin.captureUrl, 80, { concurrency: 1 })
  await live.take(80)
  const requests = await listAll(server, bin)

  expect(requests.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, n) => n + 31))
  const removed = live.events.flatMap((event) =>
    event.type === 'removed' && 'upTo' in event ? [event.upTo] : [],
  )
  expect(removed.at(-1)).toBe(30)
  expect(removed).toEqual([...removed].sort((a, b) => a - b))
})

test('[C6] a bin keeps to its bytes, and always keeps the newest request', async () => {
  const server = await startTestServer({ maxBytesPerBin: 10_000 })
  const bin = await server.mint()

  for (const size of [4_000, 4_000, 4_000, 20_000]) {
    await post(bin.captureUrl, Buffer.alloc(size))
  }

  expect((await listAll(server, bin)).map(({ seq }) => seq)).toEqual([4])
})

test('[C6] a throwaway bin that nobody used is deleted; one in use, or declared, stays', async () => {
  const now = Date.now()
  const first = await startTestServer({ bins: ['declared'], expireAfterMs: 60_000 })
  const idle = await first.mint({ id: 'idle' })
  await first.close()

  const later = await startTestServer({ db: first.config.db, bins: ['declared'], expireAfterMs: 1 })
  const gone = await later.api(idle.ownerKey).api.bins[':bin'].$get({ param: { bin: idle.id } })
  const declared = await post(`${later.url}/in/declared`, 'still here')

  expect(Date.now()).toBeGreaterThan(now + 1)
  expect(gone.status).toBe(404)
  expect(declared.status).toBe(200)
})

test('[C6] the API reports every limit', async () => {
  const server = await startTestServer({ maxBodyBytes: 1, maxRequestsPerBin: 2, maxBytesPerBin: 3 })

  const bin = await server.mint()

  expect(bin.limits).toEqual({
    bodyBytes: 1,
    requests: 2,
    bytes: 3,
    expiresAfterMs: 7 * 24 * 3600 * 1000,
  })
})

test('[C8] a declared bin keeps its capture URL and requests over restarts', async () => {
  const first = await startTestServer({ bins: ['stripe-dev'] })
  await post(`${first.url}/in/stripe-dev`, 'before')
  await first.close()

  const second = await startTestServer({ db: first.config.db, bins: ['stripe-dev'] })
  await post(`${second.url}/in/stripe-dev`, 'after')
  const bin = await takeOver('stripe-dev', first.config.db)

  expect((await readBody(second, bin, 1)).toString()).toBe('before')
  expect((await readBody(second, bin, 2)).toString()).toBe('after')
})

/** What the operator does to open a declared bin: `hooklens bins key`. */
async function takeOver(id: string, db: string): Promise<{ id: BinId; ownerKey: string }> {
  const printed: string[] = []
  const stream = { write: (text: string) => printed.push(text) }
  const terminal = { env: {}, stdout: stream, stderr: stream, on: () => {} }
  await run(['bins', 'key', id, '--json', '--db', db], terminal)
  const { ownerKey } = JSON.parse(printed.join('')) as { ownerKey: string }
  return { id: id as BinId, ownerKey }
}
