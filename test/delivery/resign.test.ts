import { createHmac, hash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { withHeaders } from '../../server/delivery/resign.ts'
import type { MintedBin } from '../../server/wire/bins.ts'
import { call, failure } from '../support/call.ts'
import { startReceiver } from '../support/receiver.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { type Vendor, vendors } from './vendors.ts'

const hourMs = 3_600_000

describe('[D5] the libraries of vendors', () => {
  test.each(
    vendors,
  )('[D5] that of $provider takes a replay signed anew, edited or not', async (vendor) => {
    const { provider, secret, expires, resigned } = vendor
    const setting = await captureHourOld(vendor)
    await setSecret(setting, provider, secret)
    const { url, accepted } = await vendor.start(secret)
    const changed = JSON.stringify({ ...vendor.body, added: 'é ✓' })
    const edit = { bodyBase64: Buffer.from(changed).toString('base64') }

    const asItWas = await replay(setting, { target: url })
    const acceptedAsItWas = accepted.length
    const edited = await replay(setting, { target: url, edit })
    const anew = await replay(setting, { target: url, resign: true })
    const editedAnew = await replay(setting, { target: url, resign: true, edit })

    expect(isAccepted(asItWas)).toBe(!expires)
    expect(isAccepted(edited)).toBe(false)
    expect(isAccepted(anew)).toBe(true)
    expect(isAccepted(editedAnew)).toBe(true)
    expect(accepted.length - acceptedAsItWas).toBe(2)
    expect(asItWas.json).not.toHaveProperty('resigned')
    expect(anew.json.resigned.provider).toBe(provider)
    expect(anew.json.resigned.headers.map(lower)).toEqual(resigned.map(lower))
    expect(editedAnew.json).toMatchObject({ edited: ['body'], resigned: { provider } })
  })
})

describe('[D5] signing anew', () => {
  test('[D5] changes the signature in its place and nothing else, with the first secret', async () => {
    const [stripe] = vendors
    const setting = await captureHourOld(stripe ?? expect.unreachable())
    await setSecret(setting, 'stripe', 'whsec_first', 'whsec_second')

    const plain = await replay(setting, { target: '9', unmarked: true })
    const anew = await replay(setting, { target: '9', unmarked: true, resign: true })

    const before: [string, string][] = plain.json.request.headers
    const after: [string, string][] = anew.json.request.headers
    expect(after.map(([name]) => name)).toEqual(before.map(([name]) => name))
    const differing = after.filter(([, value], index) => value !== before[index]?.[1])
    const [, time = '', signature] = /^t=(\d+),v1=(.*)$/.exec(differing[0]?.[1] ?? '') ?? []
    expect(differing).toHaveLength(1)
    expect(signature).toBe(
      createHmac('sha256', 'whsec_first')
        .update(`${time}.${JSON.stringify(stripe?.body)}`)
        .digest('hex'),
    )
  })

  test('[D5] without a secret, a provider or a way to sign says what to do, and sends nothing', async () => {
    const [stripe] = vendors
    const setting = await captureHourOld(stripe ?? expect.unreachable())
    const { bin } = setting
    await fetch(bin.captureUrl, { method: 'POST', body: 'from nobody' })
    await fetch(bin.captureUrl, {
      method: 'POST',
      headers: { 'aeg-event-type': 'Notification' },
    })

    const answers = [
      await replay(setting, { target: '9', resign: true }),
      await replay(setting, { target: '9', resign: true }, 2),
      await replay(setting, { target: '9', resign: true }, 3),
    ]

    for (const answer of answers) expect(answer).toMatchObject(failure(400, 'bad-request'))
    expect(answers[0]?.json.error.message).toMatch(/no secret of Stripe.*PUT \/api\/bins\/.*stripe/)
    expect(answers[1]?.json.error.message).toMatch(/#2 is from no provider/)
    expect(answers[2]?.json.error.message).toMatch(/cannot sign as Azure Event Grid does/)
    const kept = await call(setting.server, `GET /bins/${bin.id}/deliveries`, { key: bin.ownerKey })
    expect(kept.json.deliveries).toEqual([])
  })

  test.each([
    ['stripe', 'sk_live_123', /API key of Stripe/],
    ['slack', 'xoxb-123', /token of Slack/],
    ['github', 'ghp_123', /access token of GitHub/],
    ['standard-webhooks', 'whsk_123', /private key/],
    ['standard-webhooks', 'whsec_not base64', /whsec_ and base64/],
  ])('[D5] what is no secret of %s is refused when it is set: %s', async (provider, secret, message) => {
    const server = await startTestServer()
    const bin = await server.mint()

    const answer = await call(server, `PUT /bins/${bin.id}/secrets/${provider}`, {
      key: bin.ownerKey,
      json: { secrets: [{ secret: 'whsec_c2VjcmV0' }, { secret }] },
    })

    expect(answer.status).toBe(400)
    expect(answer.json.error.message).toMatch(/^json\.secrets\.1\.secret: /)
    expect(answer.json.error.message).toMatch(message)
    expect(answer.text).not.toContain(secret)
  })

  test("[D5] as Twilio does puts the edited body's hash in the query, which is signed", async () => {
    const server = await startTestServer()
    const bin = await server.mint()
    await fetch(`${bin.captureUrl}?a=1&bodySHA256=${'0'.repeat(64)}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Twilio-Signature': 'old' },
      body: '{"a":1}',
    })
    await setSecret({ server, bin }, 'twilio', 'token')
    const { url, received } = await startReceiver()
    const edit = { bodyBase64: Buffer.from('{"a":2}').toString('base64') }

    const { json } = await replay({ server, bin }, { target: url, resign: true, edit })

    const [{ url: target = '' } = {}] = received
    const [[, signature] = []] = json.request.headers.filter(
      ([name]: [string]) => lower(name) === 'x-twilio-signature',
    )
    expect(target).toBe(`/?a=1&bodySHA256=${hash('sha256', '{"a":2}')}`)
    expect(signature).toBe(
      createHmac('sha1', 'token')
        .update(url + target)
        .digest('base64'),
    )
  })

  test('[D5] headers are set where they stood, in their case, and once', () => {
    const headers = withHeaders(
      [
        ['A', '1'],
        ['x-SIG', 'old'],
        ['B', '2'],
        ['X-Sig', 'older'],
      ],
      [
        ['X-Sig', 'new'],
        ['X-Time', '3'],
      ],
    )

    expect(headers).toEqual([
      ['A', '1'],
      ['x-SIG', 'new'],
      ['B', '2'],
      ['X-Time', '3'],
    ])
  })
})

interface Setting {
  readonly server: TestServer
  readonly bin: MintedBin
}

async function captureHourOld({ body, secret, headersAt }: Vendor): Promise<Setting> {
  const server = await startTestServer()
  const bin = await server.mint()
  const text = JSON.stringify(body)
  const headers = await headersAt(text, secret, new Date(Date.now() - hourMs))
  await fetch(bin.captureUrl, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: text,
  })
  return { server, bin }
}

async function setSecret({ server, bin }: Setting, provider: string, ...secrets: string[]) {
  const { status } = await call(server, `PUT /bins/${bin.id}/secrets/${provider}`, {
    key: bin.ownerKey,
    json: { secrets: secrets.map((secret) => ({ secret })) },
  })
  expect(status).toBe(200)
}

function replay({ server, bin }: Setting, options: object, seq = 1) {
  return call(server, `POST /bins/${bin.id}/requests/${seq}/replay`, {
    key: bin.ownerKey,
    json: options,
  })
}

function isAccepted({ json }: Awaited<ReturnType<typeof call>>): boolean {
  return json.outcome.type === 'response' && json.outcome.status < 300
}

function lower(text: string): string {
  return text.toLowerCase()
}
