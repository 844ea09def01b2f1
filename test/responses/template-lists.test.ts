// What stands between the elements of a list that a section repeats for.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { templateFlaw } from '../../server/responses/template.ts'
import { fill, filled } from './template-request.ts'

test('[R2] a JSON list is made of any list, with what each element says and where it stands', () => {
  const text =
    '[{{#body.v}}{"is": {{.}}, "at": {{@index}}, "first": {{@first}}}{{^@last}}, {{/@last}}{{/body.v}}]'

  fc.assert(
    fc.property(fc.array(fc.oneof(fc.jsonValue(), fc.constant(0))), (list) => {
      const v = JSON.parse(JSON.stringify(list))

      const written = filled(text, 'json', { body: JSON.stringify({ v }) })

      const expected = v.map((is: unknown, at: number) => ({ is, at, first: at === 0 }))
      expect(JSON.parse(written)).toEqual(expected)
    }),
  )
})

test.each([
  ['{{#body.ids}}{{.}}{{^@last}}, {{/@last}}{{/body.ids}}', 'a, b, c'],
  ['{{#body.ids}}{{^@first}} | {{/@first}}{{.}}{{/body.ids}}', 'a | b | c'],
  ['{{#body.ids}}{{#@last}}and {{/@last}}{{.}} {{/body.ids}}', 'a b and c '],
  ['{{#body.none}}{{^@last}}, {{/@last}}{{/body.none}}{{^body.none}}none{{/body.none}}', 'none'],
  // The innermost list counts, through sections that are none, and the outer one again behind it.
  [
    '{{#body.rows}}({{#.}}{{.}}{{^@last}},{{/@last}}{{/.}}){{^@last}};{{/@last}}{{/body.rows}}',
    '(1,2);(3)',
  ],
  ['{{#body.items}}{{#of}}{{id}}{{^@last}}, {{/@last}}{{/of}}{{/body.items}}', '7, 8'],
])('[R2] %s writes %s', (text, written) => {
  const body = JSON.stringify({
    ids: ['a', 'b', 'c'],
    none: [],
    rows: [[1, 2], [3]],
    items: [{ of: { id: 7 } }, { of: { id: 8 } }],
  })

  expect(fill(text, 'text', { body })).toEqual({ text: written, missing: [] })
})

test('[R2] names of a place mean it whatever fields are called, which their paths reach', () => {
  const body = '{"items":[{"@index":"mine"}]}'

  expect(
    filled('{{#body.items}}{{@index}} {{body.items.0.@index}}{{/body.items}}', 'text', { body }),
  ).toBe('0 mine')
})

test('[R2] where there is no list there is no place in it', () => {
  expect(templateFlaw('{{@last}}')).toMatch(/^\{\{@last\}\} tells the place in the list/)
  expect(templateFlaw('{{#body.id}}x{{/body.id}}{{^@first}},{{/@first}}')).toMatch(/@first/)
  expect(fill('{{#body.id}}{{@index}}{{/body.id}}', 'text', { body: '{"id":1}' }).missing).toEqual([
    '@index',
  ])
})
