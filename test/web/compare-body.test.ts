import { expect, test } from 'vitest'
import { compareBodies } from '../../web/text/compare/body.ts'
import { createMuter, defaultNoiseRules } from '../../web/text/compare/noise-rules.ts'
import { comparePairs } from '../../web/text/compare/pairs.ts'
import { summarize, tallyOfBody } from '../../web/text/compare/summary.ts'

const mute = createMuter(defaultNoiseRules)

function compare(left: string | Uint8Array, right: string | Uint8Array, contentType = '') {
  const side = (body: string | Uint8Array) => ({
    bytes: typeof body === 'string' ? new TextEncoder().encode(body) : body,
    contentType,
  })
  return compareBodies(side(left), side(right))
}

function summaryOf(left: string, right: string, contentType = 'application/json'): string {
  return summarize({ sections: [], body: compare(left, right, contentType), mute })
}

test('the summary says what differs, what is noise and what is only laid out otherwise', () => {
  expect(summaryOf('{"a":1}', '{"a":1}')).toBe('Byte for byte the same.')
  expect(summaryOf('{"a":1}', '{"a": 1}')).toBe('The same, but for white space in the body.')
  expect(summaryOf('{"id":1}', '{"id":2}')).toBe(
    'The same but for noise: 1 difference muted as noise.',
  )
  expect(summaryOf('{"a":1,"b":2,"id":1}', '{"b":3,"a":2,"id":2}')).toBe(
    '2 values of the body differ, the order of keys differs, 1 difference muted as noise.',
  )
  expect(summaryOf('', '{"a":1}')).toBe('Only the right has a body.')
  expect(summaryOf('a\nb', 'a\nc', 'text/plain')).toBe('1 place of the body differs.')
})

test('headers that only stand in another order have the same values', () => {
  const [a, b] = [
    { name: 'A', value: '1' },
    { name: 'B', value: '2' },
  ]
  const rows = comparePairs([a, b], [b, a], { root: 'headers', isCaseFree: true })
  const headers = { id: 'headers', title: 'Headers', noun: 'header', isOrdered: true, rows }

  const summary = summarize({ sections: [headers], body: compare('', ''), mute })

  expect(summary).toBe('The values are the same, the order of the headers differs.')
})

test('every muted difference is still counted', () => {
  const { view } = compare(
    '{"id":1,"created_at":"2026-11-21T12:00:00Z","total":1}',
    '{"id":2,"created_at":"2026-11-22T12:00:00Z","total":2}',
    'application/json',
  )

  expect(tallyOfBody(view, mute)).toEqual({ counted: 1, muted: 2, moved: 0 })
  expect(tallyOfBody(view, () => undefined)).toEqual({ counted: 3, muted: 0, moved: 0 })
})

test.each([
  ['JSON', '{"a":1}', '{"a":2}', 'application/json', 'json'],
  ['JSON without a content type', ' [1]', '[2]', '', 'json'],
  ['XML', '<a><b>1</b></a>', '<a><b>2</b></a>', 'text/xml', 'xml'],
  ['XML that is not well-formed', '<a>', '<a><b></a>', 'text/xml', 'text'],
  ['plain text', 'a', 'b', 'text/plain', 'text'],
])('%s is compared by lines of it', (_what, left, right, contentType, language) => {
  expect(compare(left, right, contentType).view).toMatchObject({ type: 'lines', language })
})

test('forms and multipart bodies are compared by name', () => {
  const part = (name: string, value: string) =>
    `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  const changed = (view: ReturnType<typeof compare>['view']) =>
    view.type === 'pairs' ? view.rows.flatMap((row) => row.difference?.steps ?? []) : view.type

  const form = compare('a=1&b=2', 'b=2&a=3', 'application/x-www-form-urlencoded')
  const parts = compare(
    `${part('a', '1')}${part('b', '2')}--x--\r\n`,
    `${part('a', '1')}${part('b', '3')}--x--\r\n`,
    'multipart/form-data; boundary=x',
  )

  expect(changed(form.view)).toEqual(['body', 'a'])
  expect(changed(parts.view)).toEqual(['body', 'b'])
})

test('what is JSON on one side only is said so, with the fault', () => {
  const compared = compare('{"a":1}', '{"a":', 'application/json')

  expect(compared.note).toContain('on the left is JSON, the one on the right is plain text')
  expect(compared.note).toContain('it ends too early')
  expect(compared.view).toMatchObject({ type: 'lines', language: 'text' })
})

test('bytes beside text are compared as bytes', () => {
  const compared = compare('text', new Uint8Array([0, 1, 2, 255]), 'application/octet-stream')

  expect(compared.view).toMatchObject({ type: 'bytes', comparison: { firstOffset: 0 } })
})
