import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { hmac } from '../../server/providers/signing/hmac.ts'
import * as exceptions from './exceptions.ts'
import { known, messageIn, verdictOn } from './known-vectors.ts'
import { checkSent, secret } from './mismatches.ts'

const event = {
  id: 'evt_1',
  url: 'https://example.com/a',
  note: 'naïve café',
  tags: ['a', 'b'],
  none: [],
  data: { zip: 10, amount: 19.5 },
}
const min = JSON.stringify(event)
const pretty = JSON.stringify(event, null, 2)
const spaced =
  '{"id": "evt_1", "url": "https://example.com/a", "note": "naïve café", "tags": ["a", "b"], "none": [], "data": {"zip": 10, "amount": 19.5}}'
const ascii = (text: string) => text.replace('ï', '\\u00ef').replace('é', '\\u00e9')
const slashes = (text: string) => text.replaceAll('/', '\\/')
const crlf = (text: string) => text.replaceAll('\n', '\r\n')

type Case = readonly [
  reason: string,
  what: string,
  signed: string | Uint8Array,
  received: string | Uint8Array,
]

/** What is found while the sender waits. */
const inline: readonly Case[] = [
  ['signed-minified', 'minified', min, pretty],
  ['signed-minified', 'minified from JSON with spaces', min, spaced],
  [
    'signed-minified',
    'parsed and written anew',
    '{"n":1,"m":"é"}',
    '{"n": 1.0, "n": 1, "m": "\\u00e9"}',
  ],
  [
    'signed-minified',
    'minified, numbers and duplicate keys kept',
    '{"n":1.0,"n":1e2}',
    '{ "n": 1.0, "n": 1e2 }',
  ],
  ['signed-pretty', 'pretty-printed with 2 spaces', pretty, min],
  ['signed-pretty', 'pretty-printed with 4 spaces', JSON.stringify(event, null, 4), min],
  ['signed-pretty', 'pretty-printed with tabs', JSON.stringify(event, null, '\t'), min],
  ['signed-pretty', "as Python's json.dumps has it", spaced, min],
  ['signed-with-newline', 'with a line feed at its end', `${min}\n`, min],
  ['signed-without-newline', 'without the line end it has', min, `${min}\n`],
  ['signed-crlf', 'with CR LF', crlf(pretty), pretty],
  ['signed-lf', 'with line feeds alone', pretty, crlf(pretty)],
  ['signed-ascii-escaped', 'with \\uXXXX', ascii(min), min],
  ['signed-ascii-escaped', 'with the characters themselves', min, ascii(min)],
  ['signed-slash-escaped', 'with \\/', slashes(min), min],
  ['signed-slash-escaped', 'with plain slashes', min, slashes(min)],
  ['signed-slash-escaped', "as PHP's json_encode has it", slashes(ascii(min)), min],
]

/** What takes longer to find. */
const thorough: readonly Case[] = [
  ['signed-with-newline', 'with CR LF at its end', `${min}\r\n`, min],
  ['signed-pretty', "escaped, as Python's json.dumps has it", ascii(spaced), min],
  ['signed-minified', 'minified and escaped', slashes(ascii(min)), pretty],
  ['signed-pretty', 'pretty-printed with a line feed at its end', `${pretty}\n`, min],
  ['signed-pretty', 'pretty-printed with CR LF', crlf(pretty), min],
  [
    'signed-minified',
    'minified with its keys in order',
    '{"a":[{"c":1,"d":2}],"b":1.0}',
    '{"b": 1.0, "a": [{"d": 2, "c": 1}]}',
  ],
  [
    'signed-ascii-escaped',
    "as Go's encoding/json has it",
    '{"a":"\\u003cb\\u003e \\u0026"}',
    '{"a":"<b> &"}',
  ],
  [
    'signed-ascii-escaped',
    'as .NET has it',
    '{"a":"caf\\u00E9 \\u0022\\u002B\\u0022"}',
    '{"a":"café \\"+\\""}',
  ],
  ['signed-charset', 'in ISO 8859-1', Buffer.from(min, 'latin1'), min],
  ['signed-charset', 'in Windows-1252', Buffer.from('{"a":"\x80 5"}', 'latin1'), '{"a":"€ 5"}'],
  ['signed-charset', 'in UTF-16', Buffer.from(min, 'utf16le'), min],
  ['signed-charset', 'with a byte order mark', `\uFEFF${min}`, min],
  ['signed-charset', 'without a byte order mark', min, `\uFEFF${min}`],
  ['signed-charset', 'before it was encoded twice', min, Buffer.from(min).toString('latin1')],
  ['signed-charset', 'before it was encoded as base64', min, Buffer.from(min).toString('base64')],
  ['signed-charset', 'with %20 for the spaces of a form', 'a=b%20c&d=e', 'a=b+c&d=e'],
  ['signed-charset', 'with the fields of a form in order', 'a=1&b=2', 'b=2&a=1'],
  ['signed-otherwise', 'without any body', '', min],
  ['signed-otherwise', 'as an object that was no text yet', '[object Object]', min],
]

describe.each([
  'stripe',
  'github',
  'standard-webhooks',
  'shopify',
  'slack',
  'square',
])('[P2] a body that was signed otherwise, by %s', (by) => {
  test.each(inline)('[P2] %s: %s', (reason, _what, signed, received) => {
    const check = checkSent({ by, signed, received })

    expect(check).toMatchObject({ verdict: 'mismatch', reason })
    expect(check.isProvisional).toBeUndefined()
  })

  test.each(thorough)('[P2] %s: %s, when there is time', (reason, _what, signed, received) => {
    const check = checkSent({ by, signed, received, effort: 'thorough' })

    expect(check).toMatchObject({ verdict: 'mismatch', reason })
  })
})

const genuine = known.filter(({ kind, valid }) => kind === 'valid' && valid)
const saysNothingOfIt = new Set([
  ...exceptions.leavesBodyOut,
  ...Object.keys(exceptions.signedValues),
])

test.each(
  genuine.filter(({ provider }) => !saysNothingOfIt.has(provider)),
)('[P2] of $provider (vector $index) a line feed that was added is found', (vector) => {
  const body = Buffer.concat([messageIn(vector).body, Buffer.from('\n')])

  const check = verdictOn(vector, { body }, 'inline')

  expect(check).toMatchObject({ verdict: 'mismatch', reason: 'signed-without-newline' })
})

test('[P2] a body that was packed on its way is told by what it was before', () => {
  const check = checkSent({
    by: 'github',
    signed: min,
    received: gzipSync(min),
    effort: 'thorough',
  })

  expect(check).toMatchObject({ verdict: 'mismatch', reason: 'signed-charset' })
  expect(check.detail).toContain('before it was compressed')
})

test('[P2] bytes that are no UTF-8 are told by the text they stand for', () => {
  const received = Buffer.from(min, 'latin1')

  const check = checkSent({ by: 'github', signed: min, received, effort: 'thorough' })

  expect(check).toMatchObject({ verdict: 'mismatch', reason: 'signed-charset' })
  expect(check.detail).toContain('in UTF-8 instead of ISO 8859-1')
})

test('[P2] what is signed without its time and id is told so', () => {
  const alone = `v0=${hmac('sha256', secret, min).toString('hex')}`

  const check = checkSent({
    by: 'slack',
    signed: min,
    changed: [['X-Slack-Signature', alone]],
    effort: 'thorough',
  })

  expect(check).toMatchObject({ verdict: 'mismatch', reason: 'signed-otherwise' })
  expect(check.detail).toContain('over the body alone')
})

test('[P2] an id or a time that was changed is found again in another header', () => {
  const check = checkSent({
    by: 'standard-webhooks',
    signed: min,
    headers: [
      ['webhook-id', 'msg_1'],
      ['svix-id', 'msg_1'],
    ],
    changed: [['webhook-id', 'msg_2']],
    effort: 'thorough',
  })

  expect(check).toMatchObject({ verdict: 'mismatch', reason: 'signed-otherwise' })
  expect(check.detail).toContain('webhook-id is «msg_1», as svix-id has it')
})
