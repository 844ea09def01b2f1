import { describe, expect, test } from 'vitest'
import { compileRegex } from '../../../server/wire/filter/regex.ts'
import { ruleFlaws, rulesFlaws } from '../../../server/wire/rules/flaws.ts'
import type { GivenRule, RuleResponse } from '../../../server/wire/rules/rules.ts'

const ok: GivenRule = { when: '', then: { status: 200 } }

function flawsOf(then: RuleResponse): readonly (readonly [path: string, message: string])[] {
  const { flaws } = { flaws: ruleFlaws({ ...ok, then }) }
  return flaws.map(({ path, message }) => [path.join('.'), message])
}

describe('[R1] a rule is refused at the field that is wrong', () => {
  test.each<[field: string, then: RuleResponse, word: string]>([
    ['status', { status: 100 }, '1xx'],
    ['status', { status: 199 }, '1xx'],
    ['status', { status: 600 }, '200 to 599'],
    ['status', { status: 99 }, '200 to 599'],
    ['status', { status: 200.5 }, 'whole number'],
    ['reason', { reason: 'Two\r\nlines' }, 'one line'],
    ['body', { body: 'a', echo: true }, 'one body'],
    ['body', { body: 'a', bodyBase64: 'YQ==' }, 'one body'],
    ['body', { status: 204, body: 'a' }, 'no body'],
    ['body', { body: 'é'.repeat(131_073) }, '262146 bytes'],
    ['bodyBase64', { bodyBase64: 'YQ' }, 'base64'],
    ['delayMs', { delayMs: -1 }, 'at least 0'],
    ['delayMs', { delayMs: 300_001 }, '300000'],
    ['delayMs', { delayMs: [5, 1] }, 'shorter'],
    ['drip', { drip: { bytesPerSecond: 0 } }, 'from 1'],
    ['chance', { chance: 0 }, 'above 0'],
    ['chance', { chance: 1.1 }, 'at most 1'],
    ['headers', { headers: Array.from({ length: 51 }, () => ['A', '1'] as const) }, '50'],
  ])('%s: %j', (field, then, word) => {
    const flaws = flawsOf(then)

    expect(flaws).toEqual([[`then.${field}`, expect.stringContaining(word)]])
  })

  test.each<[name: string, value: string, word: string]>([
    ['X-A', 'one\r\nX-B: two', 'line break'],
    ['X-A', 'one\ntwo', 'line break'],
    ['X-A', 'one\0', 'control character'],
    ['X-A', 'bell\x07', 'control character'],
    ['X A', '1', 'not a header'],
    ['X-A:', '1', 'not a header'],
    ['', '1', 'not a header'],
    ['Content-Length', '3', 'how the answer is sent'],
    ['transfer-encoding', 'chunked', 'how the answer is sent'],
    ['Connection', 'close', 'how the answer is sent'],
    ['Content-Security-Policy', 'none', 'always sent'],
    ['Set-Cookie', 'a=1', 'all of this host'],
    ['Clear-Site-Data', '"*"', 'all of this host'],
  ])('the header %j: %j', (name, value, word) => {
    const flaws = flawsOf({
      headers: [
        ['X-Fine', '1'],
        [name, value],
      ],
    })

    expect(flaws).toEqual([['then.headers.1', expect.stringContaining(word)]])
  })

  test('duplicates of a header, and values beyond ASCII, are fine', () => {
    const flaws = flawsOf({
      headers: [
        ['X-A', '1'],
        ['X-A', '2'],
        ['x-a', 'Grüße 漢'],
      ],
    })

    expect(flaws).toEqual([])
  })

  test('every status that HTTP allows as the last one is fine', () => {
    for (let status = 200; status <= 599; status++) expect(flawsOf({ status })).toEqual([])
  })

  test('a response of a list is named by its place', () => {
    const { path } = ruleFlaws({ when: '', then: [{}, { status: 42 }] })[0] ?? {}

    expect(path).toEqual(['then', 1, 'status'])
  })

  test.each([
    ['method:', 'value is missing'],
    ['status:500', 'before there is a status'],
    ['tag:seen', 'tags'],
    ['is:unread', 'is:unread'],
    ['has:delivery', 'delivery'],
    ['state:aborted', 'whole requests only'],
    ['at:-15m', 'dates'],
    ['at:>today', 'dates'],
    ['(method:GET OR at:now)', 'dates'],
    ['path:/(a/', 'regular expression'],
  ])('a filter that a rule cannot have: %s', (when, word) => {
    const flaws = ruleFlaws({ ...ok, when }, [], { compileRegex })

    expect(flaws).toEqual([{ path: ['when'], message: expect.stringContaining(word) }])
  })

  test.each([
    'method:POST path:/orders/* h.x-a:1 q.page:2 body.data.id:x event:invoice.* provider:stripe',
    '-sig:valid is:retry has:body size:>1kb at:2026-01-31T22:00..2026-01-31T23:00',
    'is:handshake OR path:/(a|b)$/',
  ])('a filter that a rule may have: %s', (when) => {
    expect(ruleFlaws({ ...ok, when }, [], { compileRegex })).toEqual([])
  })
})

describe('[A6] rules are bounded', () => {
  test.each<[what: string, rules: readonly GivenRule[], word: string]>([
    ['their number', Array.from({ length: 101 }, () => ok), 'at most 100 rules'],
    [
      'their size',
      Array.from({ length: 3 }, () => ({ ...ok, then: { body: 'x'.repeat(200_000) } })),
      'bytes; keep',
    ],
    [
      'their regular expressions',
      Array.from({ length: 13 }, () => ({ ...ok, when: 'path:/a/' })),
      'at most 12',
    ],
  ])('%s', (_what, rules, word) => {
    const flaws = rulesFlaws({ rules })

    expect(flaws).toEqual([{ path: ['rules'], message: expect.stringContaining(word) }])
  })

  test('two rules cannot have one id', () => {
    const flaws = rulesFlaws({
      rules: [
        { ...ok, id: 'a' },
        { ...ok, id: 'a' },
      ],
    })

    expect(flaws).toEqual([{ path: ['rules', 1, 'id'], message: expect.stringContaining("'a'") }])
  })

  test('a default takes no chance', () => {
    const flaws = rulesFlaws({ default: { chance: 0.5 } })

    expect(flaws.map(({ path }) => path)).toEqual([['default', 'chance']])
  })
})
