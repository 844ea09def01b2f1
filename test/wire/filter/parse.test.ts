// What the filter grammar takes and refuses, and that printing a tree and parsing it gives the tree back.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseFilter } from '../../../server/wire/filter/parse.ts'
import { printFilter } from '../../../server/wire/filter/print.ts'
import { compileRegex } from '../../../server/wire/filter/regex.ts'
import type { Filter } from '../../../server/wire/filter/syntax.ts'
import { anyFilter } from './arbitrary.ts'

const exact = (text: string) => ({ type: 'exact', text }) as const
const text = (value: string) => ({ type: 'text', pattern: exact(value) }) as const

test.each<[string, Filter]>([
  ['', { type: 'all' }],
  ['  ', { type: 'all' }],
  ['order', text('order')],
  ['a b', { type: 'and', parts: [text('a'), text('b')] }],
  ['a OR b', { type: 'or', parts: [text('a'), text('b')] }],
  ['(a (b c))', { type: 'and', parts: [text('a'), text('b'), text('c')] }],
  ['-a', { type: 'not', part: text('a') }],
  ['-(-a)', { type: 'not', part: { type: 'not', part: text('a') } }],
  ['"a \\"b\\" \\\\ \\n"', text('a "b" \\ \\n')],
  ['"OR"', text('OR')],
  ['or', text('or')],
  ['12:30', text('12:30')],
  ['a,b', text('a,b')],
  ['a*b', { type: 'text', pattern: { type: 'glob', text: 'a*b' } }],
  ['"a*b"', text('a*b')],
  ['/a b/i', { type: 'and', parts: [text('/a'), text('b/i')] }],
  ['provider:stripe', { type: 'field', key: { type: 'provider' }, tests: [exact('stripe')] }],
  [
    'PROVIDER:a,"b c"',
    { type: 'field', key: { type: 'provider' }, tests: [exact('a'), exact('b c')] },
  ],
  ['path:/orders/5', { type: 'field', key: { type: 'path' }, tests: [exact('/orders/5')] }],
  ['path:/a/b/', { type: 'field', key: { type: 'path' }, tests: [exact('/a/b/')] }],
  ['path:/a..b', { type: 'field', key: { type: 'path' }, tests: [exact('/a..b')] }],
  ['ip:::1', { type: 'field', key: { type: 'ip' }, tests: [exact('::1')] }],
  [
    'path:/^\\/or[d]ers(,|\\ )/i',
    {
      type: 'field',
      key: { type: 'path' },
      tests: [{ type: 'regex', source: '^\\/or[d]ers(,|\\ )', flags: 'i' }],
    },
  ],
  [
    'size:>1mb',
    {
      type: 'field',
      key: { type: 'size' },
      tests: [{ type: 'compare', op: '>', value: '1000000' }],
    },
  ],
  ['size:10KiB', { type: 'field', key: { type: 'size' }, tests: [exact('10240')] }],
  ['size:1.5k', { type: 'field', key: { type: 'size' }, tests: [exact('1500')] }],
  [
    'status:4xx,500..',
    {
      type: 'field',
      key: { type: 'status' },
      tests: [
        { type: 'range', from: '400', to: '499' },
        { type: 'range', from: '500', to: null },
      ],
    },
  ],
  [
    'at:-15M',
    { type: 'field', key: { type: 'at' }, tests: [{ type: 'range', from: '-15m', to: null }] },
  ],
  [
    'at:-2h..-1h',
    { type: 'field', key: { type: 'at' }, tests: [{ type: 'range', from: '-2h', to: '-1h' }] },
  ],
  [
    'at:2026-11-21t10:00z..',
    {
      type: 'field',
      key: { type: 'at' },
      tests: [{ type: 'range', from: '2026-11-21T10:00Z', to: null }],
    },
  ],
  ['is:Retry', { type: 'field', key: { type: 'is' }, tests: [exact('retry')] }],
  ['h.X-Id:7', { type: 'field', key: { type: 'h', name: 'x-id' }, tests: [exact('7')] }],
  ['q.hub.Mode:x', { type: 'field', key: { type: 'q', name: 'hub.Mode' }, tests: [exact('x')] }],
  ['q."a b":""', { type: 'field', key: { type: 'q', name: 'a b' }, tests: [exact('')] }],
  [
    'body.a[0].*."b.c"["*"]:-5..5',
    {
      type: 'field',
      key: {
        type: 'body',
        path: [
          { type: 'name', name: 'a' },
          { type: 'name', name: '0' },
          { type: 'any' },
          { type: 'name', name: 'b.c' },
          { type: 'name', name: '*' },
        ],
      },
      tests: [{ type: 'range', from: '-5', to: '5' }],
    },
  ],
] as const)('«%s» is read as meant', (typed, expected) => {
  const parsed = parseFilter(typed, compileRegex)

  expect(parsed).toMatchObject({ type: 'filter', filter: expected })
})

test.each([
  ['(a', 0, 1, 'does not end'],
  ['a)', 1, 2, 'Nothing opened'],
  ['()', 0, 2, 'Nothing is between'],
  ['a OR', 2, 4, 'both sides'],
  ['OR a', 0, 2, 'both sides'],
  ['a OR OR b', 5, 7, 'both sides'],
  ['a AND b', 2, 5, 'no AND'],
  ['NOT a', 0, 3, 'no NOT'],
  ['-', 0, 1, 'minus'],
  ['--a', 0, 1, 'minus'],
  ['"a', 0, 2, 'quote does not end'],
  ['a"b"', 1, 2, 'space is missing'],
  ['"a"b', 3, 4, 'space is missing'],
  ['https://example.com', 0, 5, 'no key https'],
  ['a colour:red', 2, 8, 'no key colour'],
  ['provider:', 9, 9, 'value is missing'],
  ['provider: stripe', 9, 9, 'value is missing'],
  ['provider:a,,b', 9, 11, 'value is missing'],
  ['provider:>a', 9, 10, 'no order'],
  ['is:old', 3, 6, 'retry'],
  ['has:x,note', 4, 5, 'note'],
  ['state:done', 6, 10, 'aborted'],
  ['size:1tb', 5, 8, 'no size'],
  ['size:-5', 5, 7, 'no size'],
  ['status:6xx', 7, 10, 'no status'],
  ['status:20', 7, 9, 'no status'],
  ['at:2026-02-30', 3, 13, 'no time'],
  ['at:2026-11-21T25:00', 3, 19, 'no time'],
  ['at:noon', 3, 7, 'no time'],
  ['h:x', 0, 1, 'needs a name'],
  ['body.:x', 0, 4, 'needs a name'],
  ['body.a', 0, 6, 'colon'],
  ['body.a[0:1', 6, 9, 'bracket'],
  ['path:/(/', 0, 8, 'does not compile'],
  ['/(?=a)/', 0, 7, 'does not compile'],
  ['/a/ /b/ /c/ /d/', 12, 15, '3 regular expressions'],
])('«%s» is refused from %i to %i with a sentence', (typed, from, to, words) => {
  const parsed = parseFilter(typed, compileRegex)

  expect(parsed).toMatchObject({
    type: 'error',
    error: { message: expect.stringContaining(words), from, to },
  })
  expect(parsed.type === 'error' && parsed.error.message).toMatch(/^[A-Za-z].*[.…"]$/)
})

test('a regular expression is only checked where there is something to check it with', () => {
  expect(parseFilter('/(/')).toMatchObject({ type: 'filter' })
  expect(parseFilter('/(/', compileRegex)).toMatchObject({ type: 'error' })
})

test('any tree is printed as a text that parses back to it', () => {
  fc.assert(
    fc.property(anyFilter, (filter) => {
      const printed = printFilter(filter)

      expect(parseFilter(printed, compileRegex)).toMatchObject({ type: 'filter', filter })
    }),
    { numRuns: 1000 },
  )
})

test('[A6] whatever is typed is read or refused, and what is read prints and reads the same', () => {
  const pieces = fc.constantFrom(
    '(',
    ')',
    '-',
    '"',
    '/',
    '\\',
    ':',
    '.',
    '..',
    ',',
    '*',
    ' ',
    'OR',
    '>',
    '<=',
    '[',
    ']',
    'q.',
    'h.x',
    'body.a',
    'size:',
    'at:',
    'is:',
    'path:',
    '1',
    '5xx',
    'mb',
    'x',
    'ü',
    '\u2003',
    '\0',
    '{9,}',
  )
  const typed = fc.oneof(
    fc.string(),
    fc.array(pieces, { maxLength: 30 }).map((all) => all.join('')),
  )
  fc.assert(
    fc.property(typed, (text) => {
      const parsed = parseFilter(text, compileRegex)

      if (parsed.type === 'error') {
        const { from, to } = parsed.error
        expect(0 <= from && from <= to && to <= text.length + 2).toBe(true)
        return
      }
      const { type, filter } = parsed
      expect(parseFilter(printFilter(filter), compileRegex)).toMatchObject({ type, filter })
    }),
    { numRuns: 1000 },
  )
})

test.each([
  ['many parentheses', '('.repeat(2000)],
  ['many closed parentheses', `${'('.repeat(900)}a${')'.repeat(900)}`],
  ['negations in parentheses', `${'-('.repeat(400)}a${')'.repeat(400)}`],
  ['a long text', 'a'.repeat(2001)],
  ['many terms', 'a '.repeat(999)],
  ['a long list', `ip:${'1,'.repeat(500)}1`],
  ['a deep path', `body${'.a'.repeat(100)}:1`],
  ['a long regular expression', `/${'a'.repeat(301)}/`],
  ['a regular expression that repeats much', '/a{1000}/'],
  ['nested repetitions', '/((a{200}){200}){200}/'],
  ['a wide regular expression', `/${'x{0,200}'.repeat(30)}/`],
])('[A6] %s are refused', (_, typed) => {
  expect(parseFilter(typed, compileRegex).type).toBe('error')
})

test.each([
  ['path:/a -(b OR c)  OR  "d e"', ['path:/a', '-(b OR c)', 'OR', '"d e"']],
  ['(a (b)) --c', ['(a (b))']],
  ['a b )', ['a', 'b']],
  ['  ', []],
])('what «%s» is made of is told with its places', (typed, expected) => {
  const { pieces } = parseFilter(typed)

  expect(pieces.map(({ from, to }) => typed.slice(from, to))).toEqual(expected)
})
