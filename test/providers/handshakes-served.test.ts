import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { providerOfScheme } from '../../server/providers/verify.ts'
import handshakes from '../fixtures/providers/handshakes.json' with { type: 'json' }
import { call } from '../support/call.ts'
import { useServer } from '../support/server.ts'
import { sendFixture } from './send-fixture.ts'

// Signed probes have a time of their own.
beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: 1_767_225_600_000 })
})
afterAll(() => {
  vi.useRealTimers()
})
const server = useServer()

const known = handshakes.filter(({ provider }) => providerOfScheme(provider))

describe('[P3] a URL is validated by the server itself', () => {
  test.each(known)('[P3] as $provider demands: $note', async ({ provider, request, response }) => {
    const bin = await server.mint()
    const id = providerOfScheme(provider)?.id ?? expect.unreachable()
    const secret = request.secret ?? request.publicKey
    if (secret !== undefined) {
      const set = await call(server, `PUT /bins/${bin.id}/secrets/${id}`, {
        key: bin.ownerKey,
        json: { secrets: [{ secret }] },
      })
      expect(set.status).toBe(200)
    }

    const answer = await sendFixture(server.port, bin.id, {
      ...request,
      body: Buffer.from(request.body),
    })

    expect(answer.status).toBe(response.status)
    expect(answer.body).toBe(response.body)
    for (const [name = '', value = ''] of response.headers) {
      expect(answer.headers.get(name)?.split(';')[0]).toBe(value)
    }
    expect(answer.headers.has('set-cookie')).toBe(false)
    const kept = await call(server, `GET /bins/${bin.id}/requests/1`, { key: bin.ownerKey })
    expect(kept.json).toMatchObject({ provider: { id }, response: { by: 'handshake' } })
    expect(kept.json.provider.event).not.toBeNull()
  })

  test("[P3] with no content but its type, as Discord's webhook events demand", async () => {
    const bin = await server.mint()
    const headers = {
      'X-Signature-Ed25519': '0'.repeat(128),
      'X-Signature-Timestamp': '1767225600',
    }

    const answer = await fetch(bin.captureUrl, {
      method: 'POST',
      headers,
      body: '{"version":1,"application_id":"1","type":0}',
    })

    expect(answer.status).toBe(204)
    expect(answer.headers.get('content-type')).toBe('application/json')
  })

  test('[P3] unless the owner of the bin has switched that off, and what is left out of a change stays', async () => {
    const bin = await server.mint()
    const key = bin.ownerKey
    const rules = `/bins/${bin.id}/rules`
    const noRules = { version: 0, rules: [], default: null }
    const probe = () => fetch(`${bin.captureUrl}?validationToken=hello`, { method: 'POST' })

    const before = await call(server, `GET ${rules}`, { key: bin.viewKey })
    const answered = await probe()
    const off = await call(server, `PUT ${rules}`, { key, json: { handshakes: false } })
    const unanswered = await probe()
    const relayed = { passThrough: { timeoutMs: 5_000 } }
    const other = await call(server, `PUT ${rules}`, { key, json: relayed })
    const nothing = await call(server, `PUT ${rules}`, { key, json: {} })

    expect(before.json).toEqual({ ...noRules, passThrough: null, handshakes: true })
    expect(await answered.text()).toBe('hello')
    expect(off.json).toEqual({ ...noRules, passThrough: null, handshakes: false })
    expect(await unanswered.json()).toEqual({ ok: true })
    const kept = await call(server, `GET /bins/${bin.id}/requests/2`, { key })
    expect(kept.json).toMatchObject({
      provider: { id: 'microsoft-graph' },
      response: { by: 'default' },
    })
    expect(other.json).toEqual({ ...noRules, ...relayed, handshakes: false })
    expect(nothing.status).toBe(400)
  })

  test('[P3] with HEAD, as Trello and Intercom ask, it is there', async () => {
    const bin = await server.mint()

    const answer = await fetch(`${server.url}/in/${bin.id}`, { method: 'HEAD' })

    expect(answer.status).toBe(200)
  })
})
