// Requests of every shape for the stores' filters, with words that filters look for.

import fc from 'fast-check'
import type { NewRequest } from '../../../server/store/store.ts'
import type { RequestMarks } from '../../../server/wire/requests.ts'
import { names, words } from '../../wire/filter/arbitrary.ts'
import { bin, newRequest } from './samples.ts'

/** What filters take for the present. */
export const now = Date.UTC(2026, 10, 21, 12)

export interface AnyRequest {
  readonly request: NewRequest
  readonly marks: RequestMarks | null
  readonly isDelivered: boolean
}

const word = fc.constantFrom(...words)
const name = fc.constantFrom(...names)
const pairs = fc.array(fc.tuple(name, word), { maxLength: 3 })

/** JSON as senders write it: numbers of any length, names given twice, now and then cut off. */
const json: fc.Arbitrary<string> = fc.letrec<{ value: string; scalar: string }>((tie) => ({
  scalar: fc.oneof(
    word.map((text) => JSON.stringify(text)),
    fc.constantFrom(
      '1',
      '-3',
      '7.0',
      '100',
      '1e2',
      '12345678901234567890',
      'true',
      'null',
      '"\\u00e9"',
    ),
  ),
  value: fc.oneof(
    { depthSize: 'small' },
    tie('scalar'),
    fc
      .array(fc.tuple(name, tie('value')), { maxLength: 3 })
      .map((all) => `{${all.map(([key, value]) => `${JSON.stringify(key)}: ${value}`).join(',')}}`),
    fc.array(tie('value'), { maxLength: 3 }).map((all) => `[ ${all.join(' ,')}]`),
  ),
})).value

const body = fc
  .oneof(
    { weight: 4, arbitrary: json },
    { weight: 1, arbitrary: fc.tuple(json, fc.nat(30)).map(([text, end]) => text.slice(0, end)) },
    { weight: 1, arbitrary: word },
  )
  .map((text) => Buffer.from(text))

const query = fc.oneof(
  fc.constantFrom('', 'a', 'a=7&b=%C3%A9', 'a=%zz+1&a=', '&&=&b.c=100'),
  pairs.map((all) => new URLSearchParams(all.map(([key, value]) => [key, value])).toString()),
)

export const anyRequest: fc.Arbitrary<AnyRequest> = fc.record({
  request: fc
    .record({
      receivedAt: fc.constantFrom(
        now,
        now - 1,
        now - 600_000,
        now - 86_400_000,
        Date.UTC(2026, 10, 21, 10, 30),
        Date.UTC(2025, 0),
      ),
      method: fc.constantFrom('POST', 'post', 'GET', 'K', ''),
      path: fc.oneof(word, fc.constantFrom('', '/', '/orders/5', '/%C3%A9/a')),
      query,
      headers: pairs,
      trailers: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, pairs),
      remoteAddress: fc.constantFrom('10.0.0.7', '::1'),
      state: fc.constantFrom('complete', 'too-large', 'aborted', 'malformed'),
      contentType: fc.option(fc.oneof(word, fc.constant('application/cloudevents+json; x=1'))),
      contentEncoding: fc.option(fc.constant('gzip')),
      gist: fc.option(word),
      provider: fc.option(
        fc.record(
          {
            id: fc.constantFrom('stripe', 'a'),
            label: word,
            event: fc.option(word),
            deliveryId: fc.option(word),
            attempt: fc.nat(3),
            hasFixedBody: fc.constant(true as const),
          },
          { requiredKeys: ['id', 'label', 'event', 'deliveryId'] },
        ),
      ),
      signature: fc.option(
        fc.record({
          verdict: fc.constantFrom('valid', 'mismatch', 'unsigned'),
          reason: fc.option(fc.constantFrom('signed-crlf', 'unknown')),
          detail: word,
        }),
      ),
      response: fc.option(
        fc.record({
          status: fc.constantFrom(200, 204, 404, 500),
          by: fc.constantFrom('default', 'handshake'),
          ms: fc.constant(1),
        }),
      ),
      body,
    })
    .map((more) => newRequest(bin, more)),
  marks: fc.option(
    fc.record({
      note: word,
      tags: fc.uniqueArray(word, { maxLength: 3 }),
      pinned: fc.boolean(),
      read: fc.boolean(),
    }),
  ),
  isDelivered: fc.boolean(),
})
