// A filter in a sentence, as the inspector says it back.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeFilter } from '../../../server/wire/filter/describe.ts'
import { parseFilter } from '../../../server/wire/filter/parse.ts'
import { anyFilter } from './arbitrary.ts'

test('any tree is described in one sentence', () => {
  fc.assert(
    fc.property(anyFilter, (filter) => {
      expect(describeFilter(filter)).toMatch(/^(All r|R)equests.*\.$/s)
    }),
  )
})

test.each([
  ['', 'All requests.'],
  [
    'provider:stripe event:invoice.* -sig:valid',
    'Requests whose provider is “stripe” and whose event is like “invoice.*” and whose signature is not “valid”.',
  ],
  [
    'is:retry OR status:5xx',
    "Requests that are repeated attempts by their sender's count or whose answered status is between 500 and 599.",
  ],
  ['-(has:note size:>1mb)', 'Requests that have not a note or whose size is not above 1mb.'],
  ['h.x-id:* -order', 'Requests with header “x-id” and in which nowhere “order” appears.'],
  ['at:-20m', 'Requests that arrived within the last 20 minutes.'],
  ['at:>=-1h', 'Requests that arrived within the last hour.'],
  ['at:-90s..now', 'Requests that arrived within the last 90 seconds.'],
  ['-at:-1d', 'Requests that did not arrive within the last day.'],
  ['at:<-2w', 'Requests that arrived more than 2 weeks ago.'],
  ['at:..-1h', 'Requests that arrived 1 hour ago or earlier.'],
  ['at:-2h..-1h', 'Requests that arrived between 2 hours ago and 1 hour ago.'],
  ['at:now', 'Requests that arrived this very moment.'],
  ['at:today,yesterday', 'Requests that arrived today or yesterday.'],
  ['at:yesterday..now', 'Requests that arrived between yesterday and now.'],
  ['at:>=yesterday', 'Requests that arrived yesterday or later.'],
  ['at:2026', 'Requests that arrived in 2026.'],
  ['at:2026-11', 'Requests that arrived in Nov 2026.'],
  ['at:2026-11-05', 'Requests that arrived on 5 Nov 2026.'],
  ['at:<2026-11-05', 'Requests that arrived before 5 Nov 2026.'],
  ['at:<=2026-11-05', 'Requests that arrived on 5 Nov 2026 or earlier.'],
  ['at:2026-11-05T12:04', 'Requests that arrived at 12:04 UTC on 5 Nov 2026.'],
  ['at:>2026-11-05T12:04:30+02:00', 'Requests that arrived after 12:04:30 +02:00 on 5 Nov 2026.'],
  [
    'at:2026-11-05T12:04Z..2026-11-05T13:00Z',
    'Requests that arrived between 12:04 UTC on 5 Nov 2026 and 13:00 UTC on 5 Nov 2026.',
  ],
])('«%s» is described as «%s»', (typed, sentence) => {
  const parsed = parseFilter(typed)

  expect(parsed.type === 'filter' && describeFilter(parsed.filter)).toBe(sentence)
})
