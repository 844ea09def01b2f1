import { createHmac } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { MintedBin } from '../../server/wire/bins.ts'
import { call, failure } from '../support/call.ts'
import { useServer } from '../support/server.ts'

const server = useServer()
let bin: MintedBin
beforeAll(async () => {
  bin = await server.mint()
})

const secret = 'in-house secret'
const body = '{"type":"invoice.paid","id":"evt_1","data":{"name":"Ada"}}'
const at = '1767225600'

interface Signing {
  readonly algorithm?: string
  readonly encoding?: 'hex' | 'base64' | 'base64url'
  readonly key?: string | Uint8Array
}

function mac(text: string, { algorithm = 'sha256', encoding = 'hex', key = secret }: Signing = {}) {
  return createHmac(algorithm, key).update(text).digest(encoding)
}

async function send(headers: Readonly<Record<string, string>>, path = '') {
  const own = await server.mint()
  const url = `${own.captureUrl}${path}`
  await fetch(url, { method: 'POST', headers, body })
  const at = (line: string, json?: unknown) =>
    call(server, line.replace(':bin', own.id), { key: own.ownerKey, ...(json ? { json } : {}) })
  return { own, at, read: async () => (await at('GET /bins/:bin/requests/1')).json }
}

describe('[P2] a sender of one’s own', () => {
  test('[P2] [P1] is told and checked as its owner describes it', async () => {
    const sender = await server.mint()
    const extra = {
      name: 'Billing',
      header: 'X-Billing-Signature',
      pair: 'sig',
      timePair: 'at',
      separator: ';',
      encoding: 'base64',
      algorithm: 'sha512',
      signed: '{method}:{path}:{h.x-billing-id}:{time}:{body}',
      tolerance: '60',
      id: 'h.x-billing-id',
    }
    const set = await call(server, `PUT /bins/${sender.id}/secrets/custom`, {
      key: sender.ownerKey,
      json: { secrets: [{ secret }], extra },
    })
    const now = String(Math.floor(Date.now() / 1000))
    const signedAs = (time: string, text: string) => ({
      'X-Billing-Id': 'b-7',
      'X-Billing-Signature': `at=${time};sig=${mac(`POST:/hook:b-7:${time}:${text}`, { algorithm: 'sha512', encoding: 'base64' })}`,
    })

    for (const headers of [signedAs(now, body), signedAs(now, `${body} `), signedAs(at, body)]) {
      await fetch(`${sender.captureUrl}/hook`, { method: 'POST', headers, body })
    }
    await fetch(sender.captureUrl, { method: 'POST', body })

    expect(set.json.extra).toEqual(extra)
    const { json } = await call(server, `GET /bins/${sender.id}/requests?order=asc`, {
      key: sender.ownerKey,
    })
    expect(json.requests[0].provider).toEqual({
      id: 'custom',
      label: 'Billing',
      event: 'invoice.paid',
      deliveryId: 'b-7',
    })
    expect(json.requests.map((one: { signature: unknown }) => one.signature)).toMatchObject([
      { verdict: 'valid' },
      { verdict: 'mismatch' },
      { verdict: 'stale' },
      ...[null],
    ])
  })

  test.each([
    ['an algorithm', { algorithm: 'md5' }, 'algorithm is one of'],
    ['a header', { header: 'X Y' }, 'header is no name'],
    ['a placeholder', { signed: '{boddy}' }, 'signed knows {body}'],
    ['a time that stands nowhere', { signed: '{time}.{body}' }, 'timeHeader or timePair'],
    ['a tolerance', { tolerance: 'long' }, 'tolerance is a number'],
  ])('[P2] %s that cannot be is refused', async (_what, extra, message) => {
    const answer = await call(server, `PUT /bins/${bin.id}/secrets/custom`, {
      key: bin.ownerKey,
      json: { extra },
    })

    expect(answer.status).toBe(400)
    expect(answer.json.error.message).toContain(message)
  })
})

describe('[P2] how a sender signs is guessed from a request and the secret', () => {
  test.each([
    ['the body, in hexadecimal', { 'X-Signature': mac(body) }],
    ['behind a prefix', { 'X-Acme-Hmac': `sha1=${mac(body, { algorithm: 'sha1' })}` }],
    [
      'in base64url with SHA-512',
      { Sig: mac(body, { algorithm: 'sha512', encoding: 'base64url' }) },
    ],
    ['with a time', { 'X-Time': at, 'X-Sig': mac(`${at}.${body}`) }],
    ['with the time last', { 'X-Time': '1767225600123', 'X-Sig': mac(`${body}1767225600123`) }],
    ['in a list', { 'X-Sig': `ts=${at},s1=${mac(`${at}:${body}`)}` }],
    [
      'with an id and a time',
      {
        'X-Msg-Id': 'm1',
        'X-Sent': '2026-01-01T00:00:00Z',
        'X-S': mac(`m1.2026-01-01T00:00:00Z.${body}`),
      },
    ],
    [
      'with a key in base64',
      { 'X-Sig': mac(body, { key: Buffer.from('aW4taG91c2U=', 'base64') }), Key: 'base64' },
    ],
  ])('[P2] %s', async (_what, { Key: key, ...headers }: Record<string, string>) => {
    const given = key === 'base64' ? 'aW4taG91c2U=' : secret
    const { at: on, read } = await send(headers)

    const { json } = await on('POST /bins/:bin/requests/1/guess', { secret: given })
    const [{ provider, extra }] = json.guesses
    await on(`PUT /bins/:bin/secrets/${provider}`, { secrets: [{ secret: given }], extra })

    expect(provider).toBe('custom')
    const { headers: captured } = await read()
    const checked = await on('POST /bins/:bin/verify', {
      ...{ scheme: 'custom', method: 'POST', url: 'https://a.example/', at: Number(at) },
      ...{ headers: captured, bodyBase64: Buffer.from(body).toString('base64') },
    })
    expect(checked.json.verdict).toBe('valid')
  })

  test('[P2] a request of a known sender is checked as its', async () => {
    const { at: on } = await send({
      'X-GitHub-Event': 'push',
      'X-Hub-Signature-256': `sha256=${mac(body)}`,
    })

    const { json } = await on('POST /bins/:bin/requests/1/guess', { secret })

    expect(json.guesses[0]).toMatchObject({ provider: 'github', extra: {} })
  })

  test('[P2] nothing fits: an empty list, and the view key may not even ask', async () => {
    const { own, at: on } = await send({ 'X-Sig': mac(body) })

    expect((await on('POST /bins/:bin/requests/1/guess', { secret: 'wrong' })).json).toEqual({
      guesses: [],
    })
    const path = `POST /bins/${own.id}/requests/1/guess`
    const refused = await call(server, path, { key: own.viewKey, json: { secret } })
    expect(refused).toMatchObject(failure(403, 'forbidden'))
  })
})
