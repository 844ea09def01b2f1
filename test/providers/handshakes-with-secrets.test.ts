import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { type Examined, examine } from '../../server/providers/examine.ts'
import { providerOfScheme } from '../../server/providers/verify.ts'
import handshakes from '../fixtures/providers/handshakes.json' with { type: 'json' }
import { evidenceOf, type Sent } from './evidence-of.ts'

interface Held {
  readonly secrets?: readonly string[]
  readonly extra?: Readonly<Record<string, string>>
}

function examinedBy(id: string, sent: Sent, { secrets = [], extra = {} }: Held = {}): Examined {
  const credentials = secrets.map((secret) => ({ name: '', secret }))
  const held = new Map([[id, { credentials, extra }]])
  return examine(evidenceOf(sent), { held, addresses: [] })
}

function textOf({ handshake }: Examined): string {
  return Buffer.from(handshake?.body ?? []).toString()
}

function hmac(secret: string, text: string, encoding: 'hex' | 'base64'): string {
  return createHmac('sha256', secret).update(text).digest(encoding)
}

const publicKey = handshakes.flatMap(({ request }) => request.publicKey ?? [])[0] ?? ''
const [ping, probe] = handshakes
  .filter(({ provider }) => providerOfScheme(provider)?.id === 'discord')
  .map(({ request }): Sent => {
    // In the file every header is a pair; its JSON type does not say so.
    const headers = request.headers as unknown as [string, string][]
    return { headers, body: request.body }
  })

function discordSent(body: unknown, signature = '0'.repeat(128)): Sent {
  return {
    headers: [
      ['X-Signature-Ed25519', signature],
      ['X-Signature-Timestamp', '1767225600'],
    ],
    body,
  }
}

describe('[P3] Discord', () => {
  test('[P3] gets its ping back, rightly signed or before there is a key', () => {
    const signed = examinedBy('discord', ping ?? {}, { secrets: [publicKey] })
    const unchecked = examinedBy('discord', probe ?? {})

    for (const found of [signed, unchecked]) {
      expect(found).toMatchObject({ provider: { id: 'discord', event: 'ping' } })
      expect(found.handshake).toMatchObject({
        status: 200,
        headers: [['Content-Type', 'application/json']],
      })
      expect(textOf(found)).toBe('{"type":1}')
    }
  })

  test('[P3] gets nothing but a content type for the ping of webhook events', () => {
    const found = examinedBy('discord', discordSent({ version: 1, application_id: '1', type: 0 }))

    expect(found.handshake).toEqual({
      status: 204,
      headers: [['Content-Type', 'application/json']],
      body: new Uint8Array(),
    })
  })

  test.each([
    ['a ping', { type: 1 }, undefined],
    ['a command', { type: 2, id: '9', data: { name: 'x' } }, undefined],
    ['an event', { version: 1, type: 1, event: { type: 'ENTITLEMENT_CREATE' } }, undefined],
    ['what is no JSON', 'x', undefined],
    ['a signature of three digits', { type: 1 }, 'abc'],
    ['no signature', { type: 1 }, ''],
  ])('[P3] is refused with 401 once there is a key: %s', (_what, body, signature) => {
    const { handshake } = examinedBy('discord', discordSent(body, signature), {
      secrets: [publicKey],
    })

    expect(handshake).toEqual({ status: 401, headers: [], body: new Uint8Array() })
  })

  test('[P3] gets the default answer to what is no ping', () => {
    const event = { version: 1, type: 1, event: { type: 'ENTITLEMENT_CREATE' } }

    expect(examinedBy('discord', discordSent(event)).handshake).toBeUndefined()
    expect(examinedBy('discord', discordSent({ type: 2 })).handshake).toBeUndefined()
  })
})

describe('[P3] Xero', () => {
  const ping = '{"events":[],"firstEventSequence":0,"lastEventSequence":0,"entropy":"ABC"}'
  const sent = (body: string, signature?: string): Sent => ({
    headers: [['x-xero-signature', signature ?? hmac('key', body, 'base64')]],
    body,
  })

  test.each([
    ['its test, rightly signed', sent(ping), 200],
    ['its test, wrongly signed', sent(ping, hmac('key', `${ping} `, 'base64')), 401],
    ['an event, rightly signed', sent(ping.replace('[]', '[{}]')), 200],
    ['an event, wrongly signed', sent(ping.replace('[]', '[{}]'), hmac('x', '', 'base64')), 401],
    ['what is no signature', sent(ping, 'x'), 401],
    ['an empty signature', sent(ping, ''), 401],
  ])('[P3] is answered with a status and nothing else: %s', (_what, request, status) => {
    const found = examinedBy('xero', request, { secrets: ['key'] })

    expect(found.handshake).toEqual({ status, headers: [], body: new Uint8Array() })
    expect(found.provider?.event).toBe(request.body === ping ? 'intent_to_receive' : null)
  })

  test('[P3] gets the default answer before there is a key', () => {
    expect(examinedBy('xero', sent(ping)).handshake).toBeUndefined()
  })
})

describe('[P3] X', () => {
  const challenge = { method: 'GET', query: 'crc_token=dG9rZW4%3D&nonce=1' }

  test('[P3] gets its challenge hashed with the consumer secret', () => {
    const found = examinedBy('x-twitter', challenge, { secrets: ['consumer'] })

    expect(found).toMatchObject({
      provider: { id: 'x-twitter', event: 'crc' },
      signature: null,
      handshake: { status: 200, headers: [['Content-Type', 'application/json']] },
    })
    expect(JSON.parse(textOf(found))).toEqual({
      response_token: `sha256=${hmac('consumer', 'dG9rZW4=', 'base64')}`,
    })
  })

  test('[P3] gets nothing hashed without a secret, nor what could be a webhook', () => {
    const body = encodeURIComponent('{"for_user_id":"1"}')
    const forged = { method: 'GET', query: `crc_token=${body}` }

    expect(examinedBy('x-twitter', challenge).handshake).toBeUndefined()
    expect(examinedBy('x-twitter', forged, { secrets: ['consumer'] }).handshake).toBeUndefined()
  })
})

describe('[P3] Zoom', () => {
  const check = (plainToken: string) =>
    `{"event":"endpoint.url_validation","payload":{"plainToken":"${plainToken}"},"event_ts":1}`
  const signedWith = (secret: string): Sent => ({
    headers: [
      ['X-Zm-Request-Timestamp', '1767225600'],
      ['X-Zm-Signature', `v0=${hmac(secret, `v0:1767225600:${check('tok')}`, 'hex')}`],
    ],
    body: check('tok'),
  })

  test('[P3] gets its token hashed with the secret that the check is signed with', () => {
    const found = examinedBy('zoom', signedWith('new'), { secrets: ['old', 'new'] })

    expect(found).toMatchObject({
      provider: { id: 'zoom', event: 'endpoint.url_validation' },
      signature: { verdict: 'valid' },
      handshake: { status: 200, headers: [['Content-Type', 'application/json']] },
    })
    expect(JSON.parse(textOf(found))).toEqual({
      plainToken: 'tok',
      encryptedToken: hmac('new', 'tok', 'hex'),
    })
  })

  test('[P3] gets nothing hashed without a secret, nor what could be a signed text', () => {
    const forged = { body: check('v0:1767225600:{}') }

    expect(examinedBy('zoom', signedWith('new')).handshake).toBeUndefined()
    expect(examinedBy('zoom', forged, { secrets: ['new'] }).handshake).toBeUndefined()
  })
})

describe('[P3] Meta', () => {
  const check = (token: string, mark = '.') => ({
    method: 'GET',
    query: ['mode=subscribe', 'challenge=42', `verify_token=${token}`]
      .map((pair) => `hub${mark}${pair}`)
      .join('&'),
  })

  test.each(['.', '_'])('[P3] with another verify token is refused (hub%smode)', (mark) => {
    const extra = { verifyToken: 'right' }

    const right = examinedBy('meta', check('right', mark), { extra })
    const wrong = examinedBy('meta', check('wrong', mark), { extra })
    const unset = examinedBy('meta', check('wrong', mark))

    expect([textOf(right), textOf(unset)]).toEqual(['42', '42'])
    expect(wrong.handshake?.status).toBe(403)
    expect(textOf(wrong)).not.toContain('42')
  })
})

describe('[P3] others that need no secret', () => {
  test('[P3] Twitch gets its challenge and nothing around it', () => {
    const found = examinedBy('twitch', {
      headers: [['Twitch-Eventsub-Message-Type', 'webhook_callback_verification']],
      body: { challenge: 'pogchamp-kappa-360', subscription: { status: 'pending' } },
    })

    expect(found.provider).toMatchObject({ id: 'twitch', event: 'webhook_callback_verification' })
    expect(found.handshake).toMatchObject({
      status: 200,
      headers: [['Content-Type', 'text/plain']],
    })
    expect(textOf(found)).toBe('pogchamp-kappa-360')
  })

  test.each(['subscribe', 'unsubscribe'])('[P3] a WebSub hub that would %s', (mode) => {
    const query = `x=1&hub.mode=${mode}&hub.topic=https%3A%2F%2Fe.example%2Ffeed&hub.challenge=c%2B1&hub.lease_seconds=9`

    const found = examinedBy('websub', { method: 'GET', query })

    expect(found).toMatchObject({
      provider: { id: 'websub', event: mode },
      gist: 'URL check · https://e.example/feed',
      signature: null,
      handshake: { status: 200, headers: [['Content-Type', 'text/plain']] },
    })
    expect(textOf(found)).toBe('c+1')
  })

  test('[P3] a WebSub hub that refuses is only heard', () => {
    const query = 'hub.mode=denied&hub.topic=https%3A%2F%2Fe.example%2Ffeed&hub.reason=no'

    const found = examinedBy('websub', { method: 'GET', query })

    expect(found).toMatchObject({
      provider: { id: 'websub', event: 'denied' },
      gist: 'no · https://e.example/feed',
      handshake: undefined,
    })
  })

  test("[P3] LINE's «Verify» sends no events and gets an empty answer", () => {
    const body = '{"destination":"U0123456789abcdef0123456789abcdef","events":[]}'
    const headers: [string, string][] = [['X-Line-Signature', hmac('s', body, 'base64')]]

    const found = examinedBy('line', { headers, body }, { secrets: ['s'] })

    expect(found).toMatchObject({
      provider: { id: 'line', event: 'verify' },
      signature: { verdict: 'valid' },
      handshake: { status: 200 },
    })
  })
})
