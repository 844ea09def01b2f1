import { createHmac } from 'node:crypto'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { MintedBin } from '../../server/wire/bins.ts'
import { exportFormats } from '../../server/wire/exports.ts'
import type { RequestSummary } from '../../server/wire/requests.ts'
import { call, failure } from '../support/call.ts'
import { subscribeTo } from '../support/live.ts'
import { openConnection, readToEnd } from '../support/raw-http.ts'
import { startTestServer, type TestServer, temporaryFolder } from '../support/server.ts'

const secret = 'github-secret-that-must-not-leak'
const other = 'another-secret-that-must-not-leak'

function signed(body: string, key = secret) {
  const signature = createHmac('sha256', key).update(body).digest('hex')
  return { 'X-GitHub-Event': 'push', 'X-Hub-Signature-256': `sha256=${signature}` }
}

async function send({ captureUrl }: MintedBin, count: number, key = secret) {
  for (let index = 1; index <= count; index++) {
    const body = JSON.stringify({ index })
    await fetch(captureUrl, { method: 'POST', headers: signed(body, key), body })
  }
}

function put(server: TestServer, bin: MintedBin, json: unknown) {
  const line = `PUT /bins/${bin.id}/secrets/github`
  return call(server, line, { key: bin.ownerKey, json })
}

async function read(server: TestServer, bin: MintedBin, path: string) {
  return (await call(server, `GET /bins/${bin.id}${path}`, { key: bin.ownerKey })).json
}

async function verdictsOf(server: TestServer, bin: MintedBin): Promise<readonly string[]> {
  const { requests } = await read(server, bin, '/requests?order=asc')
  return requests.map((one: { signature: { verdict: string } | null }) => one.signature?.verdict)
}

/** Resolves when nothing is computed any more. */
async function settled(server: TestServer, bin: MintedBin) {
  await expect.poll(async () => (await read(server, bin, '/rechecks')).rechecks).toEqual([])
}

describe('[P2] verdicts of what is stored', () => {
  test('[P2] follow the secrets: set, changed, added and deleted, wherever they are read', async () => {
    const server = await startTestServer()
    const bin = await server.mint()
    const key = bin.ownerKey
    await send(bin, 3)
    await fetch(bin.captureUrl, { method: 'POST', body: 'of nobody' })
    const live = subscribeTo(server, bin, { after: 4 })
    await live.subscribed()
    const before = await verdictsOf(server, bin)

    await put(server, bin, { secret })
    const done = await live.until((events) =>
      events.find((event) => event.type === 'checking' && event.state === 'done'),
    )

    expect(before).toEqual(['no-secret', 'no-secret', 'no-secret', undefined])
    expect(done).toMatchObject({ provider: 'github', total: 3, done: 3, changed: 3 })
    expect(await verdictsOf(server, bin)).toEqual(['valid', 'valid', 'valid', undefined])
    const changes = live.events.flatMap((event) =>
      event.type === 'changed' ? (event.requests ?? []) : [],
    )
    expect(changes.map(({ seq, signature }) => [seq, signature?.verdict])).toEqual([
      [3, 'valid'],
      [2, 'valid'],
      [1, 'valid'],
    ])
    const found = await read(server, bin, '/requests?filter=sig:valid')
    expect(found.requests.map(({ seq }: { seq: number }) => seq)).toEqual([3, 2, 1])
    expect((await read(server, bin, '/requests/2')).signature.verdict).toBe('valid')
    const timeline = await read(server, bin, '/timeline?buckets=1&filter=sig:valid')
    expect(timeline.counts).toMatchObject([{ ok: 3 }])
    const line = `GET /bins/${bin.id}/export?format=ndjson&seqs=2`
    expect(JSON.parse((await call(server, line, { key })).text).signature.verdict).toBe('valid')

    await put(server, bin, { secret: other })
    await settled(server, bin)
    expect(await verdictsOf(server, bin)).toMatchObject([
      'mismatch',
      'mismatch',
      'mismatch',
      undefined,
    ])

    const path = `/bins/${bin.id}/secrets/github`
    await call(server, `POST ${path}`, { key, json: { name: 'new', secret } })
    await settled(server, bin)
    expect(await verdictsOf(server, bin)).toEqual(['valid', 'valid', 'valid', undefined])

    await call(server, `DELETE ${path}`, { key })
    await settled(server, bin)
    expect(await verdictsOf(server, bin)).toEqual(before)
  })

  test('[P2] [A1] are computed anew without a word of the secret in logs, exports or live frames', async () => {
    const server = await startTestServer()
    const bin = await server.mint()
    await send(bin, 2)
    await send(bin, 1, other)
    const live = subscribeTo(server, bin)
    await live.subscribed()

    await put(server, bin, { secrets: [{ name: 'mine', secret }] })
    await settled(server, bin)

    const formats = Object.keys(exportFormats)
    const paths = ['/requests', '/requests/3', ...formats.map((one) => `/export?format=${one}`)]
    const texts = await Promise.all(
      paths.map((path) => call(server, `GET /bins/${bin.id}${path}`, { key: bin.ownerKey })),
    )
    expect(live.events.some(({ type }) => type === 'checking')).toBe(true)
    const everything = [...texts.map(({ text }) => text), ...server.logLines]
    everything.push(JSON.stringify([live.events, live.requests]))
    for (const text of everything) expect(text).not.toContain('that-must-not-leak')
  })

  test('[P2] are right for a request whose body was still coming when the secret was set', async () => {
    const server = await startTestServer()
    const bin = await server.mint()
    await send(bin, 1)
    const body = JSON.stringify({ slow: true })
    const headers = Object.entries(signed(body)).map(([name, value]) => `${name}: ${value}\r\n`)
    const connection = await openConnection(server.port)
    const received = readToEnd(connection)
    const length = `Content-Length: ${body.length}\r\nConnection: close\r\n`
    connection.write(`POST /in/${bin.id} HTTP/1.1\r\nHost: x\r\n${headers.join('')}${length}\r\n`)
    connection.write(body.slice(0, 4))

    await put(server, bin, { secret })
    await settled(server, bin)
    connection.write(body.slice(4))
    await received

    expect(await verdictsOf(server, bin)).toEqual(['valid', 'valid'])
  })

  test('[P2] of other providers name the secret that was mixed up, as long as it is held', async () => {
    const server = await startTestServer()
    const bin = await server.mint()
    const key = bin.ownerKey
    await put(server, bin, { secret: other })
    await send(bin, 1)
    await settled(server, bin)
    const told = async () => {
      await settled(server, bin)
      return (await read(server, bin, '/requests/1')).signature.reason
    }
    const before = await told()

    const line = `/bins/${bin.id}/secrets/linear`
    await call(server, `PUT ${line}`, { key, json: { secret } })
    const mixedUp = await told()
    await call(server, `DELETE ${line}`, { key })
    const after = await told()

    expect([before, mixedUp, after]).toEqual(['unknown', 'secret-of-other', 'unknown'])
  })

  test('[P1] and whose they are follow how the own sender is described, named, changed and removed', async () => {
    const server = await startTestServer()
    const bin = await server.mint()
    const key = bin.ownerKey
    const body = '{"type":"seats.changed","id":"c1","data":{"name":"Acme"}}'
    const signature = createHmac('sha256', secret).update(body).digest('hex')
    await fetch(bin.captureUrl, { method: 'POST', headers: { 'X-Acme': signature }, body })
    await fetch(bin.captureUrl, { method: 'POST', headers: { 'X-Acme': '0'.repeat(64) }, body })
    await fetch(bin.captureUrl, { method: 'POST', body })
    await send(bin, 1)
    const live = subscribeTo(server, bin)
    await live.subscribed()
    const told = async () => {
      await settled(server, bin)
      const { requests } = await read(server, bin, '/requests?order=asc')
      return requests.map((one: RequestSummary) => [
        ...[one.provider?.label, one.provider?.event, one.signature?.verdict, one.gist],
      ])
    }
    const describe = (json: unknown) =>
      call(server, `PUT /bins/${bin.id}/secrets/custom`, { key, json })
    const before = await told()

    await describe({ secret, extra: { header: 'X-Acme', name: 'Billing' } })
    const described = await told()
    const found = await read(server, bin, '/requests?filter=provider:custom')
    const attempts = await read(server, bin, '/requests/1/repeats')
    await describe({ extra: { header: 'X-Acme', name: 'Seats', event: 'body.data.name' } })
    const changed = await told()
    await call(server, `DELETE /bins/${bin.id}/secrets/custom`, { key })
    const removed = await told()

    expect(described.slice(0, 2)).toEqual([
      ['Billing', 'seats.changed', 'valid', 'Acme'],
      ['Billing', 'seats.changed', 'mismatch', 'Acme'],
    ])
    expect(described.slice(2)).toEqual(before.slice(2))
    expect(found.requests).toHaveLength(2)
    expect(attempts.requests).toHaveLength(2)
    expect(changed[0]).toEqual(['Seats', 'Acme', 'valid', 'Acme'])
    expect(removed).toEqual(before)
    const [first] = live.events.flatMap((event) =>
      event.type === 'changed' ? (event.requests ?? []).filter(({ seq }) => seq === 1) : [],
    )
    expect(first).toMatchObject({ provider: { id: 'custom' }, gist: 'Acme' })
  })

  test('[P2] are taken up where a stop of the server left them', async () => {
    const folder = await temporaryFolder()
    const db = join(folder, 'test.db')
    const first = await startTestServer({ db })
    const bin = await first.mint()
    await send(bin, 5)

    await put(first, bin, { secret })
    await first.close()
    const second = await startTestServer({ db })
    await settled(second, bin)

    expect(new Set(await verdictsOf(second, bin))).toEqual(new Set(['valid']))
  })

  test('[P2] say that the key to the secrets is lost, and are right again once it is back', async () => {
    const folder = await temporaryFolder()
    const db = join(folder, 'test.db')
    const first = await startTestServer({ db })
    const bin = await first.mint()
    await put(first, bin, { secret })
    await first.close()
    await rename(`${db}.key`, `${db}.away`)
    const server = await startTestServer({ db })
    const moved = { ...bin, captureUrl: `${server.url}/in/${bin.id}` }
    await settled(server, bin)

    await send(moved, 1)
    const lost = (await read(server, bin, '/requests/1')).signature
    await rename(`${db}.away`, `${db}.key`)
    await send(moved, 1)
    const back = (await read(server, bin, '/requests/2')).signature
    await call(server, `POST /bins/${bin.id}/rechecks/github`, { key: bin.ownerKey })
    await settled(server, bin)

    expect(lost).toMatchObject({
      verdict: 'unverifiable',
      detail: expect.stringMatching(/holds a secret of GitHub, but the server cannot open it/),
    })
    expect(lost.detail).not.toContain(folder)
    expect(back.verdict).toBe('valid')
    expect(await verdictsOf(server, bin)).toEqual(['valid', 'valid'])
  })

  test('[P2] are computed at the owner’s wish, and end with the bin', async () => {
    const server = await startTestServer()
    const bin = await server.mint()
    const key = bin.ownerKey
    const path = `/bins/${bin.id}/rechecks`

    const begun = await call(server, `POST ${path}/github`, { key })
    await settled(server, bin)
    const refusals = await Promise.all([
      call(server, `DELETE ${path}/github`, { key }),
      call(server, `POST ${path}/nobody`, { key }),
      call(server, `POST ${path}/github`, { key: bin.viewKey }),
    ])

    expect(begun).toMatchObject({ status: 202, json: { provider: 'github', state: 'running' } })
    expect(refusals).toMatchObject([
      failure(404, 'not-found'),
      { status: 400 },
      failure(403, 'forbidden'),
    ])
    await put(server, bin, { secret })
    await call(server, `DELETE /bins/${bin.id}`, { key })
    const again = await server.mint({ id: bin.id })
    await send(again, 1)
    expect(await verdictsOf(server, again)).toEqual(['no-secret'])
  })
})
