import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { MintedBin } from '../../server/wire/bins.ts'
import { call, failure } from '../support/call.ts'
import { runHooklens } from '../support/child.ts'
import { requestRaw } from '../support/raw-http.ts'
import { startTestServer, type TestServer, temporaryFolder } from '../support/server.ts'

/** Every route that reads a bin; `BIN` and `DLV` stand for the ids. */
const reading = [
  'GET /bins/BIN',
  'GET /bins/BIN/requests',
  'GET /bins/BIN/requests/1',
  'GET /bins/BIN/requests/1/body',
  'GET /bins/BIN/deliveries',
  'GET /bins/BIN/deliveries/DLV',
]

/** Every route that changes one, with a body it accepts. */
const managing: readonly (readonly [line: string, json: unknown])[] = [
  ['PATCH /bins/BIN', { name: 'renamed' }],
  ['PATCH /bins/BIN/requests/1', { note: 'seen' }],
  ['POST /bins/BIN/requests/1/replay', { target: 'http://localhost:1/' }],
  ['DELETE /bins/BIN/requests/1', undefined],
  ['DELETE /bins/BIN/requests', undefined],
  ['DELETE /bins/BIN', undefined],
]

/** A bin with one request and one delivery. */
async function startWithRequest(): Promise<{
  server: TestServer
  bin: MintedBin
  path: (line: string) => string
}> {
  const server = await startTestServer()
  const bin = await server.mint()
  await fetch(bin.captureUrl, { method: 'POST', body: 'hello' })
  const { json } = await call(server, `POST /bins/${bin.id}/requests/1/replay`, {
    key: bin.ownerKey,
    json: { target: `${server.url}/healthz`, exact: true },
  })
  return { server, bin, path: (line) => line.replace('BIN', bin.id).replace('DLV', json.id) }
}

test('[A1] keys are 256 random bits behind a prefix that says what they are for', async () => {
  const server = await startTestServer()

  const bins = [await server.mint(), await server.mint()]

  const keys = bins.flatMap(({ ownerKey, viewKey }) => [ownerKey, viewKey])
  for (const { ownerKey, viewKey } of bins) {
    expect(ownerKey).toMatch(/^hlo_[\w-]{43}$/)
    expect(viewKey).toMatch(/^hlv_[\w-]{43}$/)
    expect(Buffer.from(ownerKey.slice(4), 'base64url')).toHaveLength(32)
  }
  expect(new Set(keys.map((key) => key.slice(4))).size).toBe(4)
})

test.each(reading)('[A1] %s answers either key', async (line) => {
  const { server, bin, path } = await startWithRequest()

  const asOwner = await call(server, path(line), { key: bin.ownerKey })
  const asViewer = await call(server, path(line), { key: bin.viewKey })

  expect(asOwner.status).toBe(200)
  expect(asViewer.status).toBe(200)
  expect(asViewer.text.replace('"view"', '"owner"')).toBe(asOwner.text)
})

test.each(
  managing,
)('[A1] %s refuses the view key, changes nothing, and obeys the owner key', async (line, json) => {
  const { server, bin, path } = await startWithRequest()
  const before = await call(server, `GET /bins/${bin.id}`, { key: bin.ownerKey })

  const asViewer = await call(server, path(line), { key: bin.viewKey, json })
  const after = await call(server, `GET /bins/${bin.id}`, { key: bin.ownerKey })
  const asOwner = await call(server, path(line), { key: bin.ownerKey, json })

  expect(asViewer).toMatchObject(failure(403, 'forbidden'))
  expect(after.json).toEqual(before.json)
  expect(asOwner.status).toBeLessThan(300)
})

test.each([
  ...reading,
  ...managing.map(([line]) => line),
])('[A1] %s refuses every key but those of the bin', async (line) => {
  const { server, bin, path } = await startWithRequest()
  const other = await server.mint()
  const wrong: Record<string, Record<string, string>> = {
    'no key': {},
    'no scheme': { Authorization: bin.ownerKey },
    'another scheme': { Authorization: `Basic ${bin.ownerKey}` },
    'an empty key': { Authorization: 'Bearer ' },
    "another bin's owner key": { Authorization: `Bearer ${other.ownerKey}` },
    'a key with another prefix': { Authorization: `Bearer hlo_${bin.viewKey.slice(4)}` },
    'a key cut short': { Authorization: `Bearer ${bin.ownerKey.slice(0, -1)}` },
    'a key in another case': { Authorization: `Bearer ${bin.ownerKey.toUpperCase()}` },
    'a key in a cookie': { Cookie: `key=${bin.ownerKey}` },
  }

  const answers = await Promise.all(
    Object.values(wrong).map((headers) => call(server, path(line), { headers })),
  )

  for (const answer of answers) expect(answer).toMatchObject(failure(401, 'unauthorized'))
})

test.each([
  'key',
  'token',
  'access_token',
  'authorization',
  'ownerKey',
])('[A1] a key in the query as %s opens nothing', async (name) => {
  const { server, bin } = await startWithRequest()

  const bare = await call(server, `GET /bins/${bin.id}?${name}=${bin.ownerKey}`)
  const live = await requestRaw(
    server.port,
    `GET /api/bins/${bin.id}/requests?${name}=Bearer%20${bin.ownerKey} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
  )

  expect(bare).toMatchObject(failure(401, 'unauthorized'))
  expect(live.status).toBe(401)
})

test('[A1] a capture URL reveals nothing of what it captured, to no method', async () => {
  const { bin } = await startWithRequest()

  const answers = await Promise.all(
    ['GET', 'POST', 'PUT', 'OPTIONS', 'DELETE'].map(async (method) => {
      const response = await fetch(bin.captureUrl, { method })
      return { body: await response.text(), headers: [...response.headers.keys()].join() }
    }),
  )

  for (const { body, headers } of answers) {
    expect(body).toBe('{"ok":true}')
    expect(headers).not.toMatch(/seq|hooklens|cookie/i)
  }
})

test('[A1] the database holds no key, and no log line holds a key or a body', async () => {
  const db = join(await temporaryFolder(), 'keys.db')
  const server = await startTestServer({ db })
  const bin = await server.mint()
  await fetch(bin.captureUrl, { method: 'POST', body: 'a telling body' })
  await call(server, `GET /bins/${bin.id}/requests/1/body`, { key: bin.viewKey })
  await call(server, `GET /bins/${bin.id}`, { key: `${bin.ownerKey}wrong` })
  await call(server, 'POST /bins', { body: `{"key": "${bin.ownerKey}"` })

  const whileOpen = [await readFile(db), await readFile(`${db}-wal`)]
  await server.close()
  const stored = Buffer.concat([...whileOpen, await readFile(db)])

  const logged = server.logLines.join('')
  for (const key of [bin.ownerKey, bin.viewKey]) {
    expect(stored.includes(key)).toBe(false)
    expect(stored.includes(key.slice(4))).toBe(false)
    expect(stored.includes(Buffer.from(key.slice(4), 'base64url'))).toBe(false)
    expect(logged).not.toContain(key.slice(4))
  }
  expect(stored.includes('a telling body')).toBe(true)
  expect(logged).not.toContain('a telling body')
})

test('[A1] hooklens bins key replaces the owner key of a running server; the old one stops working', async () => {
  const db = join(await temporaryFolder(), 'lost.db')
  const server = await startTestServer({ db })
  const bin = await server.mint()

  const { code, stdout } = await runHooklens(['bins', 'key', bin.id, '--json', '--db', db])

  const { ownerKey, inspectUrl } = JSON.parse(stdout)
  const read = (key: string) => call(server, `GET /bins/${bin.id}`, { key })
  expect(code).toBe(0)
  expect(ownerKey).toMatch(/^hlo_[\w-]{43}$/)
  expect(inspectUrl).toMatch(new RegExp(`/b/${bin.id}#key=${ownerKey}$`))
  expect((await read(ownerKey)).json.access).toBe('owner')
  expect(await read(bin.ownerKey)).toMatchObject(failure(401, 'unauthorized'))
  expect((await read(bin.viewKey)).json.access).toBe('view')
})
