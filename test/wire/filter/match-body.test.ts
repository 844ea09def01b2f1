// What a filter finds in a body, and what it costs to look.

import { expect, test } from 'vitest'
import type { Filterable } from '../../../server/wire/filter/match.ts'
import { matches, request } from './match-sample.ts'

test('a body is read once for a request, and not at all when the rest decides', () => {
  let reads = 0
  const counted: Filterable = {
    ...request,
    body: () => {
      reads += 1
      return new Uint8Array()
    },
  }

  matches('provider:github body.a:1', counted)
  const before = reads
  matches('body.a:1 OR body.b:1 OR nowhere', counted)

  expect([before, reads]).toEqual([0, 1])
})

const ofBody = (text: string | Uint8Array): Filterable => ({
  ...request,
  body: () => (typeof text === 'string' ? new TextEncoder().encode(text) : text),
})

test.each([
  '',
  ' ',
  '{',
  '[',
  '{"a"',
  '{"a":',
  '{"a":1',
  '{"a":}',
  '{"a" 1}',
  '{a:1}',
  '{"a":tru}',
  '{"b":1}}',
  '[1',
  '"a"',
  '1',
  'null',
  '{"b":[}',
  ']',
  '\0',
  '{"b":"\\"}',
])('a body that is not whole JSON, «%s», has no field and breaks nothing', (text) => {
  expect(matches('body.a:*', ofBody(text))).toBe(false)
})

test('of a body cut off in the middle, the fields that arrived are found', () => {
  const cut = ofBody('{"a":1,"b":[{"c":"x"},{"c":"y')

  expect(matches('body.a:1 body.b[0].c:x', cut)).toBe(true)
  expect(matches('body.b[1].c:*', cut)).toBe(false)
})

test('[A6] of a large body, the first mebibyte is looked at', () => {
  const large = (before: number) => ofBody(`{"x":"${' '.repeat(before)}","late":"found"}`)

  expect(matches('body.late:found found', large(1_000_000))).toBe(true)
  expect(matches('body.late:found OR found', large(1_100_000))).toBe(false)
})

const deep = 200_000
test.each([
  ['brackets', '['.repeat(deep)],
  ['braces', '{"a":'.repeat(deep)],
  ['quotes', '"'.repeat(deep)],
  ['backslashes', `{"a":"${'\\'.repeat(deep)}`],
  ['digits', `{"a":${'9'.repeat(deep)}}`],
  ['zeros', `{"a":1${'0'.repeat(deep)}1}`],
  ['blanks', `{${' '.repeat(deep)}`],
  ['bytes that are no text', new Uint8Array(deep).fill(0xff)],
])('[A6] a body of nothing but %s answers every filter', (_, text) => {
  for (const typed of [
    'body.a:1',
    'body.a:>1',
    'body.*.*.*:x',
    'body.a[0]:*',
    'a*a*b',
    '/(a+)+$/',
    'body.a:/(.*.*)*x/',
  ]) {
    expect(typeof matches(typed, ofBody(text))).toBe('boolean')
  }
})

test.each([
  ['(a+)+$', 'a'],
  ['(a|a)*b', 'a'],
  ['(.*a){20}', 'a'],
  ['(a?){100}(a){100}', 'a'],
  ['(x+x+)+y', 'x'],
  ['([a-z]+)*[0-9]', 'a'],
])('[A6] the pattern /%s/, catastrophic for backtracking, answers on a long text', (source, letter) => {
  const long = ofBody(`${letter.repeat(500_000)}!`)

  expect(typeof matches(`/${source}/ OR body.a:/${source}/`, long)).toBe('boolean')
})
