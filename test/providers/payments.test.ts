import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Extra } from '../../server/providers/signing/scheme.ts'
import { providerOfScheme, verify } from '../../server/providers/verify.ts'
import type { HeaderPair, SignatureCheck } from '../../server/wire/requests.ts'
import { evidenceOf, examined, type Sent } from './evidence-of.ts'
import { known, messageIn } from './known-vectors.ts'
import { bearerless, ofSomebody } from './told-media.ts'

/** Requests that look a little like those of a sender of payments or media. */
const others: readonly (readonly [string, Sent])[] = [
  ['a signature in X-Signature alone', { headers: [['X-Signature', '0'.repeat(64)]], body: {} }],
  ['an event name alone', { headers: [['X-Event-Name', 'order_created']], body: {} }],
  ['HmacSignature alone', { headers: [['HmacSignature', 'x']], body: { type: 'x' } }],
  ['items of no notification', { body: { notificationItems: [{ id: 1 }] } }],
  ['notifications further down', { body: { data: { notificationItems: [] } } }],
  ['Webhook-Signature of another kind', { headers: [['Webhook-Signature', 'x']], body: {} }],
  ['a bearer token', { headers: [['Authorization', `Bearer ${bearerless}`]], body: {} }],
  ['a bare token of somebody', { headers: [['Authorization', ofSomebody]], body: {} }],
  ['a shop that calls itself', { headers: [['User-Agent', 'WooCommerce/9']], body: '{"a":1}' }],
  ['a webhook id in a form', { body: 'webhook_id=4' }],
]

describe('[P1] nobody is told', () => {
  test.each(others)('[P1] by %s', (_what, sent) => {
    expect(examined(sent).provider).toBeNull()
  })

  test('[P1] a Standard Webhook is none of GoCardless', () => {
    const headers: HeaderPair[] = [
      ['webhook-id', 'm'],
      ['webhook-timestamp', '1'],
      ['webhook-signature', 'v1,x'],
    ]

    expect(examined({ headers, body: {} }).provider?.id).toBe('standard-webhooks')
  })
})

interface Checked {
  readonly headers?: readonly HeaderPair[]
  readonly body?: string | Uint8Array
  /** Undefined for the one of the vector. */
  readonly secret?: string
  readonly extra?: Extra
  /** Milliseconds after the vector was signed. */
  readonly later?: number
}

/** On the first genuine vector of that scheme, but for what is changed. */
function checkOf(scheme: string, changed: Checked = {}): SignatureCheck | null {
  const vector = known.find(({ provider, valid }) => provider === scheme && valid)
  if (!vector) return expect.unreachable(scheme)
  const sent = messageIn(vector)
  return verify(providerOfScheme(scheme) ?? expect.unreachable(scheme), {
    ...sent,
    headers: changed.headers ?? sent.headers,
    body: changed.body === undefined ? sent.body : Buffer.from(changed.body),
    at: vector.now * 1000 + (changed.later ?? 0),
    extra: changed.extra ?? vector.extra ?? {},
    credentials: [{ name: '', secret: changed.secret ?? vector.secret ?? vector.publicKey ?? '' }],
    foreign: [],
  })
}

const at = 1_767_225_600
const body = '{"id":"evt_1","type":"x"}'
const secret = 'secret'
const mac = (text: string, encoding: 'hex' | 'base64url' = 'hex') =>
  createHmac('sha256', secret).update(text).digest(encoding)
const wrongMac = '0'.repeat(64)

describe('[P2] a header is read as the library of its sender does', () => {
  const stripe = mac(`${at}.${body}`)
  const paddle = mac(`${at}:${body}`)
  const workos = mac(`${at}000.${body}`)
  const sanity = mac(`${at}000.${body}`, 'base64url')

  test.each([
    ['stripe', `t=${at},v1=${wrongMac},v1=${stripe}`, 'valid'],
    ['stripe', `t=${at},v1=${stripe},v0=${wrongMac}`, 'valid'],
    ['stripe', `t=${at},v0=${stripe}`, 'malformed'],
    ['stripe', `t=${at}, v1=${stripe}`, 'malformed'],
    ['stripe', `v1=${stripe}`, 'malformed'],
    ['stripe', `t=${at},t=1,v1=${stripe}`, 'malformed'],
    ['stripe', `t=${at},v1=${stripe.toUpperCase()}`, 'malformed'],
    ['mux', `t=${at},v1=${wrongMac},v1=${stripe}`, 'valid'],
    ['mux', `t=${at}, v1=${stripe}`, 'malformed'],
    ['paddle', `ts=${at};h1=${wrongMac};h1=${paddle}`, 'valid'],
    ['paddle', `ts=${at};h1=${paddle};h1=${wrongMac}`, 'valid'],
    ['paddle', `ts=${at},h1=${paddle}`, 'malformed'],
    ['paddle', `ts=${at}; h1=${paddle}`, 'malformed'],
    ['elevenlabs', `t=${at},v0=${stripe}`, 'valid'],
    ['elevenlabs', `t=${at},v0=${wrongMac},v0=${stripe}`, 'mismatch'],
    ['elevenlabs', `t=${at},v1=${stripe}`, 'malformed'],
    ['workos', `t=${at}000, v1=${workos}`, 'valid'],
    ['workos', `t=${at}000,v1=${workos}`, 'valid'],
    ['workos', `t=${at}, v1=${stripe}`, 'stale'],
    ['workos', `t=${at}000, v1=${wrongMac}, v1=${workos}`, 'mismatch'],
    ['sanity', `t=${at}000,v1=${sanity}`, 'valid'],
    ['sanity', `t=${at}000,v1=${sanity}=`, 'malformed'],
    ['sanity', `t=${at}000, v1=${sanity}`, 'malformed'],
    ['sanity', `t=0${at}000,v1=${sanity}`, 'malformed'],
    ['sanity', `t=${at},v1=${mac(`${at}.${body}`, 'base64url')}`, 'malformed'],
    ['sanity', `t=${at}000,v1=${workos}`, 'malformed'],
    ['gocardless', mac(body), 'valid'],
    ['gocardless', mac(body).toUpperCase(), 'valid'],
    ['gocardless', `sha256=${mac(body)}`, 'malformed'],
    ['razorpay', mac(body).toUpperCase(), 'malformed'],
    ['pagerduty', `v2=${wrongMac},v1=${mac(body).toUpperCase()}`, 'valid'],
    ['lemon-squeezy', mac(body), 'valid'],
    ['lemon-squeezy', mac(body).toUpperCase(), 'malformed'],
  ])('[P2] %s: %s', (scheme, value, verdict) => {
    const names: Readonly<Record<string, string>> = {
      gocardless: 'Webhook-Signature',
      razorpay: 'X-Razorpay-Signature',
      sanity: 'sanity-webhook-signature',
      pagerduty: 'X-PagerDuty-Signature',
      'lemon-squeezy': 'X-Signature',
    }
    const headers: HeaderPair[] = [[names[scheme] ?? `${scheme}-signature`, value]]
    const provider = providerOfScheme(scheme) ?? expect.unreachable(scheme)
    const check = verify(provider, {
      ...{ method: 'POST', url: '', headers, body: Buffer.from(body), at: at * 1000, extra: {} },
      ...{ credentials: [{ name: '', secret }], foreign: [] },
    })

    expect(check?.verdict).toBe(verdict)
  })
})

test('[P2] Shopify: the newer of two names decides', () => {
  const right = createHmac('sha256', secret).update(body).digest('base64')
  const wrong = createHmac('sha256', 'other').update(body).digest('base64')
  const verdictOf = (newer: string, older: string) => {
    const headers: HeaderPair[] = [
      ['X-Shopify-Hmac-Sha256', older],
      ['Shopify-Hmac-Sha256', newer],
    ]
    return checkOf('shopify', { headers, body, secret })?.verdict
  }

  expect([verdictOf(right, wrong), verdictOf(wrong, right)]).toEqual(['valid', 'mismatch'])
})

describe('[P2] a signature is as old as the library of its sender lets it be', () => {
  const day = 86_400_000

  test.each([
    ['stripe', 300_999, 301_000],
    ['mux', 300_999, 301_000],
    ['plaid', 300_999, 301_000],
    ['paddle', 5000, 5001],
    ['twitch', 600_000, 600_001],
    ['elevenlabs', 1_800_000, 1_800_001],
    ['workos', 180_000, 180_001],
    // Valid for five minutes, and ten seconds more of which the last does not count.
    ['livekit', 309_999, 310_000],
  ])('[P2] %s: %d ms, and not %d', (scheme, latest, tooLate) => {
    expect(checkOf(scheme, { later: latest })?.verdict).toBe('valid')
    expect(checkOf(scheme, { later: tooLate })?.verdict).toBe('stale')
  })

  test.each([
    'stripe',
    'mux',
    'paddle',
    'elevenlabs',
    'workos',
  ])('[P2] %s: from the future at any time', (scheme) => {
    expect(checkOf(scheme, { later: -day })?.verdict).toBe('valid')
  })

  test('[P2] livekit: not before its time, but for ten seconds', () => {
    expect(checkOf('livekit', { later: -10_000 })?.verdict).toBe('valid')
    expect(checkOf('livekit', { later: -10_001 })?.verdict).toBe('stale')
  })
})

/** On a genuine request of PayPal's, but for where it says that its certificate is. */
function paypalWith(url: string | undefined): SignatureCheck | null {
  const vector = known.find(({ provider }) => provider === 'paypal') ?? expect.unreachable()
  const others = messageIn(vector).headers.filter(([name]) => name !== 'paypal-cert-url')
  return checkOf('paypal', {
    headers: url === undefined ? others : [...others, ['paypal-cert-url', url]],
  })
}

describe('[P2] what is not in the request', () => {
  test('[P2] PayPal signs an id that has to be entered', () => {
    expect(checkOf('paypal', { extra: {} })).toMatchObject({
      verdict: 'unverifiable',
      detail: expect.stringContaining('webhook id'),
    })
    expect(checkOf('paypal', { extra: { webhookId: 'other' } })?.verdict).toBe('mismatch')
  })

  test('[P2] PayPal may not choose another algorithm', () => {
    const vector = known.find(({ provider }) => provider === 'paypal') ?? expect.unreachable()
    const headers = messageIn(vector).headers.map(
      ([name, value]): HeaderPair =>
        name === 'paypal-auth-algo' ? [name, 'SHA1withRSA'] : [name, value],
    )

    expect(checkOf('paypal', { headers })?.verdict).toBe('malformed')
  })

  test.each([
    ['https://api.paypal.com/v1/notifications/certs/CERT-1', true],
    ['http://api.paypal.com/v1/notifications/certs/CERT-1', false],
    ['https://api.paypal.com.evil.example/CERT-1', false],
    ['https://evilpaypal.com/CERT-1', false],
    ['https://api.paypal.com@evil.example/CERT-1', false],
    ['https://api.paypal.com:8443/CERT-1', false],
    ['nonsense', false],
  ])('[P2] PayPal’s certificate is not had at %s: %s', (url, isTaken) => {
    const evidence = evidenceOf({ headers: [['PAYPAL-CERT-URL', url]] })

    const keyUrl = providerOfScheme('paypal')?.keyUrl?.(evidence)

    expect(keyUrl).toBe(isTaken ? url : undefined)
    expect(paypalWith(url)?.verdict).toBe(isTaken ? 'valid' : 'mismatch')
  })

  test('[P2] PayPal need not name its certificate', () => {
    expect(paypalWith(undefined)?.verdict).toBe('valid')
  })

  test('[P2] Pusher and LiveKit name the key that the secret belongs to', () => {
    expect(checkOf('pusher', { extra: {} })?.verdict).toBe('valid')
    expect(checkOf('pusher', { extra: { appKey: 'other' } })?.verdict).toBe('mismatch')
    expect(checkOf('livekit', { extra: {} })?.verdict).toBe('valid')
    expect(checkOf('livekit', { extra: { apiKey: 'other' } })?.verdict).toBe('mismatch')
  })
})
