// What each key finds in a request, and what a filter knows from a summary alone.

import { expect, test } from 'vitest'
import { createPredicate, type Filterable } from '../../../server/wire/filter/match.ts'
import { parseFilter } from '../../../server/wire/filter/parse.ts'
import { compileRegex } from '../../../server/wire/filter/regex.ts'
import type { RequestSummary } from '../../../server/wire/requests.ts'

const now = Date.UTC(2026, 10, 21, 12, 30)

const summary: RequestSummary = {
  seq: 1,
  receivedAt: now - 10 * 60_000,
  durationMs: 1,
  method: 'POST',
  target: '/in/x/Orders/5?a=1&a=two+words&b%20c=%C3%A9&broken=%zz&flag',
  path: '/Orders/5',
  query: 'a=1&a=two+words&b%20c=%C3%A9&broken=%zz&flag',
  httpVersion: '1.1',
  remoteAddress: '10.0.0.7',
  state: 'complete',
  body: {
    size: 1500,
    sha256: '',
    contentType: 'application/cloudevents+json; charset=utf-8',
    contentEncoding: null,
  },
  provider: {
    id: 'stripe',
    label: 'Stripe',
    event: 'invoice.paid',
    deliveryId: 'evt_1',
    attempt: 2,
  },
  signature: { verdict: 'mismatch', reason: 'signed-minified', detail: 'Not so.' },
  gist: 'in_123 · 50 EUR',
  response: { status: 500, by: 'rule', ms: 1 },
  deliveries: 0,
  note: 'Look at THIS',
  tags: ['To Check', 'paid'],
  pinned: true,
  read: false,
}

const body = `{
  "id": 9007199254740993, "amount": 5000.50, "big": 1e400, "livemode": false, "nothing": null,
  "at": "2026-11-21T10:00:00Z", "count": "12", "text": "Gr\\u00fc\\u00dfe \\"you\\"", "a.b": {"": 1},
  "data": {"items": [{"price": 3, "tags": ["x", "y"]}, {"price": 30}, [1, [2]]]},
  "twice": 1, "twice": 2
}`

const request: Required<Filterable> = {
  summary,
  headers: [
    ['User-Agent', 'Stripe/1.0 (+https://stripe.com)'],
    ['X-Twice', 'one'],
    ['x-twice', 'TWO'],
    ['Content-Length', '1500'],
  ],
  trailers: [],
  body: () => new TextEncoder().encode(body),
}

function matches(typed: string, subject: Filterable = request): boolean | undefined {
  const parsed = parseFilter(typed, compileRegex)
  if (parsed.type === 'error') throw new Error(`${typed}: ${parsed.error.message}`)
  return createPredicate(parsed.filter, { now, compileRegex }).test(subject)
}

test.each([
  '',
  '-nowhere',
  'orders',
  'ORDERS/5',
  '"two words"',
  'a=two+words',
  'é',
  'invoice',
  '"50 eur"',
  '"look at this"',
  'stripe.com',
  '"2026-11-21T10"',
  'livemode',
  'ord*5',
  'look*this',
  '/Orders\\/\\d$/',
  '/^look/i',
  '/"price":\\s30/',
  'method:post',
  'method:GET,POST',
  'path:/orders/5',
  'path:/orders/*',
  'path:*5',
  'path:/^.Orders/',
  'ct:json',
  'ct:cloudevents+json',
  'ct:application/cloudevents+json',
  'ct:*charset=utf-8',
  'ip:10.0.*',
  'provider:stripe',
  'provider:STRIPE',
  'event:invoice.*',
  'event:invoice.paid',
  'sig:mismatch',
  'sig:signed-minified',
  'sig:signed-*',
  'state:complete',
  'is:retry',
  'is:unread',
  'is:pinned',
  '-is:read',
  '-is:handshake',
  'tag:paid',
  'tag:"to check"',
  'tag:to*',
  'tag:x,PAID',
  'tag:/^To\\s/',
  '-tag:check',
  'check',
  'has:tag',
  'has:note',
  'has:query',
  'has:body',
  'has:signature',
  'has:event',
  'has:delivery,note',
  '-has:delivery',
  '-has:trailer',
  '-has:encoding',
  'status:500',
  'status:5xx',
  'status:>=500',
  'status:400..',
  '-status:200..299',
  'size:1500',
  'size:1.5kb',
  'size:>1kb',
  'size:<=1500',
  '-size:<1500',
  'size:1KiB..2KiB',
  'q.a:1',
  'q.a:"two words"',
  'q.a:>0',
  'q."b c":É',
  'q.broken:%zz',
  'q.flag:""',
  'q.flag:*',
  '-q.flags:*',
  '-q.A:*',
  'h.user-agent:stripe/*',
  'h.X-Twice:two',
  'h.x-twice:one',
  'h.content-length:>999',
  'h.content-length:1000..2000',
  '-h.content-length:>1500',
  '-h.x-none:*',
  'at:today',
  'at:-15m',
  '-at:-5m',
  'at:2026-11-21',
  'at:2026-11',
  'at:2026',
  'at:2026-11-21T12:20',
  'at:2026-11-21T14:20+02:00',
  '-at:2026-11-21T12:21',
  'at:2026-11-20..2026-11-21',
  'at:>2026-11-20',
  '-at:>2026-11-21',
  'at:>=2026-11-21',
  'at:<=2026-11-21',
  '-at:<2026-11-21',
  'at:-1h..-5m',
  'at:..now',
  '-at:yesterday',
  'body.id:9007199254740993',
  '-body.id:9007199254740992',
  'body.id:>9007199254740992',
  '-body.id:>9007199254740993',
  'body.amount:5000.5',
  'body.amount:>5000',
  'body.amount:5000..5001',
  'body.big:>1e399',
  'body.big:10e399',
  'body.livemode:false',
  'body.nothing:null',
  'body.at:>2026-11-20',
  'body.at:2026-11-21..2026-11-22',
  'body.count:>11',
  'body.count:12',
  '-body.count:12.0',
  'body.text:grüßE*',
  'body.text:"grüße \\"you\\""',
  'body."a.b"."":1',
  'body["a.b"]:*',
  'body.data:*',
  'body.data:**',
  '-body.data:x*',
  'body.data.items[0].price:3',
  'body.data.items.1.price:30',
  'body.data.items.*.price:>10',
  'body.data.items.*.*.*:x',
  'body.data.items[*].tags[1]:y',
  '-body.data.items.*.tags[2]:*',
  'body.data.items[2].1.0:2',
  '-body.none:*',
  'body.twice:1',
  'body.twice:2',
  'body.*:2',
  'body.at:/^2026/',
  'body.livemode:*',
  'provider:github OR is:retry',
  'provider:stripe (is:read OR is:pinned)',
  '-(provider:stripe is:read)',
])('«%s» matches', (typed) => {
  expect(matches(typed)).toBe(true)
  expect(matches(typed === '' ? '-*' : `-(${typed})`)).toBe(false)
})

test.each([
  ['provider:stripe', true],
  ['provider:github', false],
  ['h.x:1', undefined],
  ['-h.x:1', undefined],
  ['body.x:1', undefined],
  ['has:trailer', undefined],
  ['nowhere', undefined],
  ['orders', true],
  ['provider:github h.x:1', false],
  ['h.x:1 provider:github', false],
  ['provider:stripe OR h.x:1', true],
  ['-(h.x:1 provider:github)', true],
] as const)('from a summary alone, «%s» is %s', (typed, expected) => {
  expect(matches(typed, { summary })).toBe(expected)
})

test.each([
  ['provider:stripe', { headers: false, body: false, marks: false }],
  ['-(is:read OR h.x:1)', { headers: true, body: false, marks: true }],
  ['has:note,trailer', { headers: true, body: false, marks: true }],
  ['body.a:1', { headers: false, body: true, marks: false }],
  ['tag:a', { headers: false, body: false, marks: true }],
  ['is:retry has:event', { headers: false, body: false, marks: false }],
  ['-text', { headers: true, body: true, marks: true }],
])('«%s» needs %j besides the summary', (typed, needs) => {
  const parsed = parseFilter(typed)
  if (parsed.type === 'error') throw new Error(parsed.error.message)

  expect(createPredicate(parsed.filter, { now }).needs).toEqual(needs)
})

test('a body is read once for a request, and not at all when the rest decides', () => {
  let reads = 0
  const counted: Filterable = {
    ...request,
    body: () => {
      reads += 1
      return new Uint8Array()
    },
  }

  matches('provider:github body.a:1', counted)
  const before = reads
  matches('body.a:1 OR body.b:1 OR nowhere', counted)

  expect([before, reads]).toEqual([0, 1])
})

const ofBody = (text: string | Uint8Array): Filterable => ({
  ...request,
  body: () => (typeof text === 'string' ? new TextEncoder().encode(text) : text),
})

test.each([
  '',
  ' ',
  '{',
  '[',
  '{"a"',
  '{"a":',
  '{"a":1',
  '{"a":}',
  '{"a" 1}',
  '{a:1}',
  '{"a":tru}',
  '{"b":1}}',
  '[1',
  '"a"',
  '1',
  'null',
  '{"b":[}',
  ']',
  '\0',
  '{"b":"\\"}',
])('a body that is not whole JSON, «%s», has no field and breaks nothing', (text) => {
  expect(matches('body.a:*', ofBody(text))).toBe(false)
})

test('of a body cut off in the middle, the fields that arrived are found', () => {
  const cut = ofBody('{"a":1,"b":[{"c":"x"},{"c":"y')

  expect(matches('body.a:1 body.b[0].c:x', cut)).toBe(true)
  expect(matches('body.b[1].c:*', cut)).toBe(false)
})

test('[A6] of a large body, the first mebibyte is looked at', () => {
  const large = (before: number) => ofBody(`{"x":"${' '.repeat(before)}","late":"found"}`)

  expect(matches('body.late:found found', large(1_000_000))).toBe(true)
  expect(matches('body.late:found OR found', large(1_100_000))).toBe(false)
})

const deep = 200_000
test.each([
  ['brackets', '['.repeat(deep)],
  ['braces', '{"a":'.repeat(deep)],
  ['quotes', '"'.repeat(deep)],
  ['backslashes', `{"a":"${'\\'.repeat(deep)}`],
  ['digits', `{"a":${'9'.repeat(deep)}}`],
  ['zeros', `{"a":1${'0'.repeat(deep)}1}`],
  ['blanks', `{${' '.repeat(deep)}`],
  ['bytes that are no text', new Uint8Array(deep).fill(0xff)],
])('[A6] a body of nothing but %s answers every filter', (_, text) => {
  for (const typed of [
    'body.a:1',
    'body.a:>1',
    'body.*.*.*:x',
    'body.a[0]:*',
    'a*a*b',
    '/(a+)+$/',
    'body.a:/(.*.*)*x/',
  ]) {
    expect(typeof matches(typed, ofBody(text))).toBe('boolean')
  }
})

test.each([
  ['(a+)+$', 'a'],
  ['(a|a)*b', 'a'],
  ['(.*a){20}', 'a'],
  ['(a?){100}(a){100}', 'a'],
  ['(x+x+)+y', 'x'],
  ['([a-z]+)*[0-9]', 'a'],
])('[A6] the pattern /%s/, catastrophic for backtracking, answers on a long text', (source, letter) => {
  const long = ofBody(`${letter.repeat(500_000)}!`)

  expect(typeof matches(`/${source}/ OR body.a:/${source}/`, long)).toBe('boolean')
})
