import { expect, test } from 'vitest'
import { findText } from '../../web/text/find-text.ts'

function find(
  text: string,
  wanted: string,
  options: { isCaseSensitive?: boolean; isJson?: boolean } = {},
) {
  const query = { text: wanted, isCaseSensitive: false, isJson: false, ...options }
  const { starts, ends } = findText(text, query)
  return Array.from(starts, (start, index) => text.slice(start, ends[index]))
}

test('a text is found in any case, or in its own', () => {
  expect(find('Aa aA', 'aa')).toEqual(['Aa', 'aA'])
  expect(find('Aa aA', 'Aa', { isCaseSensitive: true })).toEqual(['Aa'])
  expect(find('Aa', '')).toEqual([])
})

test('no character of the text is a pattern', () => {
  const signs = '^$.*+?()[]{}|\\/-'

  expect(find(`x${signs}y`, signs)).toEqual([signs])
  expect(find('abc', '.')).toEqual([])
})

test('in JSON the white space around a colon is layout', () => {
  expect(find('{"a":1,"b" : 2}', '"a": 1', { isJson: true })).toEqual(['"a":1'])
  expect(find('{"a":1,"b" : 2}', '"b":2', { isJson: true })).toEqual(['"b" : 2'])
  expect(find('{"a":1}', ':', { isJson: true })).toEqual([':'])
  expect(find('{"a":1}', '"a": 1')).toEqual([])
})

test('[A6] more matches than anyone looks at are not all counted', () => {
  const query = { text: 'a', isCaseSensitive: true, isJson: false }

  const found = findText('a'.repeat(50), query, 10)

  expect(found.starts).toHaveLength(10)
  expect(found.isMore).toBe(true)
  expect(findText('a'.repeat(10), query, 10).isMore).toBe(false)
})
