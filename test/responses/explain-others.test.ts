import { describe, expect, test } from 'vitest'
import type { Filterable } from '../../server/wire/filter/match.ts'
import { summary } from '../wire/filter/match-sample.ts'
import { byDefault, byRule, type explain, of, ofRule, request, rule } from './explaining.ts'

describe('[R1] handshake, preflight and pass-through', () => {
  const overriding = [rule({ id: 'plain' }), rule({ overrides: ['handshake', 'preflight'] })]
  const preflight: Filterable = {
    ...request,
    summary: { ...summary, method: 'OPTIONS' },
    headers: [
      ['Origin', 'https://a.test'],
      ['Access-Control-Request-Method', 'POST'],
    ],
  }

  test.each<[string, string, Parameters<typeof explain>[0], string]>([
    [
      'a handshake',
      'handshake',
      { answer: { ...byDefault, by: 'handshake' } },
      'answered: Stripe validates the URL with it, and is answered as it demands.',
    ],
    ['none', 'handshake', {}, 'passed-over: The request does not validate the URL.'],
    [
      'handshakes off',
      'handshake',
      { validates: 'yes', answer: { ...byDefault, handshakesOff: true } },
      'passed-over: Stripe validates the URL with it, but handshakes were switched off.',
    ],
    [
      'told anew since',
      'handshake',
      { validates: 'yes' },
      'passed-over: Stripe validates the URL with it by what is known of the request now, and did not when it came.',
    ],
    [
      'rules that are not kept',
      'handshake',
      { validates: 'yes', answer: byRule(), set: undefined },
      'passed-over: Stripe validates the URL with it; whether rule “R” comes before that is not kept.',
    ],
    [
      'no secret',
      'handshake',
      { validates: 'with-secret' },
      'passed-over: Stripe validates the URL with it, but what the answer is made with was not set.',
    ],
    [
      'a rule before',
      'handshake',
      { validates: 'yes', answer: byRule(), rules: overriding },
      'passed-over: Stripe validates the URL with it, but rule 2 comes before handshakes.',
    ],
    [
      'a preflight',
      'preflight',
      { request: preflight },
      'answered: A page in a browser asks whether it may send: every page may.',
    ],
    [
      'a rule before',
      'preflight',
      { request: preflight, answer: byRule(), rules: overriding },
      'passed-over: It is one, but rule 2 comes before those.',
    ],
    [
      'a relay too late',
      'pass-through',
      { answer: { ...byRule(), passThrough: { outcome: 'too-late', detail: 'Too late.' } } },
      'passed-over: Too late.',
    ],
    ['off', 'pass-through', {}, 'passed-over: It was switched off.'],
    [
      'rules that are not kept',
      'pass-through',
      { answer: byRule(), set: undefined },
      'passed-over: It was switched off, or rule “R” comes before it.',
    ],
    [
      'not settled',
      'pass-through',
      { answer: { ...byRule(), passThrough: { outcome: 'asked', detail: 'It was asked.' } } },
      'open: It was asked.',
    ],
    [
      'on',
      'pass-through',
      { foretold: { handshakes: true, passThrough: { timeoutMs: 2500 } } },
      'open: What your own server answers within 2.5 s, through a relay, goes out instead.',
    ],
    [
      'a rule before',
      'pass-through',
      { answer: byRule(), rules: [rule({ overrides: ['pass-through'] })] },
      'not-asked: Rule 1 comes before it.',
    ],
  ])('%s: %s', (_what, type, explained, said) => {
    expect(of(type, explained)).toBe(said)
  })

  test('rules that do not come before a handshake were not asked', () => {
    const handshake = { answer: { ...byDefault, by: 'handshake' }, validates: 'yes' } as const

    expect(ofRule({ ...handshake, rules: overriding })).toBe(
      'not-asked: Handshakes come before it.',
    )
    expect(ofRule({ request: preflight, rules: overriding })).toBe(
      'not-asked: CORS preflights come before it.',
    )
  })
})
