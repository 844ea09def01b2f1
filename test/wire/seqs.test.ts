import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatSeqs, maxSeqsText, parseSeqs } from '../../server/wire/seqs.ts'

test.each([
  ['7', [[7, 7]]],
  [
    '1,4..9',
    [
      [1, 1],
      [4, 9],
    ],
  ],
  [
    '9,1,2,3',
    [
      [1, 3],
      [9, 9],
    ],
  ],
  ['5..8,1..6,7..7', [[1, 8]]],
])('«%s» names those in ascending ranges, none touching another', (text, ranges) => {
  expect(parseSeqs(text)?.map(({ from, to }) => [from, to])).toEqual(ranges)
})

test.each([
  '',
  ',',
  '1,',
  ' 1',
  '1, 2',
  'a',
  '-1',
  '1.5',
  '1..',
  '..3',
  '3..1',
  '1...3',
  '1e3',
  '9'.repeat(16),
  '1,'.repeat(maxSeqsText),
])('«%s» is no list of seqs', (text) => {
  expect(parseSeqs(text)).toBeUndefined()
})

test('what is formatted is parsed as the same seqs, in texts of the length allowed', () => {
  const seqs = fc.uniqueArray(
    fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 1e6 })),
  )

  fc.assert(
    fc.property(seqs, fc.integer({ min: 20, max: 60 }), (chosen, maxLength) => {
      const texts = formatSeqs(chosen, maxLength)

      const named = texts.flatMap((text) =>
        (parseSeqs(text) ?? []).flatMap(({ from, to }) =>
          Array.from({ length: to - from + 1 }, (_, n) => from + n),
        ),
      )
      expect(named).toEqual(chosen.toSorted((a, b) => a - b))
      expect(texts.every((text) => text.length <= maxLength)).toBe(true)
    }),
  )
})
