import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { call, failure } from '../support/call.ts'
import { startTestServer } from '../support/server.ts'

const secret = 'whsec_that-must-not-leak'

test('[P2] a signature is taken apart, and what was expected is told only when asked for', async () => {
  const server = await startTestServer()
  const bin = await server.mint()
  const key = bin.ownerKey
  const body = `{"id":"evt_1","filler":"${'x'.repeat(70_000)}"}`
  const time = Math.floor(Date.now() / 1000)
  const signed = `${time}.${body}`
  const signature = createHmac('sha256', secret).update(signed).digest('hex')
  await fetch(bin.captureUrl, {
    method: 'POST',
    headers: { 'Stripe-Signature': `t=${time},v1=${signature}` },
    body,
  })
  await fetch(bin.captureUrl, { method: 'POST', body: 'of nobody' })
  const secrets = [
    { name: 'old', secret: 'whsec_old' },
    { name: 'new', secret },
  ]
  await call(server, `PUT /bins/${bin.id}/secrets/stripe`, { key, json: { secrets } })
  const path = `/bins/${bin.id}/requests/1/signature`

  const plain = await call(server, `GET ${path}`, { key })
  const full = await call(server, `GET ${path}?expected=1`, { key })

  expect(plain.status).toBe(200)
  expect(plain.json).toEqual({
    scheme: 'stripe',
    summary: expect.stringContaining('{t}.{body}'),
    signedBase64: Buffer.from(signed).subarray(0, 65_536).toString('base64'),
    signedBytes: signed.length,
    given: [signature],
    signedAt: time * 1000,
  })
  expect(full.json.expected).toMatchObject([
    { name: 'old', isGiven: false },
    { name: 'new', signature, isGiven: true },
  ])
  expect(full.text).not.toContain(secret)
  const none = await call(server, `GET /bins/${bin.id}/requests/2/signature`, { key })
  expect(none).toMatchObject(failure(404, 'not-found'))
  const seen = await call(server, `GET ${path}`, { key: bin.viewKey })
  expect(seen).toMatchObject(failure(403, 'forbidden'))
})
