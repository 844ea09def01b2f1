import { describe, expect, test } from 'vitest'
import type { Explained } from '../../server/responses/reasons.ts'
import type { Filterable } from '../../server/wire/filter/match.ts'
import { summary } from '../wire/filter/match-sample.ts'
import { byDefault, byRule, explain, of, ofRule, request, rule } from './explaining.ts'

describe('[R4] a rule that did not answer names the first part of its filter that does not fit', () => {
  test.each([
    ['method:GET', 'requests whose method is “GET”; here it is “POST”.'],
    [
      'method:POST path:/users/*',
      'requests whose path is like “/users/*”; here it is “/Orders/5”.',
    ],
    ['provider:github', 'requests whose provider is “github”; here it is “stripe”.'],
    ['event:invoice.void', 'requests whose event is “invoice.void”; here it is “invoice.paid”.'],
    ['q.a:3', 'requests whose query parameter “a” is “3”; here it is “1”, and 1 more.'],
    ['q.none:3', 'requests whose query parameter “none” is “3”; here there is none.'],
    ['h.x-twice:three', 'requests whose header “x-twice” is “three”.'],
    ['h.x-none:*', 'requests with header “x-none”; here there is none.'],
    ['body.amount:<10', 'requests whose body field “amount” is below 10; here it is “5000.50”.'],
    ['body.gone:*', 'requests with body field “gone”; here there is none.'],
    ['size:>1mb', 'requests whose size is above 1mb; here it is “1500 bytes”.'],
    ['-provider:stripe', 'requests whose provider is not “stripe”.'],
    [
      '-event:invoice.*',
      'requests whose event is not like “invoice.*”; here it is “invoice.paid”.',
    ],
    [
      'method:POST (q.a:9 OR q.b:9)',
      'requests whose query parameter “a” is “9” or whose query parameter “b” is “9”.',
    ],
    [
      '-(method:POST q.a:1)',
      'requests whose method is not “POST” or whose query parameter “a” is not “1”.',
    ],
    [
      'body.text:/^a+$/',
      'requests whose body field “text” is matched by /^a+$/; here it is “Grüße "you"”.',
    ],
    ['is:handshake', "requests that are providers' checks of the URL."],
    ['event:/x/ lonely', 'requests whose event is matched by /x/; here it is “invoice.paid”.'],
  ])('%s', (when, wanted) => {
    expect(ofRule({ rules: [rule({ when })] })).toBe(`passed-over: It wants ${wanted}`)
  })

  test('a long filter is cut, and so is what was found', () => {
    const long = 'x'.repeat(500)
    const said = ofRule({ rules: [rule({ when: `method:${long}` })] })

    expect(said.length).toBeLessThan(340)
    expect(said).toContain('…')
  })
})

describe('[R4] a rule that answered says what it counts', () => {
  const provider = summary.provider ?? expect.unreachable()
  const anonymous = { ...request, summary: { ...summary, provider: null } }
  const fixed: Filterable = {
    ...request,
    summary: { ...summary, provider: { ...provider, hasFixedBody: true } },
  }
  const then = [{ status: 500 }, { status: 502 }, { status: 200 }]

  test.each([
    [{}, { turn: 7 }, request, 'its 7th request.'],
    [{ per: 'source' }, { turn: 2 }, request, 'the 2nd request from 10.0.0.7.'],
    [{ per: 'delivery' }, { turn: 3 }, request, 'the 3rd attempt at evt_1.'],
    [
      { per: 'delivery' },
      { turn: 11 },
      anonymous,
      'the 11th request with this method, path and body.',
    ],
    [{ per: 'delivery' }, { turn: 21 }, fixed, 'the 21st request with this body.'],
    [
      { then },
      { turn: 2, step: 1, steps: 3 },
      request,
      'its 2nd request, and answers with response 2 of 3.',
    ],
    [
      { then },
      { turn: 4, step: 2, steps: 3 },
      request,
      'its 4th request, and answers with response 3 of 3, which stays.',
    ],
    [
      { then, loop: true },
      { turn: 5, step: 1, steps: 3 },
      request,
      'its 5th request, and answers with response 2 of 3, in round 2.',
    ],
    [
      { then: { chance: 0.2 } },
      { turn: 1 },
      request,
      'its 1st request. Its chance of 20 % struck.',
    ],
  ] as const)('%o at %o', (more, told, request, counted) => {
    const answered = { request, answer: byRule(told), rules: [rule(more)] }

    expect(ofRule(answered)).toBe(`answered: It fits. It counts this as ${counted}`)
  })
})

describe('[R1] all others say why they did not answer', () => {
  const answering = { answer: byRule(), rules: [rule({ id: 'a', when: 'method:GET' }), rule()] }

  test('rules that are off, missed, or below', () => {
    const rules = [
      rule({ id: 'off', off: true }),
      rule({ id: 'flaky', then: { chance: 0.005 } }),
      rule(),
      rule({ id: 'below' }),
    ]
    const answer = { ...byRule(), missed: [{ rule: 'flaky', turn: 7 }] }

    const said = [1, 2, 3, 4].map((place) => ofRule({ answer, rules }, place))

    expect(said).toEqual([
      'passed-over: It is switched off.',
      'passed-over: It fits, but its chance of 0.5 % did not strike at turn 7.',
      'answered: It fits. It counts this as its 1st request.',
      'not-asked: Rule 3 comes before it.',
    ])
    expect(of('default', { answer, rules })).toBe('not-asked: Rule 3 comes before it.')
  })

  test('exactly one has answered, whoever it is', () => {
    const answers: Partial<Explained>[] = [
      { answer: byDefault },
      { answer: byRule() },
      { answer: { ...byDefault, by: 'handshake' }, validates: 'yes' },
      {
        answer: { ...byDefault, by: 'relay', passThrough: { outcome: 'answered', detail: 'So.' } },
      },
      { answer: byRule(), set: undefined },
      { answer: byDefault, set: undefined },
    ]

    const counts = answers.map(
      (one) =>
        explain({ rules: answering.rules, ...one }).filter(({ outcome }) => outcome === 'answered')
          .length,
    )

    expect(counts).toEqual(answers.map(() => 1))
  })

  test('a rule that fits only by what is known since says so', () => {
    expect(ofRule({ rules: [rule()] })).toMatch(/^passed-over: It fits by what is known .* now/)
  })

  test('a rule without a name is called by what it takes, in words and within bounds', () => {
    const long = 'path:/a-very-long-path-that-nobody-reads-to-its-end OR method:GET'
    const whens = ['method:PUT event:a.b', '', long, 'method:/P(UT|OST)/']

    const names = explain({ rules: whens.map((when, index) => rule({ id: `r${index}`, when })) })
      .filter(({ type }) => type === 'rule')
      .map(({ name }) => name)

    expect(names).toEqual([
      'Requests whose method is “PUT” and whose event is “a.b”',
      'Every request',
      expect.stringMatching(/^Requests whose path is “\/a-very-long.{40,60}…$/),
      expect.stringMatching(/^Requests whose method /),
    ])
  })

  test('a request that did not arrive whole asked nobody', () => {
    const aborted = { ...summary, state: 'too-large', reason: 'The body is too large.' } as const
    const said = explain({ request: { ...request, summary: aborted }, rules: [rule()] })

    expect(said.map(({ outcome }) => outcome)).toEqual([
      ...['not-asked', 'not-asked', 'not-asked', 'not-asked'],
      'answered',
    ])
    expect(said.at(-1)?.why).toContain('The body is too large.')
  })

  test('rules no longer kept are told as far as the record goes', () => {
    const answer = {
      ...byRule({ turn: 3, step: 1, steps: 2 }),
      missed: [{ rule: 'flaky', turn: 7 }],
    }

    const said = explain({ answer, set: undefined }).filter(({ type }) => type === 'rule')

    expect(said).toMatchObject([
      { id: 'flaky', outcome: 'passed-over' },
      { id: 'r', name: 'R', why: 'It fits, and answered at its turn 3, with response 2 of 2.' },
    ])
  })
})
