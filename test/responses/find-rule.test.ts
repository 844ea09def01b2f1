import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileRules } from '../../server/responses/compile.ts'
import { draw } from '../../server/responses/draw.ts'
import { findRule } from '../../server/responses/find-rule.ts'
import { createPredicate, type Filterable, withBody } from '../../server/wire/filter/match.ts'
import { parseFilter } from '../../server/wire/filter/parse.ts'
import { printFilter } from '../../server/wire/filter/print.ts'
import { compileRegex } from '../../server/wire/filter/regex.ts'
import { filterFlaw } from '../../server/wire/rules/filters.ts'
import type { Rule, RuleSet } from '../../server/wire/rules/rules.ts'
import { anyRequest } from '../contracts/store/any-request.ts'
import { anyFilter } from '../wire/filter/arbitrary.ts'
import { summary } from '../wire/filter/match-sample.ts'

function rule(more: Partial<Rule> = {}): Rule {
  return { id: 'r', name: '', when: '', then: {}, seed: 1, after: 0, ...more }
}

function setOf(rules: readonly Rule[]): RuleSet {
  return { version: 1, rules, default: null }
}

/** What `findRule` gives for one request after the other. */
function answersTo(rules: readonly Rule[], requests: readonly Filterable[]) {
  const compiled = compileRules(setOf(rules))
  const turns = new Map<string, number>()
  return requests.map((request) =>
    findRule(compiled, request, ({ id }, key) => {
      const turn = (turns.get(`${id} ${key}`) ?? 0) + 1
      turns.set(`${id} ${key}`, turn)
      return turn
    }),
  )
}

const request: Filterable = { summary: { ...summary, response: null }, headers: [], trailers: [] }

function statuses(more: Partial<Rule>, count: number): readonly (number | undefined)[] {
  const found = answersTo(
    [rule(more)],
    Array.from({ length: count }, () => request),
  )
  return found.map(({ hit }) => hit?.response.status)
}

describe('[R1] the first rule that matches answers', () => {
  const anyRule = anyFilter.map(printFilter).filter((when) => filterFlaw(when) === undefined)
  const rules = fc
    .array(anyRule, { maxLength: 12 })
    .map((all) => all.map((when, index) => rule({ id: `r${index}`, when })))

  test('whatever the rules and the request are: as if each filter had been asked alone', () => {
    fc.assert(
      fc.property(rules, anyRequest, (rules, { request: one }) => {
        const { sha256, contentType, contentEncoding, headers, trailers, body, ...rest } = one
        const size = body.length
        const asked: Filterable = {
          summary: {
            ...rest,
            seq: 0,
            body: { size, sha256, contentType, contentEncoding },
            response: null,
            deliveries: 0,
            note: '',
            tags: [],
            pinned: false,
            read: false,
          },
          headers,
          trailers,
          ...withBody(body),
        }

        const [found] = answersTo(rules, [asked])

        const expected = rules.find(({ when }) => {
          const parsed = parseFilter(when, compileRegex)
          if (parsed.type === 'error') throw new Error(parsed.error.message)
          return createPredicate(parsed.filter, { now: 0, compileRegex }).test(asked)
        })
        expect(found?.hit?.rule.rule.id).toBe(expected?.id)
      }),
      { numRuns: 500 },
    )
  })

  test('a rule that is off is not asked', () => {
    const [found] = answersTo([rule({ id: 'a', off: true }), rule({ id: 'b' })], [request])

    expect(found?.hit?.rule.rule.id).toBe('b')
  })

  test('before a handshake only rules are asked that override it', () => {
    const rules = [rule({ id: 'a' }), rule({ id: 'b', overrides: ['handshake'] })]

    const { hit } = findRule(compileRules(setOf(rules)), request, () => 1, 'handshake')

    expect(hit?.rule.rule.id).toBe('b')
  })
})

describe('[R3] a rule answers by turns', () => {
  const then = [{ status: 500 }, { status: 502 }, { status: 200 }]

  test('one response after the other, and then the last one stays', () => {
    expect(statuses({ then }, 5)).toEqual([500, 502, 200, 200, 200])
  })

  test('or all of them anew', () => {
    expect(statuses({ then, loop: true }, 5)).toEqual([500, 502, 200, 500, 502])
  })

  test('a chance that does not strike leaves the answer to the rules below, and is noted', () => {
    const rules = [rule({ id: 'flaky', then: { status: 500, chance: 0.3 } }), rule({ id: 'fine' })]
    const requests = Array.from({ length: 400 }, () => request)

    const found = answersTo(rules, requests)

    const struck = found.filter(({ hit }) => hit?.rule.rule.id === 'flaky')
    const missed = found.filter(({ hit }) => hit?.rule.rule.id === 'fine')
    expect(struck.length + missed.length).toBe(400)
    expect(struck.length).toBeGreaterThan(80)
    expect(struck.length).toBeLessThan(160)
    expect(missed.every((one) => one.missed[0]?.rule === 'flaky')).toBe(true)
    expect(struck.every((one) => one.missed.length === 0)).toBe(true)
  })

  test('the same seed makes the same chances, another one others', () => {
    const strikes = (seed: number) => statuses({ seed, then: { chance: 0.5 } }, 64).join()

    expect(strikes(1)).toBe(strikes(1))
    expect(strikes(1)).not.toBe(strikes(2))
  })

  test('what is drawn is spread evenly, whatever the seed', () => {
    fc.assert(
      fc.property(fc.nat({ max: 2 ** 32 - 1 }), (seed) => {
        const drawn = Array.from({ length: 1000 }, (_, turn) => draw(seed, turn, 'chance'))

        for (let tenth = 0; tenth < 10; tenth++) {
          const inside = drawn.filter((one) => Math.floor(one * 10) === tenth).length
          expect(inside).toBeGreaterThan(50)
          expect(inside).toBeLessThan(160)
        }
      }),
      { numRuns: 50 },
    )
  })
})

describe('[R3] turns are counted apart', () => {
  const then = [{ status: 500 }, { status: 200 }]
  const from = (remoteAddress: string): Filterable => ({
    ...request,
    summary: { ...request.summary, remoteAddress },
  })
  const event = (deliveryId: string): Filterable => {
    const provider = { id: 'stripe', label: 'Stripe', event: 'paid', deliveryId }
    return { ...request, summary: { ...request.summary, provider } }
  }
  const unknown = (sha256: string): Filterable => {
    const body = { ...request.summary.body, sha256 }
    return { ...request, summary: { ...request.summary, provider: null, body } }
  }

  test.each<[per: Rule['per'], requests: readonly Filterable[], statuses: readonly number[]]>([
    [undefined, [from('a'), from('b')], [500, 200]],
    ['source', [from('a'), from('b'), from('a')], [500, 500, 200]],
    ['delivery', [event('e1'), event('e2'), event('e1'), event('e2')], [500, 500, 200, 200]],
    ['delivery', [unknown('1'), unknown('2'), unknown('1')], [500, 500, 200]],
  ])('per %s', (per, requests, expected) => {
    const found = answersTo([rule({ then, per })], requests)

    expect(found.map(({ hit }) => hit?.response.status)).toEqual(expected)
  })
})

test('[A6] however many regular expressions a bin has, a request makes them work only so much', () => {
  const when = 'body.*:/(a|b|ab)*c/'
  const rules = Array.from({ length: 12 }, (_, index) => rule({ id: `r${index}`, when }))
  const text = JSON.stringify(Array.from({ length: 2_000 }, () => 'ab'.repeat(200)))

  const [first, second] = answersTo(
    [...rules, rule({ id: 'last' })],
    [
      { ...request, ...withBody(Buffer.from(text)) },
      { ...request, ...withBody(Buffer.from('["abc"]')) },
    ],
  )

  expect(first?.hit?.rule.rule.id).toBe('last')
  expect(second?.hit?.rule.rule.id).toBe('r0')
})
