import { describe, expect, test } from 'vitest'
import type { MintedBin } from '../../server/wire/bins.ts'
import { sampleSecretName } from '../../server/wire/secrets.ts'
import type { SignedMessage } from '../../server/wire/sign.ts'
import { call, failure } from '../support/call.ts'
import { useServer } from '../support/server.ts'

const server = useServer()

function sign(bin: MintedBin, given: object, key = bin.ownerKey) {
  const json = {
    method: 'POST',
    url: `${bin.captureUrl}/hooks`,
    headers: [['Content-Type', 'application/json']],
    bodyBase64: btoa('{"id":1}'),
    ...given,
  }
  return call(server, `POST /bins/${bin.id}/sign`, { key, json })
}

function send({ url, headers, bodyBase64 }: SignedMessage) {
  const body = Buffer.from(bodyBase64, 'base64')
  return fetch(url, { method: 'POST', headers: headers.map(([...pair]) => pair), body })
}

async function get(bin: MintedBin, path: string) {
  return (await call(server, `GET /bins/${bin.id}${path}`, { key: bin.ownerKey })).json
}

async function setSecret(bin: MintedBin, provider: string, secret: string, method = 'POST') {
  const options = { key: bin.ownerKey, json: { secret } }
  return (await call(server, `${method} /bins/${bin.id}/secrets/${provider}`, options)).json
}

const github = {
  scheme: 'github',
  headers: [
    ['X-GitHub-Event', 'push'],
    ['X-GitHub-Delivery', 'd1'],
  ],
}

describe('[D5] any message', () => {
  test.each([
    ['github', [['X-GitHub-Event', 'push']]],
    ['stripe', []],
    ['slack', []],
    ['shopify', [['X-Shopify-Topic', 'orders/create']]],
    ['standard-webhooks', [['webhook-id', 'msg_1']]],
    ['twilio', [], '?bodySHA256=0'],
    ['custom', []],
  ])('[D5] signed as %s with a secret made for it arrives valid', async (scheme, headers, query = '') => {
    const bin = await server.mint()
    const url = bin.captureUrl + query

    const { status, json } = await sign(bin, { scheme, headers, url, makesSecret: true })
    // Described by saying nothing, which takes a header of its own to be told by.
    await call(server, `PUT /bins/${bin.id}/secrets/${scheme}`, {
      key: bin.ownerKey,
      json: { extra: {} },
    })
    await send(json)

    expect(status).toBe(200)
    expect(await get(bin, '/requests/1')).toMatchObject({
      provider: { id: scheme },
      signature: { verdict: 'valid' },
    })
    const { secrets } = await get(bin, `/secrets/${scheme}`)
    expect(secrets).toMatchObject([{ name: sampleSecretName }])
  })

  test('[D5] is signed with the secret the bin holds, and no other is made', async () => {
    const bin = await server.mint()
    await setSecret(bin, 'github', 'right')

    const { json } = await sign(bin, { ...github, makesSecret: true })

    const held = await get(bin, '/secrets/github')
    expect(held.secrets).toMatchObject([{ name: '' }])
    const given = { ...json, method: 'POST', scheme: 'github', secret: 'right' }
    const options = { key: bin.ownerKey, json: given }
    const { json: verdict } = await call(server, `POST /bins/${bin.id}/verify`, options)
    expect(verdict.verdict).toBe('valid')
    expect(json.headers.slice(0, 2)).toEqual(github.headers)
  })

  test('[D5] is not signed without a secret, nor for the view key, nor as whom it cannot be', async () => {
    const bin = await server.mint()

    const refused = await Promise.all([
      sign(bin, github),
      sign(bin, { ...github, makesSecret: true }, bin.viewKey),
      sign(bin, { scheme: 'nobody' }),
      sign(bin, { scheme: 'discord', makesSecret: true }),
    ])

    expect(refused).toMatchObject([
      failure(400, 'bad-request'),
      failure(403, 'forbidden'),
      failure(400, 'bad-request'),
      failure(400, 'bad-request'),
    ])
    expect((await get(bin, '/secrets')).providers).toEqual([])
  })
})

describe('[P2] a secret made for samples', () => {
  test('[P2] makes no mismatch of what the sender signs with its own, but of a sample that was altered', async () => {
    const bin = await server.mint()
    const sample: SignedMessage = (await sign(bin, { ...github, makesSecret: true })).json
    const other = await server.mint()
    await setSecret(other, 'github', 'right')
    const genuine: SignedMessage = (await sign(other, github)).json

    await send({ ...genuine, url: sample.url })
    await send({ ...sample, bodyBase64: btoa('{"id":1}\n') })

    expect((await get(bin, '/requests/1')).signature).toMatchObject({
      verdict: 'no-secret',
      detail: expect.stringContaining('secret made for samples'),
    })
    expect((await get(bin, '/requests/2')).signature).toMatchObject({ verdict: 'mismatch' })
  })

  test('[P2] stands behind the real one, which checks what is there, and makes room for it', async () => {
    const bin = await server.mint()
    await sign(bin, { ...github, makesSecret: true })

    const first = await setSecret(bin, 'github', 'right')
    for (let more = 2; more <= 10; more++) await setSecret(bin, 'github', `right ${more}`)

    const named = ({ secrets }: { secrets: { name: string }[] }) => secrets.map(({ name }) => name)
    expect(named(first)).toEqual(['', sampleSecretName])
    expect(named(await get(bin, '/secrets/github'))).toEqual(Array(10).fill(''))
    expect(await setSecret(bin, 'github', 'one too many')).toMatchObject({
      error: { code: 'bad-request' },
    })
  })

  test('[P3] is not one that a handshake could be answered with', async () => {
    const bin = await server.mint()
    await sign(bin, { scheme: 'zoom', makesSecret: true })

    const answer = await fetch(bin.captureUrl, {
      method: 'POST',
      body: '{"event":"endpoint.url_validation","payload":{"plainToken":"q"}}',
    })

    expect(await answer.text()).not.toContain('encryptedToken')
  })
})
