import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Config } from '../../server/config.ts'
import type { Network } from '../../server/delivery/network.ts'
import { cert } from '../delivery/self-signed.ts'
import { known } from '../providers/known-vectors.ts'
import { sendFixture } from '../providers/send-fixture.ts'
import { call, failure } from '../support/call.ts'
import { fakeNetwork } from '../support/fake-network.ts'
import { startReceiver } from '../support/receiver.ts'
import { startTestServer } from '../support/server.ts'
import { startTlsFront } from '../support/tls-front.ts'

async function start(overrides: Partial<Config> = {}, network?: Network) {
  const server = await startTestServer(overrides, { network })
  const bin = await server.mint()
  const base = `/bins/${bin.id}`
  const get = async (path: string, key = bin.ownerKey) =>
    (await call(server, `GET ${base}${path}`, { key })).json
  const post = (path: string, key = bin.ownerKey) => call(server, `POST ${base}${path}`, { key })
  return { server, bin, get, post }
}

/** Somebody who asks for permission to send, to be granted at that address. */
function askPermission(captureUrl: string, callback: string) {
  const headers = { 'WebHook-Request-Origin': 'sender.test', 'WebHook-Request-Callback': callback }
  return fetch(captureUrl, { method: 'OPTIONS', headers })
}

/** An https server of this machine that connections of this process trust, answering so. */
async function startTrusted(status = 200) {
  const before = getCACertificates('default')
  setDefaultCACertificates([...before, cert])
  onTestFinished(() => setDefaultCACertificates(before))
  const receiver = await startReceiver(status)
  return { receiver, url: `https://localhost:${await startTlsFront(receiver.port)}/grant?code=1` }
}

describe('[P3] a URL that validates the webhook', () => {
  test('[P3] is fetched at a click and not before, and kept as a delivery', async () => {
    const { bin, get, post } = await start()
    const { receiver, url } = await startTrusted()
    await askPermission(bin.captureUrl, url)

    const request = await get('/requests/1')
    const before = receiver.received.length
    const confirmed = await post('/requests/1/confirm')

    expect(before).toBe(0)
    expect(request.offers).toEqual({
      confirm: { label: 'Grant permission to send', host: new URL(url).host },
    })
    expect(receiver.received).toMatchObject([{ method: 'GET', url: '/grant?code=1', body: '' }])
    expect(confirmed).toMatchObject({
      status: 201,
      json: { seq: 1, target: url, via: 'server', isFetch: true, outcome: { status: 200 } },
    })
    const { deliveries } = await get('/deliveries')
    expect(deliveries).toMatchObject([{ id: confirmed.json.id, isFetch: true }])
    expect((await get('/requests')).requests[0]).not.toHaveProperty('offers')
  })

  test('[A5] is not followed where it redirects', async () => {
    const { bin, post } = await start()
    const { receiver, url } = await startTrusted(302)
    await askPermission(bin.captureUrl, url)

    const confirmed = await post('/requests/1/confirm')

    expect(confirmed.json.outcome).toMatchObject({ type: 'response', status: 302 })
    expect(receiver.received).toHaveLength(1)
  })

  test('[A5] is fetched only where the server may connect to', async () => {
    const { server, bin, get, post } = await start({ host: '0.0.0.0' })
    for (const callback of ['https://127.0.0.1:1/', 'https://169.254.169.254/', 'http://a.test/']) {
      await askPermission(`http://127.0.0.1:${server.port}/in/${bin.id}`, callback)
    }

    const answers = await Promise.all([1, 2, 3].map((seq) => post(`/requests/${seq}/confirm`)))

    expect(answers).toMatchObject([
      { status: 403, json: { error: { code: 'target-denied' } } },
      { status: 403, json: { error: { code: 'target-denied' } } },
      failure(404, 'not-found'),
    ])
    expect((await get('/deliveries')).deliveries).toEqual([])
  })

  test('[A1] is neither told to nor fetched for the view key', async () => {
    const { bin, get, post } = await start()
    await askPermission(bin.captureUrl, 'https://localhost:1/')

    const seen = await get('/requests/1', bin.viewKey)
    const refused = await Promise.all(
      ['confirm', 'fetch-key', 'keep-secret'].map((what) =>
        post(`/requests/1/${what}`, bin.viewKey),
      ),
    )

    expect(seen).not.toHaveProperty('offers')
    for (const one of refused) expect(one).toMatchObject(failure(403, 'forbidden'))
  })
})

describe('[P3] the secret of a handshake', () => {
  test('[P3] is kept at a click alone, once, and checks what came before', async () => {
    const { bin, get, post } = await start()
    const secret = 'b537207f20cbfa02357cf448134da559'
    const body = '{"events":[]}'
    const signature = createHmac('sha256', secret).update(body).digest('hex')
    await fetch(bin.captureUrl, { method: 'POST', headers: { 'X-Hook-Secret': secret } })
    await fetch(bin.captureUrl, {
      method: 'POST',
      headers: { 'X-Hook-Signature': signature },
      body,
    })
    const unkept = await get('/secrets/asana')
    const offered = await get('/requests/1')

    const kept = await post('/requests/1/keep-secret')
    const again = await post('/requests/1/keep-secret')

    expect(unkept.secrets).toEqual([])
    expect(offered.offers).toEqual({ secret: 'asana' })
    expect(kept).toMatchObject({ status: 201, json: { secrets: [{ name: 'handshake #1' }] } })
    expect(again.json.secrets).toHaveLength(1)
    await expect.poll(async () => (await get('/requests/2')).signature.verdict).toBe('valid')
    expect(await get('/requests/1')).not.toHaveProperty('offers')
    expect(await post('/requests/2/keep-secret')).toMatchObject(failure(404, 'not-found'))
  })
})

test('[P2] the key that a signature names is offered by its host, until it is held', async () => {
  const { server, bin, get } = await start()
  const vector =
    known.find(({ provider, valid }) => provider === 'aws-sns-v1' && valid) ?? expect.unreachable()
  const sent = { ...vector, body: Buffer.from(vector.bodyBase64, 'base64') }
  await sendFixture(server.port, bin.id, sent)
  const before = await get('/requests/1')

  const json = { publicKey: vector.publicKey }
  await call(server, `PUT /bins/${bin.id}/secrets/aws-sns`, { key: bin.ownerKey, json })

  expect(before).toMatchObject({ signature: { verdict: 'unverifiable' } })
  expect(before.offers.key.host).toMatch(/^sns\..+\.amazonaws\.com$/)
  await expect
    .poll(async () => (await get('/requests/1')).signature.verdict)
    .not.toBe('unverifiable')
  expect((await get('/requests/1')).offers?.key).toBeUndefined()
})

describe('[P2] the keys of Google', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey
  const keySet = JSON.stringify({
    keys: [other, publicKey].map((key, kid) => ({
      ...key.export({ format: 'jwk' }),
      kid: `${kid}`,
    })),
  })
  const email = 'pusher@project.iam.gserviceaccount.com'

  function push(captureUrl: string) {
    const iat = Math.floor(Date.now() / 1000)
    const claims = {
      ...{ iss: 'https://accounts.google.com', aud: captureUrl },
      ...{ iat, exp: iat + 3600, email, email_verified: true },
    }
    const token = [{ alg: 'RS256', kid: '1' }, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.')
    const signature = sign('sha256', Buffer.from(token), privateKey).toString('base64url')
    return fetch(captureUrl, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}.${signature}` },
      body: '{"message":{"messageId":"1","data":""},"subscription":"projects/p/subscriptions/s"}',
    })
  }

  test('[P2] are fetched at a click, the one that signed is kept, and no other is offered', async () => {
    const google = await startReceiver(200, keySet)
    const network = fakeNetwork({ 'www.googleapis.com': google.port })
    const { server, bin, get, post } = await start({}, network)
    await push(bin.captureUrl)
    const before = await get('/requests/1')

    const kept = await post('/requests/1/fetch-key')

    expect(before).toMatchObject({
      signature: { verdict: 'unverifiable' },
      offers: { key: { host: 'www.googleapis.com' } },
    })
    expect(google.received.map(({ url }) => url)).toEqual(['/oauth2/v3/certs'])
    expect(kept.json.secrets).toMatchObject([{ name: 'from www.googleapis.com' }])
    await expect
      .poll(async () => (await get('/requests/1')).signature.detail)
      .toContain('Enter the service account')
    expect(await get('/requests/1')).not.toHaveProperty('offers')
    const json = { extra: { email } }
    await call(server, `PUT /bins/${bin.id}/secrets/google-pubsub`, { key: bin.ownerKey, json })
    await expect.poll(async () => (await get('/requests/1')).signature.verdict).toBe('valid')
  })

  test('[A5] that cannot be reached are told so, and nothing is kept', async () => {
    const { bin, get, post } = await start({}, fakeNetwork({}))
    await push(bin.captureUrl)

    const failed = await post('/requests/1/fetch-key')

    expect(failed).toMatchObject(failure(503, 'unavailable'))
    expect(failed.json.error.message).toContain('www.googleapis.com')
    expect((await get('/secrets/google-pubsub')).secrets).toEqual([])
    expect((await get('/deliveries')).deliveries).toHaveLength(1)
  })
})
