import { validateHeaderValue } from 'node:http'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  compileTemplate,
  type TemplateMode,
  TemplateTooLarge,
  templateFlaw,
} from '../../server/responses/template.ts'
import { anyText } from './any-text.ts'
import { fill, filled, requestWith } from './template-request.ts'

const modes: readonly TemplateMode[] = ['text', 'json', 'markup', 'header']

/** What could be found of JavaScript itself. */
const inherited = [Object, Array, String, Number, Boolean, Function]
  .flatMap(({ prototype }) => Object.getOwnPropertyNames(prototype))
  .concat('rawJSON', 'view', 'parent', 'prototype')

// A number such as 1.0 has the body read in another way.
test.each([
  '1',
  '1.0',
])('[R2] nothing is ever found of a prototype, or of a value without own names: with %s', (number) => {
  const body = `{"o":{"x":1},"l":["y"],"s":"text","n":${number},"t":true,"z":null}`
  for (const name of new Set(inherited)) {
    const tags = ['o', 'l', 's', 'n', 't', 'z'].map((key) => `{{body.${key}.${name}}}`)
    const inner = ['o', 'l', 's', 'n', 't'].map(
      (key) => `{{#body.${key}}}{{${name}}}{{o.${name}}}{{/body.${key}}}`,
    )

    const { text } = fill([`{{body.${name}}}`, ...tags, ...inner].join(''), 'text', { body })

    expect(text.replaceAll(/\[missing: [^\]]*\]/g, ''), name).toBe('')
  }
})

test('[R2] names of the request are not shadowed by what a body holds', () => {
  const body =
    '{"method":"X","seq":"X","now":"X","query":{"a":"X"},"body":"X","uuid":"X","bin":"X"}'

  const written = filled('{{method}}{{seq}}{{now.unix}}{{query.a}}{{bin}}{{body.bin}}', 'text', {
    body,
    query: 'a=1',
  })

  expect(written).toBe('POST1217952570051shop-devX')
})

test('[R2] keys of any name are keys', () => {
  const body =
    '{"__proto__":{"a":1.0},"constructor":"c","toJSON":"j","hasOwnProperty":0,"length":9}'

  const text = '{{body.__proto__.a}}{{body.constructor}}{{body.length}}{{#body}}{{toJSON}}{{/body}}'

  const written = filled(text, 'text', { body })

  expect(written).toBe('1.0c9j')
  expect(filled('{{{body.__proto__}}}', 'json', { body })).toBe('{"a":1.0}')
})

describe('[R2] the bounds', () => {
  test.each([
    [
      'sections that repeat sections',
      '{{#body.l}}{{#body.l}}{{#body.l}}{{/body.l}}{{/body.l}}{{/body.l}}',
      `{"l":[${'1,'.repeat(99)}1]}`,
    ],
    ['a long list', '{{#body}}{{seq}}{{/body}}', `[${'1,'.repeat(60_000)}1]`],
    ['a value written again and again', '{{body.x}}'.repeat(11), `{"x":"${'x'.repeat(100_000)}"}`],
    ['characters of several bytes', '{{body}}{{body}}', '€'.repeat(200_000)],
    ['a body of more than 1 MiB', '{{body}}', 'x'.repeat(1_048_577)],
    [
      'a value nested without end',
      '{{body.x}}',
      `{"x":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
    ],
  ])('%s is too much', (_what, text, body) => {
    expect(() => fill(text, 'text', { body })).toThrow(TemplateTooLarge)
  })

  test('of a body of more than 1 MiB, no value is known but that it is there', () => {
    const body = JSON.stringify({ id: 1, rest: 'x'.repeat(1_048_576) })

    const written = filled('[{{body.id}}, {{#body}}"sent"{{/body}}]', 'json', { body })

    expect(written).toBe('[null, "sent"]')
  })

  test('a body nested without end is no JSON, or its other values are there', () => {
    const depth = 50_000
    const body = (innermost: string) =>
      `{"id":1,"x":${'['.repeat(depth)}${innermost}${']'.repeat(depth)}}`

    expect(filled('{{body.id}}', 'text', { body: body('') })).toBe('1')
    expect(fill('{{body.id}}', 'text', { body: body('1.0') }).missing).toEqual(['body.id'])
  })
})

const pieces = [
  ...['{{', '}}', '{', '}', '#', '^', '/', '&', '>', '!', '=', '.', '[', ']', '"', '\\', ' ', '\n'],
  ...[
    '{{body.',
    '{{#body',
    '{{/body',
    '{{{',
    '}}}',
    '{{=<% %>=}}',
    '<%',
    '%>',
    '0',
    'x',
    'é',
    '😀',
  ],
  ...['body', 'query.', 'header.', 'uuid', 'now', '__proto__', 'constructor', 'toString', 'length'],
  ...['{{#body}}', '{{/body}}', '{{.}}', '{{{body}}}', '{{query.x}}', '\u2028', '\0', '\ud800'],
]

test('[R2] whatever template meets whatever request, only a bound is ever thrown', () => {
  const body = fc.oneof(
    fc.json(),
    anyText(),
    fc.constantFrom('[[1.0],{"x":"a\\"b","__proto__":{"x":1}}]', '{"x":[1e2,-0],"0":{}}', '["'),
    fc.uint8Array(),
  )
  const given = fc.record({
    body,
    query: fc.string(),
    contentType: fc.constantFrom(null, 'application/json', 'application/x-www-form-urlencoded'),
  })
  const text = fc
    .array(fc.constantFrom(...pieces), { maxLength: 14 })
    .map((parts) => parts.join(''))
  let tried = 0

  fc.assert(
    fc.property(text, given, fc.constantFrom(...modes), (template, request, mode) => {
      if (templateFlaw(template) !== undefined) return
      tried += 1
      try {
        compileTemplate(template, mode).fill(requestWith(request))
      } catch (error) {
        expect(error).toBeInstanceOf(TemplateTooLarge)
      }
    }),
    {
      numRuns: 1000,
      examples: [['{{#body}}{{.}}{{/body}}', { body: '{}', query: '', contentType: null }, 'json']],
    },
  )

  expect(tried).toBeGreaterThan(100)
})

test('[R2] no header that a template writes can be refused by Node, or hold a control character', () => {
  const value = anyText(200)

  fc.assert(
    fc.property(value, value, value, (before, inBody, inHeader) => {
      const text = `${before.replaceAll('{', '')}{{body.v}}{{{body}}}{{header.x}}`

      const written = filled(text, 'header', {
        body: JSON.stringify({ v: inBody }),
        headers: [['x', inHeader]],
      })

      expect(() => validateHeaderValue('x', written)).not.toThrow()
      expect(/[^\t -~\u0080-\u00ff]/.test(written)).toBe(false)
    }),
  )
})
