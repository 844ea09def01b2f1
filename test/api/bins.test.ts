import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseBinId } from '../../server/wire/ids.ts'
import { call, failure } from '../support/call.ts'
import { runHere } from '../support/run-here.ts'
import { startTestServer, temporaryFolder } from '../support/server.ts'

const day = 86_400_000

test('a minted bin says where to send, where to look, and what its limits are', async () => {
  const server = await startTestServer({ maxBodyBytes: 1_000, maxRequestsPerBin: 50 })

  const { status, json } = await call(server, 'POST /bins', { json: { name: 'Orders' } })

  expect(status).toBe(201)
  expect(parseBinId(json.id)).toBeDefined()
  expect(json).toMatchObject({
    name: 'Orders',
    captureUrl: `${server.url}/in/${json.id}`,
    inspectUrl: `${server.url}/b/${json.id}`,
    persistent: false,
    expiresAt: json.lastUsedAt + 7 * day,
    firstSeq: 1,
    lastSeq: 0,
    requests: 0,
    bytes: 0,
    access: 'owner',
    limits: { bodyBytes: 1_000, requests: 50, bytes: 256 * 1024 ** 2, expiresAfterMs: 7 * day },
  })
})

test('a bin is minted without a body at all', async () => {
  const server = await startTestServer()

  const { status, json } = await call(server, 'POST /bins')

  expect(status).toBe(201)
  expect(json.name).toBe('')
})

test('capture URLs begin with the public URL where there is one', async () => {
  const server = await startTestServer({ publicUrl: 'https://hooks.example.com' })

  const { json } = await call(server, 'POST /bins')

  expect(json.captureUrl).toBe(`https://hooks.example.com/in/${json.id}`)
  expect(json.inspectUrl).toBe(`https://hooks.example.com/b/${json.id}`)
})

test('[C8] a bin can be given an id of choice, but only once', async () => {
  const server = await startTestServer()

  const first = await call(server, 'POST /bins', { json: { id: 'my-shop' } })
  const second = await call(server, 'POST /bins', { json: { id: 'my-shop' } })

  expect(first.json.captureUrl).toBe(`${server.url}/in/my-shop`)
  expect(second).toMatchObject(failure(409, 'bin-exists'))
  expect(second.json.error.message).toContain("'my-shop' is taken")
  const stillMine = await call(server, 'GET /bins/my-shop', { key: first.json.ownerKey })
  expect(stillMine.json.access).toBe('owner')
})

test.each([
  'ab',
  'Shop',
  '-shop',
  'shop-',
  'a_b',
  'a.b',
  'a b',
  'schön',
  '../x',
  'a'.repeat(64),
  '',
])("[C8] '%s' is refused as an id, with the rule in words", async (id) => {
  const server = await startTestServer()

  const answer = await call(server, 'POST /bins', { json: { id } })

  expect(answer).toMatchObject(failure(400, 'bad-request'))
  expect(answer.json.error.message).toMatch(/^json\.id: A bin id is 3 to 63 characters/)
})

test.each(['abc', 'a-b', '123', 'a'.repeat(63)])("[C8] '%s' is taken as an id", async (id) => {
  const server = await startTestServer()

  const answer = await call(server, 'POST /bins', { json: { id } })

  expect(answer).toMatchObject({ status: 201, json: { id } })
})

test('[C8] a declared bin captures at once, outlives restarts and never expires', async () => {
  const db = join(await temporaryFolder(), 'declared.db')
  const declared = { db, bins: ['stripe-dev', 'github-dev'], expireAfterMs: 1 }
  const first = await startTestServer(declared)
  const before = await fetch(`${first.url}/in/stripe-dev`, { method: 'POST', body: 'one' })
  await first.close()

  const second = await startTestServer(declared)
  const after = await fetch(`${second.url}/in/stripe-dev`, { method: 'POST', body: 'two' })

  const { stdout } = await runHere(['bins', 'key', 'stripe-dev', '--json', '--db', db])
  const { json } = await call(second, 'GET /bins/stripe-dev', { key: JSON.parse(stdout).ownerKey })
  expect([before.status, after.status]).toEqual([200, 200])
  expect(json).toMatchObject({ persistent: true, expiresAt: null, requests: 2, lastSeq: 2 })
})

test('[C8] a throwaway bin that is declared later is kept with its requests and keys', async () => {
  const db = join(await temporaryFolder(), 'adopted.db')
  const first = await startTestServer({ db })
  const bin = await first.mint({ id: 'adopted' })
  await fetch(bin.captureUrl, { method: 'POST' })
  await first.close()

  const second = await startTestServer({ db, bins: ['adopted'], expireAfterMs: 1 })

  const { json } = await call(second, 'GET /bins/adopted', { key: bin.ownerKey })
  expect(json).toMatchObject({ persistent: true, expiresAt: null, requests: 1 })
})

test('[C6] a throwaway bin is gone once it was not used for the time given', async () => {
  const db = join(await temporaryFolder(), 'expired.db')
  const first = await startTestServer({ db })
  const bin = await first.mint()
  await first.close()

  const second = await startTestServer({ db, expireAfterMs: 1 })

  const answer = await call(second, `GET /bins/${bin.id}`, { key: bin.ownerKey })
  expect(answer).toMatchObject(failure(404, 'not-found'))
})

test('a bin is renamed, and the change is counted', async () => {
  const server = await startTestServer()
  const { id, ownerKey, rev } = await server.mint({ name: 'Before' })

  const answer = await call(server, `PATCH /bins/${id}`, { key: ownerKey, json: { name: 'After' } })

  const read = await call(server, `GET /bins/${id}`, { key: ownerKey })
  expect(answer.json).toEqual(read.json)
  expect(read.json).toMatchObject({ name: 'After', rev: rev + 1 })
})

test('a deleted bin is gone with its requests, and its capture URL with it', async () => {
  const server = await startTestServer()
  const { id, ownerKey, captureUrl } = await server.mint()
  await fetch(captureUrl, { method: 'POST' })

  const answer = await call(server, `DELETE /bins/${id}`, { key: ownerKey })

  const again = await call(server, `DELETE /bins/${id}`, { key: ownerKey })
  const list = await call(server, `GET /bins/${id}/requests`, { key: ownerKey })
  const capture = await fetch(captureUrl, { method: 'POST' })
  expect(answer).toMatchObject({ status: 204, text: '' })
  expect(again).toMatchObject(failure(404, 'not-found'))
  expect(list).toMatchObject(failure(404, 'not-found'))
  expect(capture.status).toBe(404)
})
