import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createSealer } from '../../server/access/sealer.ts'
import { createSecretKey } from '../../server/access/secret-key.ts'
import { createSecrets } from '../../server/access/secrets.ts'
import { openStore } from '../../server/store/open.ts'
import type { MintedBin } from '../../server/wire/bins.ts'
import { exportFormats } from '../../server/wire/exports.ts'
import { parseBinId } from '../../server/wire/ids.ts'
import { call, failure } from '../support/call.ts'
import { startTestServer, type TestServer, temporaryFolder } from '../support/server.ts'

const secret = 'whsec_c2VjcmV0LXRoYXQtbXVzdC1ub3QtbGVhaw=='

function put(server: TestServer, bin: MintedBin, provider: string, json: unknown, key?: string) {
  const line = `PUT /bins/${bin.id}/secrets/${provider}`
  return call(server, line, { key: key ?? bin.ownerKey, json })
}

test('secrets are set, listed without themselves, replaced and deleted', async () => {
  const server = await startTestServer()
  const bin = await server.mint()
  const key = bin.ownerKey
  const named = { provider: 'stripe', secrets: [{ name: 'test', createdAt: expect.any(Number) }] }
  const several = { secrets: [{ secret }, { name: 'old', secret: 'whsec_older' }] }

  const set = await put(server, bin, 'stripe', { secrets: [{ name: 'test', secret }] })
  await put(server, bin, 'github', several)

  expect(set).toMatchObject({ status: 200, json: named })
  const list = await call(server, `GET /bins/${bin.id}/secrets`, { key })
  expect(list.json.providers).toMatchObject([
    { provider: 'github', secrets: [{ name: '' }, { name: 'old' }] },
    named,
  ])
  const one = await call(server, `GET /bins/${bin.id}/secrets/stripe`, { key })
  expect(one.json).toEqual(set.json)
  const none = await call(server, `GET /bins/${bin.id}/secrets/slack`, { key })
  expect(none).toMatchObject({ status: 200, json: { provider: 'slack', secrets: [] } })

  const gone = await call(server, `DELETE /bins/${bin.id}/secrets/stripe`, { key })
  expect(gone.status).toBe(204)
  const rest = await call(server, `GET /bins/${bin.id}/secrets`, { key })
  expect(rest.json.providers).toMatchObject([{ provider: 'github' }])
})

test('secrets are added, named, moved and deleted one by one, and none is lost when two add at once', async () => {
  const server = await startTestServer()
  const bin = await server.mint()
  const key = bin.ownerKey
  const path = `/bins/${bin.id}/secrets/github`
  const names = async () => {
    const { json } = await call(server, `GET ${path}`, { key })
    return json.secrets.map(({ name }: { name: string }) => name)
  }
  await put(server, bin, 'github', { secret: ` ${secret} `, extra: { url: 'https://a.test' } })

  const added = await Promise.all([
    call(server, `POST ${path}`, { key, json: { name: 'b', secret } }),
    call(server, `POST ${path}`, { key, json: { name: 'c', secret } }),
  ])
  const first = { name: 'd', publicKey: 'x', first: true }
  const last = await call(server, `POST ${path}`, { key, json: first })

  expect(added.map(({ status }) => status)).toEqual([201, 201])
  expect(last.json).toMatchObject({ provider: 'github', extra: { url: 'https://a.test' } })
  expect(await names()).toEqual(['d', '', expect.any(String), expect.any(String)])
  const patch = (position: number, json: unknown) =>
    call(server, `PATCH ${path}/${position}`, { key, json })
  await patch(1, { name: 'a', position: 0 })
  expect((await names()).slice(0, 2)).toEqual(['a', 'd'])
  await call(server, `DELETE ${path}/1`, { key })
  expect((await names()).toSorted()).toEqual(['a', 'b', 'c'])

  const refusals = await Promise.all([
    patch(3, { name: 'x' }),
    patch(0, { position: 3 }),
    call(server, `DELETE ${path}/3`, { key }),
  ])
  for (const refusal of refusals) expect(refusal).toMatchObject(failure(404, 'not-found'))
  expect(await patch(0, {})).toMatchObject({ status: 400 })
  expect(await call(server, `POST ${path}`, { key, json: { name: 'x' } })).toMatchObject({
    status: 400,
  })
  await put(server, bin, 'github', { secrets: Array(10).fill({ secret }) })
  const eleventh = await call(server, `POST ${path}`, { key, json: { secret } })
  expect(eleventh).toMatchObject(failure(400, 'bad-request'))
  expect(await names()).toHaveLength(10)
})

test('[A1] the view key sees nothing of secrets, not even which there are', async () => {
  const server = await startTestServer()
  const bin = await server.mint()
  await put(server, bin, 'stripe', { secrets: [{ secret }] })

  for (const line of ['GET /bins/BIN/secrets', 'GET /bins/BIN/secrets/stripe']) {
    const place = line.replace('BIN', bin.id)
    expect(await call(server, place, { key: bin.viewKey })).toMatchObject(failure(403, 'forbidden'))
    expect(await call(server, place)).toMatchObject(failure(401, 'unauthorized'))
  }
  const change = await put(server, bin, 'stripe', { secrets: [{ secret }] }, bin.viewKey)
  expect(change).toMatchObject(failure(403, 'forbidden'))
  const deletion = await call(server, `DELETE /bins/${bin.id}/secrets/stripe`, { key: bin.viewKey })
  expect(deletion).toMatchObject(failure(403, 'forbidden'))
})

test('what is no secret is refused at its field, and never repeated', async () => {
  const server = await startTestServer()
  const bin = await server.mint()
  const refusals: readonly (readonly [string, unknown, string])[] = [
    ['nobody', { secrets: [{ secret }] }, 'param.provider: There is no such provider'],
    ['stripe', { secrets: [] }, 'json.secrets: Give at least one'],
    ['stripe', { secrets: [{ secret: '' }] }, 'json.secrets.0.secret: The secret is empty'],
    ['stripe', { secrets: [{ secret: secret.repeat(300) }] }, 'at most 8192 characters'],
    ['stripe', { secrets: [{ secret: { value: secret } }] }, 'json.secrets.0.secret'],
    ['stripe', { secrets: [{ secret, name: 'x'.repeat(101) }] }, 'json.secrets.0.name'],
    ['stripe', { secrets: Array(11).fill({ secret }) }, 'at most 10 secrets'],
    ['stripe', { secret, secrets: [{ secret }] }, 'not both'],
    ['stripe', { secret: ' \n' }, 'json.secret: The secret is nothing but white space'],
    ['stripe', {}, 'json: Give secrets, or extra'],
    [
      'stripe',
      { extra: { nonsense: '1' } },
      "json.extra: Stripe takes no 'nonsense'. Known are: url.",
    ],
  ]

  for (const [provider, json, message] of refusals) {
    const answer = await put(server, bin, provider, json)

    expect(answer, message).toMatchObject({ status: 400 })
    expect(answer.json.error.message).toContain(message)
    expect(answer.text).not.toContain(secret)
  }
})

test('[A1] a secret is nowhere in the clear: not in files, exports, answers or logs', async () => {
  const folder = await temporaryFolder()
  const server = await startTestServer({ db: join(folder, 'test.db') })
  const bin = await server.mint()
  await fetch(bin.captureUrl, { method: 'POST', body: 'hello' })

  const answers = [
    await put(server, bin, 'stripe', { secrets: [{ name: 'one', secret }] }),
    await put(server, bin, 'nobody', { secrets: [{ secret }] }),
    ...(await Promise.all(
      [
        `/bins/${bin.id}`,
        `/bins/${bin.id}/secrets`,
        `/bins/${bin.id}/requests/1`,
        ...Object.keys(exportFormats).map((format) => `/bins/${bin.id}/export?format=${format}`),
      ].map((path) => call(server, `GET ${path}`, { key: bin.ownerKey })),
    )),
  ]
  const whileRunning = await contentOf(folder)
  await server.close()
  const afterwards = await contentOf(folder)

  const everything = [
    ...answers.map(({ text }) => text),
    server.logLines.join(''),
    whileRunning,
    afterwards,
  ].join('\n')
  expect(answers.map(({ status }) => status)).toEqual([
    200,
    400,
    ...answers.slice(2).map(() => 200),
  ])
  for (const form of [secret, secret.slice(6), 'secret-that-must-not-leak']) {
    expect(everything.includes(form)).toBe(false)
  }
  expect(afterwards).toContain('hello')
})

test('the key is a file for this user alone, made when the first secret is set', async () => {
  const folder = await temporaryFolder()
  const server = await startTestServer({ db: join(folder, 'test.db') })
  const bin = await server.mint()
  const before = await readdir(folder)

  await put(server, bin, 'stripe', { secrets: [{ secret }] })

  expect(before).not.toContain('test.db.key')
  const { mode } = await stat(join(folder, 'test.db.key'))
  expect((mode & 0o777).toString(8)).toBe('600')
})

test('secrets open with the key they were sealed with; another, none or a broken one is said in words', async () => {
  const folder = await temporaryFolder()
  const file = join(folder, 'test.db.key')
  const store = await openStore(join(folder, 'test.db'), {
    limits: { requestsPerBin: 10, bytesPerBin: 1_000, totalBytes: 10_000 },
  })
  const id = parseBinId('stripe-dev') ?? expect.unreachable()
  const hash = new Uint8Array(32)
  const bin = { id, name: '', createdAt: 1, persistent: true }
  await store.createBin({ ...bin, ownerKeyHash: hash, viewKeyHash: hash })
  const secretsWith = (own?: Uint8Array) =>
    createSecrets({ store, sealer: createSealer(createSecretKey(own, file)), now: () => 1 })
  const secrets = secretsWith()
  await secrets.replace(id, 'stripe', {
    secrets: [{ secret }, { name: 'old', secret: 'é\u{1f600}' }],
  })
  const key = await readFile(file, 'utf8')

  const credentials = [
    { name: '', secret },
    { name: 'old', secret: 'é\u{1f600}' },
  ]
  const open = new Map([['stripe', { credentials, extra: {} }]])
  expect(await secrets.open(id)).toEqual(open)
  expect(await secretsWith(Buffer.from(key, 'base64')).open(id)).toEqual(open)

  await expect(secretsWith(new Uint8Array(32)).open(id)).rejects.toMatchObject({
    code: 'unavailable',
    cause: { message: expect.stringMatching(/another key than the one in HOOKLENS_SECRET_KEY/) },
  })
  await rm(file)
  await expect(secrets.open(id)).rejects.toMatchObject({
    message: expect.not.stringContaining(folder),
    cause: { message: expect.stringMatching(/is missing: .*test\.db\.key\. Put the file back/) },
  })
  await writeFile(file, 'no key', { mode: 0o600 })
  await expect(secrets.open(id)).rejects.toMatchObject({
    cause: { message: expect.stringMatching(/does not hold a key/) },
  })
  await writeFile(file, key)
  const [held] = await store.listSecrets(id)
  await store.setSecrets(id, 'github', { secrets: held?.secrets ?? [] })
  await expect(secrets.open(id)).rejects.toMatchObject({
    message: expect.stringMatching(/damaged/),
  })
  await store.setSecrets(id, 'github', { secrets: [] })
  expect(await secrets.open(id)).toEqual(open)
  await store.close()
})

test('a key that cannot be had is said without telling where the server keeps it', async () => {
  const folder = await temporaryFolder()
  const server = await startTestServer({ db: join(folder, 'test.db') })
  const bin = await server.mint()
  await mkdir(join(folder, 'test.db.key'), { mode: 0o700 })

  const refused = await call(server, `PUT /bins/${bin.id}/secrets/stripe`, {
    key: bin.ownerKey,
    json: { secrets: [{ secret }] },
  })

  expect(refused).toMatchObject(failure(503, 'unavailable'))
  expect(refused.text).not.toContain(folder)
})

/** All files of a folder, one behind the other. */
async function contentOf(folder: string): Promise<string> {
  const names = (await readdir(folder)).filter((name) => name !== 'test.db.key')
  const files = await Promise.all(names.map((name) => readFile(join(folder, name), 'latin1')))
  return files.join('\n')
}
