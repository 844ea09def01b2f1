import { createHash, createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { HeaderPair } from '../../server/wire/requests.ts'
import { checked, signed, signedAt } from './signed.ts'

const key = 'secret'
const keys = [key]

function macOf(...parts: readonly string[]): string {
  return createHmac('sha256', key).update(parts.join('')).digest('base64')
}

describe('[P2] Linear', () => {
  const body = '{ "webhookTimestamp":1, "a" : "ü"}'

  test('[P2] is signed anew with its time in the body and every other byte kept', () => {
    const message = signed('linear', { key, body, headers: [['linear-timestamp', '1']] })

    expect(message.body.toString()).toBe(body.replace(':1,', `:${signedAt},`))
    expect(message.headers).toContainEqual(['Linear-Timestamp', String(signedAt)])
    expect(checked('linear', message, { keys })).toMatchObject({ verdict: 'valid' })
  })

  test('[P2] may be a minute away on either side', () => {
    const message = signed('linear', { key, body })

    const verdicts = [-60_001, -60_000, 60_000, 60_001].map(
      (later) => checked('linear', message, { keys, at: signedAt + later }).verdict,
    )

    expect(verdicts).toEqual(['stale', 'valid', 'valid', 'stale'])
  })

  test.each([
    '{"a":1}',
    '{"webhookTimestamp":"1767225600000"}',
    'no JSON',
  ])('[P2] is refused without a time as a number, whatever its header says: %s', (timeless) => {
    const signature = createHmac('sha256', key).update(timeless).digest('hex')
    const headers: readonly HeaderPair[] = [
      ['Linear-Signature', signature],
      ['Linear-Timestamp', String(signedAt)],
    ]

    expect(checked('linear', { headers, body: timeless }, { keys })).toMatchObject({
      verdict: 'malformed',
      detail: expect.stringContaining('webhookTimestamp'),
    })
  })
})

describe('[P2] HubSpot', () => {
  const body = '[]'
  const time: HeaderPair = ['X-HubSpot-Request-Timestamp', String(signedAt)]
  const plain = createHash('sha256')
    .update(key + body)
    .digest('hex')

  test('[P2] decides by its third version where an older one is sent beside it', () => {
    const headers: readonly HeaderPair[] = [
      ['X-HubSpot-Signature', plain],
      ['X-HubSpot-Signature-Version', 'v1'],
    ]
    const newest: HeaderPair = ['X-HubSpot-Signature-v3', macOf('anything else')]

    expect(checked('hubspot', { headers, body }, { keys }).verdict).toBe('valid')
    expect(
      checked('hubspot', { headers: [...headers, time, newest], body }, { keys }).verdict,
    ).toBe('mismatch')
  })

  test('[P2] is taken for the first version where none is named', () => {
    const headers: readonly HeaderPair[] = [['X-HubSpot-Signature', plain]]

    expect(checked('hubspot', { headers, body }, { keys }).verdict).toBe('valid')
  })

  test('[P2] may have decoded some of the URL before it signed', () => {
    const url = 'https://hooks.example.com/in/abc?to=a%40b&c=%26%20'
    const mac = macOf('POST', url.replace('%40', '@'), body, String(signedAt))
    const headers: readonly HeaderPair[] = [time, ['X-HubSpot-Signature-v3', mac]]

    expect(checked('hubspot', { headers, body }, { keys, url }).verdict).toBe('valid')
    expect(
      checked('hubspot', { headers, body }, { keys, url: url.replace('%26', '&') }).verdict,
    ).toBe('mismatch')
  })

  test('[P2] is stale after five minutes, to the millisecond', () => {
    const message = signed('hubspot', { key, body })

    const verdicts = [300_000, 300_001].map(
      (later) => checked('hubspot', message, { keys, at: signedAt + later }).verdict,
    )

    expect(verdicts).toEqual(['valid', 'stale'])
  })
})

describe('[P2] Box', () => {
  test('[P2] is signed with either key', () => {
    const { headers, body } = signed('box', { key })
    const second = headers.map(
      ([name, value]): HeaderPair => [name.replace('PRIMARY', 'SECONDARY'), value],
    )
    const message = { headers: [...second, ['BOX-SIGNATURE-PRIMARY', macOf('x')] as const], body }

    expect(checked('box', message, { keys: ['other', key] }).verdict).toBe('valid')
    expect(checked('box', message, { keys: ['other'], extra: { secondaryKey: key } }).verdict).toBe(
      'valid',
    )
    expect(checked('box', message, { keys: ['other'], extra: { secondary: key } }).verdict).toBe(
      'valid',
    )
    expect(
      checked('box', message, { keys: ['other'], extra: { secondaryKey: 'wrong' } }).verdict,
    ).toBe('mismatch')
  })

  test('[P2] may have been escaped when it was signed, if it is text at all', () => {
    const { headers } = signed('box', { key })
    const time = headers.find(([name]) => name === 'BOX-DELIVERY-TIMESTAMP')?.[1] ?? ''
    const signature = macOf('{"a":"\\u00e9\\/\\ufffd"}', time)
    const escaped = headers.map(
      ([name, value]): HeaderPair => [name, name.endsWith('PRIMARY') ? signature : value],
    )
    const text = Buffer.from('{"a":"é/\ufffd"}')
    const bytes = Buffer.concat([text.subarray(0, 9), Buffer.from([0xff]), Buffer.from('"}')])

    expect(checked('box', { headers: escaped, body: text }, { keys }).verdict).toBe('valid')
    expect(checked('box', { headers: escaped, body: bytes }, { keys }).verdict).toBe('mismatch')
  })

  test('[P2] is read with its own version and algorithm alone', () => {
    const { headers, body } = signed('box', { key })
    const other = headers.map(
      ([name, value]): HeaderPair => [name, value.replace('HmacSHA256', 'HmacSHA1')],
    )

    expect(checked('box', { headers: other, body }, { keys })).toMatchObject({
      verdict: 'malformed',
      detail: expect.stringContaining('BOX-SIGNATURE-ALGORITHM'),
    })
  })

  test('[P2] may be ten minutes old and no second ahead', () => {
    const message = signed('box', { key })

    const verdicts = [600_999, 601_000, -1].map(
      (later) => checked('box', message, { keys, at: signedAt + later }).verdict,
    )

    expect(verdicts).toEqual(['valid', 'stale', 'stale'])
  })
})

describe('[P2] others', () => {
  test('[P2] DocuSign may have signed with any of many keys', () => {
    const headers: readonly HeaderPair[] = [
      ['X-DocuSign-Signature-1', macOf('x')],
      ['X-DocuSign-Signature-37', macOf('{}')],
    ]

    expect(checked('docusign', { headers, body: '{}' }, { keys }).verdict).toBe('valid')
  })

  test('[P2] Trello signs the callback URL behind the body', () => {
    const message = signed('trello', { key, url: 'https://x.example/a' })

    expect(checked('trello', message, { keys, url: 'https://x.example/a' }).verdict).toBe('valid')
    expect(checked('trello', message, { keys, url: 'https://x.example/b' }).verdict).toBe(
      'mismatch',
    )
  })

  test('[P2] a Zendesk webhook without a body signs its time alone', () => {
    const time = '2026-01-01T00:00:00Z'
    const headers: readonly HeaderPair[] = [
      ['X-Zendesk-Webhook-Signature', macOf(time)],
      ['X-Zendesk-Webhook-Signature-Timestamp', time],
    ]

    expect(checked('zendesk', { headers, body: '' }, { keys }).verdict).toBe('valid')
  })

  test('[P2] a token of monday is over the moment it expires', () => {
    const message = signed('monday', { key })

    const verdicts = [299_999, 300_000].map(
      (later) => checked('monday', message, { keys, at: signedAt + later }).verdict,
    )

    expect(verdicts).toEqual(['valid', 'stale'])
  })

  test.each([
    [{ aud: 'https://elsewhere.example' }, 'valid'],
    [{ nbf: signedAt / 1000 + 1 }, 'stale'],
    [{ exp: String(signedAt / 1000 + 300) }, 'malformed'],
    [{ exp: null }, 'malformed'],
    [{ nbf: 'x' }, 'malformed'],
  ])('[P2] a token of monday that claims %j', (claims, verdict) => {
    const text = ['{"alg":"HS256"}', JSON.stringify(claims)]
      .map((part) => Buffer.from(part).toString('base64url'))
      .join('.')
    const mac = Buffer.from(macOf(text), 'base64').toString('base64url')
    const headers: readonly HeaderPair[] = [['Authorization', `${text}.${mac}`]]

    expect(checked('monday', { headers, body: '{}' }, { keys }).verdict).toBe(verdict)
  })
})
