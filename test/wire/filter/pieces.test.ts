import { expect, test } from 'vitest'
import { parseFilter } from '../../../server/wire/filter/parse.ts'
import { withoutPiece } from '../../../server/wire/filter/pieces.ts'

test.each([
  ['path:/a  -b "c d"', 1, 'path:/a "c d"'],
  ['a OR b', 0, 'b'],
  ['a OR b', 2, 'a'],
  ['a OR b OR c', 2, 'a OR c'],
  ['a b OR c', 0, 'b OR c'],
  ['-(a OR b)', 0, ''],
  ['a is:foo', 1, 'a'],
  ['a is:foo', 0, 'is:foo'],
])('«%s» without piece %d is «%s»', (text, index, expected) => {
  expect(withoutPiece(text, parseFilter(text), index)).toBe(expected)
})
