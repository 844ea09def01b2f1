import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  arrivalSpan,
  movesOn,
  printArrival,
  withArrival,
  withoutArrival,
} from '../../../server/wire/filter/arrival.ts'
import { parseFilter } from '../../../server/wire/filter/parse.ts'

const now = Date.UTC(2026, 10, 21, 12)
const utc = () => 0

function spanOf(text: string) {
  const span = arrivalSpan(parseFilter(text), now)
  return span && [span.from, span.before]
}

test.each([
  ['path:/a', undefined],
  ['at:-15m', [now - 900_000, Number.POSITIVE_INFINITY]],
  ['x at:2026-11-21T12:00..2026-11-21T12:01 y', [now, now + 120_000]],
  ['at:-1h at:..now', [now - 3_600_000, now + 1]],
  ['-at:-15m', undefined],
  ['at:-15m OR x', undefined],
  ['(at:-15m)', [now - 900_000, Number.POSITIVE_INFINITY]],
  ['at:today is:foo', [Date.UTC(2026, 10, 21), Date.UTC(2026, 10, 22)]],
])('«%s» says when: %o', (text, span) => {
  expect(spanOf(text)).toEqual(span)
})

test.each([
  ['', 'at:-5m'],
  ['at:-15m', 'at:-5m'],
  ['path:/a', 'path:/a at:-5m'],
  ['a at:-15m b', 'a at:-5m b'],
  ['a at:-15m b at:..now', 'a at:-5m b'],
  ['a OR b', '(a OR b) at:-5m'],
  ['-sig:valid (a OR at:today)', '-sig:valid (a OR at:today) at:-5m'],
])('another time in «%s» makes «%s»', (text, expected) => {
  expect(withArrival(text, parseFilter(text), 'at:-5m')).toBe(expected)
})

test('without its times a filter is the rest of it', () => {
  const text = ' at:-15m  path:/a at:..now  "at:x" '

  expect(withoutArrival(text, parseFilter(text))).toBe('path:/a "at:x"')
})

test('only times that count from now move on', () => {
  const moves = ['at:-15m', 'at:>-1h', 'at:today', 'at:2026..now', 'at:2026', 'at:2026..2027', 'x']

  expect(moves.map((text) => movesOn(parseFilter(text)))).toEqual([
    ...[true, true, true, true],
    ...[false, false, false],
  ])
})

test.each([
  [now, now + 120_000, utc, 'at:2026-11-21T12:00..2026-11-21T12:01'],
  [now, now + 60_000, utc, 'at:2026-11-21T12:00'],
  [now, now + 5000, () => 90, 'at:2026-11-21T13:30:00+01:30..2026-11-21T13:30:04+01:30'],
  [now + 7, now + 9, () => -300, 'at:2026-11-21T07:00:00.007-05:00..2026-11-21T07:00:00.008-05:00'],
  [now, Number.POSITIVE_INFINITY, utc, 'at:2026-11-21T12:00..'],
])('from %d before %d reads well', (from, before, offset, text) => {
  expect(printArrival({ from, before }, offset)).toBe(text)
})

test('a printed span is read as the same span, whatever the zone', () => {
  const zone = fc.integer({ min: -14 * 4, max: 14 * 4 }).map((quarters) => quarters * 15)
  const unit = fc.constantFrom(1, 1000, 60_000, 3_600_000)
  fc.assert(
    fc.property(
      fc.nat(1e6),
      fc.integer({ min: 1, max: 1e4 }),
      unit,
      zone,
      (start, length, ms, at) => {
        const from = now + start * ms
        const before = from + length * ms

        const text = printArrival({ from, before }, () => at)

        expect(spanOf(text)).toEqual([from, before])
      },
    ),
  )
})
