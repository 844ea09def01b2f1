import { describe, expect, test } from 'vitest'
import { providerOfScheme, verify } from '../../server/providers/verify.ts'
import type { HeaderPair } from '../../server/wire/requests.ts'
import { evidenceOf, examined, type Sent } from './evidence-of.ts'
import { known, messageIn } from './known-vectors.ts'

const agent: HeaderPair = ['User-Agent', 'curl/8']
const form: HeaderPair = ['Content-Type', 'application/x-www-form-urlencoded']
const json: HeaderPair = ['Content-Type', 'application/json']

/** Requests that look a little like those of a sender of messages. */
const others: readonly (readonly [string, Sent])[] = [
  ['an update with a user agent', { headers: [agent], body: { update_id: 1, message: {} } }],
  ['an update id that is a text', { body: { update_id: 'x', message: {} } }],
  ['an update id alone', { body: { update_id: 1, message: 'text' } }],
  ['an update id further down', { body: { data: { update_id: 1, message: {} } } }],
  ['an interaction of no sender', { body: { type: 1, application_id: '1', version: 1 } }],
  ['events in an array', { body: [{ event: 'open', email: 'a@b.example' }] }],
  ['the id of an event outside an array', { body: { sg_event_id: 'x', event: 'open' } }],
  [
    'a signature without an event',
    { body: { signature: { timestamp: 1, token: 't', signature: 's' } } },
  ],
  ['a form with a token', { headers: [form], body: 'timestamp=1&token=t&x_signature=s' }],
  ['a record of some other type', { body: { RecordType: 'Order', ServerID: 1 } }],
  ['a record without a server', { body: { RecordType: 'Open', MessageID: 'x' } }],
  ['a link to something else', { headers: [['Link', '<https://x.example/>; rel="next"']] }],
  [
    'a link to a hub by GET',
    { method: 'GET', headers: [['Link', '<https://x.example/>; rel=hub']] },
  ],
  ['a topic without a challenge', { method: 'GET', query: 'hub.mode=subscribe&hub.topic=x' }],
  ['a challenge of X by POST', { query: 'crc_token=x' }],
  ['a challenge of X that is empty', { method: 'GET', query: 'crc_token=' }],
  [
    'a token without its check',
    { body: { event: 'x', payload: { plainToken: 'endpoint.url_validation' } } },
  ],
]

describe('[P1] nobody is told', () => {
  test.each(others)('[P1] by %s', (_what, sent) => {
    const { provider, handshake } = examined(sent)

    expect(provider).toBeNull()
    expect(handshake).toBeUndefined()
  })
})

interface Checked {
  readonly method?: string
  readonly url?: string
  readonly headers: readonly HeaderPair[]
  readonly body?: string | Uint8Array
  readonly secret: string
}

function verdictOn(id: string, { method = 'POST', url = '', headers, body = '', secret }: Checked) {
  const provider = providerOfScheme(id) ?? expect.unreachable(id)
  const check = verify(provider, {
    method,
    url,
    headers,
    body: Buffer.from(body),
    at: 1_767_225_600_000,
    extra: {},
    credentials: [{ name: '', secret }],
    foreign: [],
  })
  return check?.verdict
}

describe("[P2] Twilio's signature", () => {
  const site = 'https://x.example/in/a'
  const twilio = (url: string, signature: string, body?: Checked['body'], type = form) =>
    verdictOn('twilio', {
      url,
      headers: [['X-Twilio-Signature', signature], type],
      ...(body === undefined ? { method: 'GET' } : { body }),
      secret: '12345',
    })
  const repeated = '2BAijCZ6RMte9KEVDDiG8RJnRGA='
  const withOne = 'Mmv4O3X2OqAwlqlR6612LQwZgVQ='

  // Made by the library `twilio` 6.2.0.
  test.each([
    ['repeated names, in any order', site, repeated, 'b=2&Z=%2B&b=1&a=%C3%A9+%E2%9C%93&b=2'],
    ['names without values', site, 'aIJyu4K2IBt8v5A6hgaMpPnmMyg=', 'a=&c'],
    ['a port that is not in the URL', site, 'RVBBYEgXmlg1sfVRWtg1g6QnU24=', 'a=1'],
    ['a port that only the URL has', 'https://x.example:443/in/a', withOne, 'a=1'],
    ['another port that only the URL has', 'https://x.example:8443/in/a', withOne, 'a=1'],
    ['a URL with overrides behind it', `${site}#rc=2&rp=5xx`, withOne, 'a=1'],
    ['a GET', `${site}?b=1`, 'CsGP2EdtjUwputYiU0oKLVLXDEY=', undefined],
    ['a URL as it is normalised', `${site}?q=it's`, 'IYpi35peqNO/r+eXQWsNI55p9qk=', undefined],
  ])('[P2] covers %s', (_what, url, signature, body) => {
    expect(twilio(url, signature, body)).toBe('valid')
  })

  test.each([
    ['another value', 'b=2&Z=%2B&b=1&a=%C3%A9+%E2%9C%94'],
    ['one more value', 'b=2&Z=%2B&b=1&b=3&a=%C3%A9+%E2%9C%93'],
    ['one value less', 'b=2&Z=%2B&a=%C3%A9+%E2%9C%93'],
    ['a percent sign without digits', 'b=2&Z=%2B&b=1&a=%C3%A9+%E2%9C%93&b=%'],
    ['bytes that are not UTF-8', 'b=2&Z=%2B&b=1&a=%C3%A9+%E2%9C%93&b=2%ff'],
  ])('[P2] is not right with %s', (_what, body) => {
    expect(twilio(site, repeated, body)).toBe('mismatch')
  })

  test('[P2] says nothing of a body of another kind, unless its hash is in the URL', () => {
    const get = 'CsGP2EdtjUwputYiU0oKLVLXDEY='

    expect(twilio(`${site}?b=1`, get, '')).toBe('valid')
    expect(twilio(`${site}?b=1`, get, '{"forged":true}', json)).toBe('mismatch')
  })
})

describe("[P2] Mailgun's signature", () => {
  const secret = 'key-3ax6xnjp29jd6fds4gc373sgvjxteol0'
  const fields = {
    token: 'a8ce0edb2dd8301dee6c2405235584e45aa91d1e9f979f3de0',
    timestamp: '1767225600',
    signature: '9169a6b188660b4bbd303534a2e20711e7e2ce6c30fe4d19de850a8816054efa',
  }
  const parts = Object.entries(fields).map(
    ([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  const bodies: readonly (readonly [string, HeaderPair, string])[] = [
    ['a form', form, `subject=H%C3%A9+you&${new URLSearchParams(fields)}&event=opened`],
    ['parts', ['Content-Type', 'multipart/form-data; boundary=b'], `${parts.join('')}--b--\r\n`],
    [
      'JSON with other time stamps before it',
      json,
      ` {"event-data" : {"timestamp":1,"token":"x","signature":"é"},\n "signature" : ${JSON.stringify(fields, null, 1)}}\n`,
    ],
    ['JSON without an event', json, JSON.stringify({ signature: fields })],
    [
      'JSON with a number as its time',
      json,
      JSON.stringify({ signature: { ...fields, timestamp: 1767225600 }, 'event-data': {} }),
    ],
  ]

  test.each(
    bodies,
  )('[P2] is found in %s, and made anew without touching the rest', (_what, type, body) => {
    const evidence = evidenceOf({ headers: [type], body })
    const [scheme] = providerOfScheme('mailgun')?.schemes ?? []

    const signed = scheme?.sign?.({ evidence, urls: [], extra: {} }, secret, 1_767_312_000_999)

    const anew = Buffer.from(signed?.body ?? []).toString()
    expect(verdictOn('mailgun', { headers: [type], body, secret })).toBe('valid')
    expect(verdictOn('mailgun', { headers: [type], body: anew, secret })).toBe('valid')
    expect(anew).toContain('1767312000')
    const [, signature = ''] = /([0-9a-f]{64})/.exec(anew) ?? []
    expect(anew.replace('1767312000', fields.timestamp).replace(signature, fields.signature)).toBe(
      body,
    )
  })

  test.each([
    ['no token', { ...fields, token: '' }, 'malformed'],
    ['a time that is none', { ...fields, timestamp: 'now' }, 'malformed'],
    [
      'a signature in upper case',
      { ...fields, signature: fields.signature.toUpperCase() },
      'malformed',
    ],
    ['another time', { ...fields, timestamp: '1767225601' }, 'mismatch'],
  ])('[P2] is not right with %s', (_what, signature, verdict) => {
    const body = JSON.stringify({ signature, 'event-data': { event: 'x' } })

    expect(verdictOn('mailgun', { headers: [json], body, secret })).toBe(verdict)
  })
})

describe('[P2] other signatures', () => {
  test('[P2] of Discord may be written in upper case', () => {
    const vector = known.find(({ provider, valid }) => provider === 'discord' && valid)
    const sent = messageIn(vector ?? expect.unreachable())

    const headers = sent.headers.map(([name, value]): HeaderPair => [name, value.toUpperCase()])

    expect(verdictOn('discord', { ...sent, headers, secret: vector?.publicKey ?? '' })).toBe(
      'valid',
    )
  })

  test.each([
    ['no id', 'Twitch-Eventsub-Message-Id'],
    ['no time', 'Twitch-Eventsub-Message-Timestamp'],
  ])('[P2] of Twitch with %s are malformed', (_what, missing) => {
    const headers: readonly HeaderPair[] = [
      ['Twitch-Eventsub-Message-Id', 'm'],
      ['Twitch-Eventsub-Message-Timestamp', '2026-01-01T00:00:00Z'],
      ['Twitch-Eventsub-Message-Signature', `sha256=${'0'.repeat(64)}`],
    ]

    const sent = headers.filter(([name]) => name !== missing)

    expect(verdictOn('twitch', { headers, secret: 's' })).toBe('mismatch')
    expect(verdictOn('twitch', { headers: sent, secret: 's' })).toBe('malformed')
  })

  test.each([
    ['another algorithm', `md5=${'0'.repeat(32)}`],
    ['no algorithm', '0'.repeat(64)],
    ['too few digits', `sha512=${'0'.repeat(64)}`],
  ])('[P2] of WebSub with %s are malformed', (_what, value) => {
    const headers: HeaderPair[] = [['X-Hub-Signature', value]]

    expect(verdictOn('websub', { headers, secret: 's' })).toBe('malformed')
  })

  test('[P2] of X are not looked for in a challenge', () => {
    const headers: HeaderPair[] = [['X-Twitter-Webhooks-Signature', 'sha256=x']]

    expect(verdictOn('x-twitter', { method: 'GET', headers, secret: 's' })).toBe('unsigned')
  })

  test.each([
    ['other credentials', 'Basic dXNlcjp3cm9uZw==', 'mismatch'],
    ['no colon', 'Basic dXNlcg==', 'malformed'],
    ['no base64', 'Basic user:pass', 'malformed'],
    ['another way', 'Bearer dXNlcjpwYXNz', 'unsigned'],
    ['the word in lower case', 'basic dXNlcjpwYXNz', 'valid'],
  ])('[P2] of Postmark with %s', (_what, value, verdict) => {
    const headers: HeaderPair[] = [['Authorization', value]]

    expect(verdictOn('postmark', { headers, secret: 'user:pass' })).toBe(verdict)
  })
})
