// What the filter bar offers at the caret.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { completeFilter, type SeenValues } from '../../../server/wire/filter/complete.ts'
import { filterKeys } from '../../../server/wire/filter/keys.ts'
import { parseFilter } from '../../../server/wire/filter/parse.ts'

const seen: SeenValues = (key, name) => {
  if (key === 'provider') return ['stripe', 'git hub']
  if (key === 'tag') return ['paid', 'to check']
  if (key === 'h') return name === undefined ? ['x-id', 'accept'] : ['7', 'a,b']
  if (key === 'body')
    return name === undefined ? ['data.id', 'items.*.a'] : name === 'data.id' ? ['in_1'] : []
  return []
}

test.each([
  ['prov|', ['provider:']],
  ['-(prov|', ['provider:']],
  ['size:1 prov|ider', ['provider:']],
  ['h|', ['h.', 'has:', 'method:', 'path:']],
  ['h.|', ['h.x-id:', 'h.accept:']],
  ['h.x-id:|', ['7', '"a,b"']],
  ['body.|', ['body.data.id:', 'body.items.*.a:']],
  ['body.da|', ['body.data.id:']],
  ['-body.data.id:i|', ['in_1']],
  ['provider:|', ['stripe', '"git hub"']],
  ['provider:shopify,st|', ['stripe']],
  ['Provider:ST|', ['stripe']],
  ['tag:|', ['paid', '"to check"']],
  ['is:re|', ['retry', 'read', 'unread']],
  ['state:too|', ['too-large']],
  ['at:|', ['today', 'yesterday', '-15m', '-1h', '-1d']],
  ['"prov|', []],
  ['nothing:|', []],
])('at «%s» it offers %j', (marked, expected) => {
  const caret = marked.indexOf('|')

  const { options } = completeFilter(marked.replace('|', ''), caret, seen)

  expect(options.map(({ insert }) => insert)).toEqual(expected)
})

test('an option replaces what was typed of it and nothing else', () => {
  const text = 'a provider:shopify,st OR b'
  const { from, to, options } = completeFilter(text, 21, seen)

  const completed = text.slice(0, from) + options[0]?.insert + text.slice(to)

  expect(completed).toBe('a provider:shopify,stripe OR b')
})

test('every value offered for a key makes a filter that reads', () => {
  for (const key of Object.keys(filterKeys)) {
    for (const { insert } of completeFilter(`${key}:`, key.length + 1, seen).options) {
      const term = key === 'h' || key === 'q' || key === 'body' ? `${key}.x:` : `${key}:`
      expect(parseFilter(term + insert), term + insert).toMatchObject({ type: 'filter' })
    }
  }
})

test('[A6] whatever is typed, completing answers', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(20), (text, caret) => {
      const { from, to } = completeFilter(text, Math.min(caret, text.length), seen)

      expect(0 <= from && from <= to && to <= text.length).toBe(true)
    }),
  )
})
