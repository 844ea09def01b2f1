import { createHmac } from 'node:crypto'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Config } from '../../server/config.ts'
import { cert } from '../delivery/self-signed.ts'
import { known } from '../providers/known-vectors.ts'
import { sendFixture } from '../providers/send-fixture.ts'
import { call, failure } from '../support/call.ts'
import { startReceiver } from '../support/receiver.ts'
import { startTestServer } from '../support/server.ts'
import { startTlsFront } from '../support/tls-front.ts'

async function start(overrides: Partial<Config> = {}) {
  const server = await startTestServer(overrides)
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
