import { expect, test } from 'vitest'
import { duration, gap } from '../../server/wire/durations.ts'
import { decodePairs } from '../../web/text/decode-pairs.ts'
import { formatSize } from '../../web/text/format-size.ts'
import { timeAgo } from '../../web/text/format-time.ts'

test('a query keeps order, duplicates, missing values and what does not decode', () => {
  expect(decodePairs('a=1&b&a=%zz&c=x+y%20z&=v&')).toEqual([
    { name: 'a', value: '1', raw: 'a=1', isBroken: false },
    { name: 'b', value: null, raw: 'b', isBroken: false },
    { name: 'a', value: '%zz', raw: 'a=%zz', isBroken: true },
    { name: 'c', value: 'x y z', raw: 'c=x+y%20z', isBroken: false },
    { name: '', value: 'v', raw: '=v', isBroken: false },
  ])
})

test('sizes and times read as people say them', () => {
  const sizes = [0, 999, 1000, 2100, 9960, 184_000, 999_600, 10_485_760]
  const times = [0.04, 38.4, 2310, 245_000]

  expect(sizes.map(formatSize)).toEqual([
    '0 B',
    '999 B',
    '1.0 kB',
    '2.1 kB',
    '10 kB',
    '184 kB',
    '1.0 MB',
    '10 MB',
  ])
  expect(times.map(duration)).toEqual(['0 ms', '38 ms', '2.31 s', '4 min 5 s'])
  expect(timeAgo(0, 3 * 60_000)).toBe('3 min ago')
})

test('the time between two attempts is told no more exactly than one cares to know', () => {
  const seconds = [0.038, 2.51, 30, 300, 7_800, 86_400, 259_200]

  expect(seconds.map((each) => gap(each * 1_000))).toEqual([
    '38 ms',
    '2.5 s',
    '30 s',
    '5 min',
    '2 h 10 min',
    '24 h',
    '3 days',
  ])
})
