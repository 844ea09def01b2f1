// Random filters that the grammar can spell, over few enough words that random requests match some of them.

import fc from 'fast-check'
import { choicesOf } from '../../../server/wire/filter/keys.ts'
import type { Filter, Key, Pattern, Step, Term, Test } from '../../../server/wire/filter/syntax.ts'

/** Words of requests and filters alike: some odd, some equal but for their case, some that look like syntax. */
export const words = [
  '',
  'a',
  'A',
  'ab',
  'b c',
  'é',
  'É',
  'K',
  'k',
  '7',
  '7.0',
  '007',
  '12345678901234567890',
  '12345678901234567891',
  '-3',
  '1e2',
  '100',
  'null',
  'true',
  'x"y',
  'back\\slash',
  'OR',
  '-a',
  '>1',
  '/a/',
  '/orders/5',
  'a,b',
  'a..b',
  '(',
  '*',
  'a:b',
  'invoice.paid',
  'stripe',
  'Stripe',
  'POST',
  'post',
  'application/json',
  'json',
  'valid',
  'mismatch',
  'signed-crlf',
  '\0n',
  '2026-11-21',
] as const

export const names = ['a', 'b', 'X-A', 'x-a', 'b.c', '0', '1', '*', '"q"', 'é', 'a b'] as const

const word = fc.constantFrom(...words)
const exact = word.map((text): Pattern => ({ type: 'exact', text }))
const glob = fc
  .constantFrom('*', 'a*', '*a', 'inv*.paid', '*/*', '**b', '*É', '*7*', 'post*', 'x*y*z', '*\\*')
  .map((text): Pattern => ({ type: 'glob', text }))
const regex = fc
  .record({
    source: fc.constantFrom(
      'a',
      '^a$',
      'a|b',
      '[0-9]{2,}',
      '\\/a\\/',
      'paid$',
      '\\s',
      '.',
      'É',
      '\\bjson',
    ),
    flags: fc.constantFrom('', 'i', 'is'),
  })
  .map((one): Pattern => ({ type: 'regex', ...one }))
const pattern = fc.oneof(
  { weight: 4, arbitrary: exact },
  { weight: 2, arbitrary: glob },
  { weight: 1, arbitrary: regex },
)

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.constantFrom(...names).map((name): Step => ({ type: 'name', name })),
  fc.constant<Step>({ type: 'any' }),
)

const op = fc.constantFrom('<', '<=', '>', '>=')

/** Ends that a range can spell without quotes. */
function ordered(
  ends: readonly string[],
  values: readonly string[],
): fc.Arbitrary<readonly Test[]> {
  const end = fc.constantFrom(...ends)
  const value = fc.constantFrom(...values)
  const ranges = fc
    .tuple(fc.option(end), fc.option(end))
    .filter(([from, to]) => from !== null || to !== null)
    .map(([from, to]): Test => ({ type: 'range', from, to }))
  return fc.oneof(
    fc.array(ranges, { minLength: 1, maxLength: 2 }),
    fc
      .tuple(op, fc.array(value, { minLength: 1, maxLength: 2 }))
      .map(([op, all]) => all.map((value): Test => ({ type: 'compare', op, value }))),
  )
}

function exacts(values: readonly string[]): fc.Arbitrary<readonly Test[]> {
  const one = fc.constantFrom(...values).map((text): Test => ({ type: 'exact', text }))
  return fc.array(one, { minLength: 1, maxLength: 3 })
}

function field(key: fc.Arbitrary<Key>, tests: fc.Arbitrary<readonly Test[]>): fc.Arbitrary<Term> {
  return fc.record({ type: fc.constant('field' as const), key, tests })
}

const sizes = ['0', '1', '20', '1000', '1024', '2000000']
const statuses = ['200', '204', '404', '500']
const times = [
  '2026',
  '2026-11',
  '2026-11-21',
  '2026-11-21T10:30',
  '2026-11-21T10:30:15.5+02:00',
  'today',
  'yesterday',
  'now',
  '-15m',
  '-1d',
]
const patterns = fc.array(pattern, { minLength: 1, maxLength: 3 })
const plain = fc
  .constantFrom('method', 'path', 'ct', 'ip', 'provider', 'event', 'sig', 'tag')
  .map((type): Key => ({ type }))
const named: fc.Arbitrary<Key> = fc.oneof(
  fc.constantFrom(...names).map((name): Key => ({ type: 'q', name })),
  fc.constantFrom(...names).map((name): Key => ({ type: 'h', name: name.toLowerCase() })),
  fc.array(step, { minLength: 1, maxLength: 3 }).map((path): Key => ({ type: 'body', path })),
)

const leaf: fc.Arbitrary<Term> = fc.oneof(
  pattern.map((pattern): Term => ({ type: 'text', pattern })),
  field(plain, patterns),
  field(named, patterns),
  field(named, ordered(['-3', '7', '100', '12345678901234567891', '2026-11-21', 'a'], words)),
  field(fc.constant<Key>({ type: 'size' }), fc.oneof(exacts(sizes), ordered(sizes, sizes))),
  field(
    fc.constant<Key>({ type: 'status' }),
    fc.oneof(exacts(statuses), ordered(statuses, statuses)),
  ),
  field(
    fc.constant<Key>({ type: 'at' }),
    fc.oneof(exacts(times.filter((time) => !time.startsWith('-'))), ordered(times, times)),
  ),
  ...(['is', 'has', 'state'] as const).map((type) =>
    field(fc.constant<Key>({ type }), exacts(choicesOf(type))),
  ),
)

const term: fc.Arbitrary<Term> = fc.letrec<{ term: Term; leaf: Term }>((tie) => ({
  leaf,
  term: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('leaf'),
    tie('term').map((part): Term => ({ type: 'not', part })),
    fc
      .tuple(fc.constantFrom('and', 'or'), fc.array(tie('term'), { minLength: 2, maxLength: 3 }))
      .map(
        ([type, parts]): Term => ({
          type,
          // The parser flattens too.
          parts: parts.flatMap((part) => (part.type === type ? part.parts : [part])),
        }),
      ),
  ),
})).term

/** Within the bound of three regular expressions. */
export const anyFilter: fc.Arbitrary<Filter> = fc
  .oneof(
    { weight: 50, arbitrary: term },
    { weight: 1, arbitrary: fc.constant<Filter>({ type: 'all' }) },
  )
  .filter((filter) => JSON.stringify(filter).split('"regex"').length <= 4)
