// One request to try filters on, and the trying.

import { createPredicate, type Filterable } from '../../../server/wire/filter/match.ts'
import { parseFilter } from '../../../server/wire/filter/parse.ts'
import { compileRegex } from '../../../server/wire/filter/regex.ts'
import type { RequestSummary } from '../../../server/wire/requests.ts'

export const now = Date.UTC(2026, 10, 21, 12, 30)

export const summary: RequestSummary = {
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

export const request: Required<Omit<Filterable, 'text'>> = {
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

/** Whether the filter takes the subject; fails the test when it is none. */
export function matches(typed: string, subject: Filterable = request): boolean | undefined {
  const parsed = parseFilter(typed, compileRegex)
  if (parsed.type === 'error') throw new Error(`${typed}: ${parsed.error.message}`)
  return createPredicate(parsed.filter, { now, compileRegex }).test(subject)
}
