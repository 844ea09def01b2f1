import { describe, expect, test } from 'vitest'
import { providers } from '../../server/providers/index.ts'
import { known } from '../providers/known-vectors.ts'
import { sendFixture } from '../providers/send-fixture.ts'
import { call, failure } from '../support/call.ts'
import { startReceiver } from '../support/receiver.ts'
import { useServer } from '../support/server.ts'

const server = useServer()

const asymmetric = known.filter(({ publicKey, valid }) => publicKey !== undefined && valid)

describe('[D5] a development key stands in for the key a provider shows to nobody', () => {
  test.each(
    asymmetric,
  )('[D5] of $provider: its signature is right for who holds the public half', async (vector) => {
    const { provider: scheme, id, extra } = vector
    const receiver = await startReceiver()
    const bin = await server.mint()
    const owner = { key: bin.ownerKey }
    const keyPath = `/bins/${bin.id}/secrets/${id}/development-key`
    const body = Buffer.from(vector.bodyBase64, 'base64')
    await sendFixture(server.port, bin.id, { ...vector, body })
    await call(server, `PUT /bins/${bin.id}/secrets/${id}`, {
      ...owner,
      json: { extra: extra ?? {} },
    })
    const replay = () =>
      call(server, `POST /bins/${bin.id}/requests/1/replay`, {
        ...owner,
        json: { target: `${receiver.url}/hook`, resign: true },
      })
    const before = await replay()

    const made = await call(server, `POST ${keyPath}`, owner)
    const sent = await replay()
    const [received = expect.unreachable()] = receiver.received
    const verdict = await call(server, `POST /bins/${bin.id}/verify`, {
      ...owner,
      json: {
        ...{ scheme, publicKey: made.json.pem, method: 'POST', url: `${receiver.url}/hook` },
        ...{ headers: received.headers, extra: extra ?? {} },
        bodyBase64: Buffer.from(received.body).toString('base64'),
      },
    })

    expect(before).toMatchObject(failure(400, 'bad-request'))
    expect(before.json.error.message).toContain(`POST /api${keyPath}`)
    expect(made.status).toBe(201)
    expect(sent.json.resigned.provider).toBe(id)
    expect(verdict.json).toMatchObject({ verdict: 'valid' })
    expect((await call(server, `GET ${keyPath}`, owner)).json).toEqual(made.json)
    expect((await call(server, `GET /bins/${bin.id}/secrets`, owner)).text).not.toContain(
      'development',
    )
    expect(made.text + server.logLines.join()).not.toMatch(/PRIVATE|"d":/)
    expect((await call(server, `GET /bins/${bin.id}/development-keys`, owner)).json).toEqual({
      keys: [{ provider: id, ...made.json }],
    })
    expect((await call(server, `DELETE ${keyPath}`, owner)).status).toBe(204)
    expect((await call(server, `GET ${keyPath}`, owner)).status).toBe(404)
    await call(server, `POST ${keyPath}`, owner)
    const all = keyPath.replace('/development-key', '')
    expect((await call(server, `DELETE ${all}`, owner)).status).toBe(204)
    expect((await call(server, `GET ${keyPath}`, owner)).status).toBe(404)
  })

  test('[D5] it is made for providers with a private key alone, and by the owner', async () => {
    const bin = await server.mint()
    const path = (id: string) => `POST /bins/${bin.id}/secrets/${id}/development-key`

    const refused = await call(server, path('stripe'), { key: bin.ownerKey })

    expect(refused.json.error.message).toMatch(/no provider whose private key.*standard-webhooks/)
    expect((await call(server, path('standard-webhooks'), { key: bin.viewKey })).status).toBe(403)
  })

  test('[D5] every scheme that a public key checks can be signed so', () => {
    const schemes = providers.flatMap((provider) => provider.schemes)

    const missing = schemes.filter(
      ({ proof, sign, keyKind }) => proof === 'public-key' && !(sign && keyKind),
    )

    expect(missing.map(({ id }) => id)).toEqual([])
  })
})
