import { expect, test } from 'vitest'
import { ruleFlaws } from '../../server/wire/rules/flaws.ts'
import { presets } from '../../server/wire/rules/presets.ts'
import type { GivenRule, RuleResponse } from '../../server/wire/rules/rules.ts'
import { answersInWords } from '../../web/text/rules/describe-rule.ts'
import { draftFlaws, placeOf, valueAt } from '../../web/text/rules/draft-flaws.ts'
import { mergeRules, takenBack } from '../../web/text/rules/merge-rules.ts'
import { typedAs } from '../../web/text/rules/response-body.ts'
import {
  changeOf,
  changesSince,
  draftOf,
  type RulesDraft,
  withMoved,
  withStep,
} from '../../web/text/rules/rule-draft.ts'
import { filterLike } from '../../web/text/rules/rule-like.ts'
import { appended, readRulesFile, rulesFile } from '../../web/text/rules/rules-file.ts'

const draft = (...rules: readonly (GivenRule & { id: string })[]): RulesDraft =>
  draftOf({ rules, default: null })
const always = (id: string, status: number) => ({ id, when: '', then: { status } })
const at = (steps: readonly RuleResponse[], rest = {}) => answersInWords({ steps, ...rest })

test('every preset is a rule without flaws, under an id and a name of its own', () => {
  const made = presets.map(({ make }) => make(Date.UTC(2026, 0, 31, 22)))

  expect(made.flatMap((rule) => ruleFlaws(rule))).toEqual([])
  expect(new Set(made.map(({ id }) => id)).size).toBe(presets.length)
  expect(made.find(({ id }) => id === 'maintenance')?.when).toBe(
    'at:2026-01-31T22:00Z..2026-01-31T23:00Z',
  )
})

test('what a rule answers fits in a line', () => {
  expect(at([{ status: 500 }, { status: 500 }, {}], { per: 'delivery' })).toBe(
    '500, 500, then 200 · per delivery',
  )
  expect(at([{ status: 500, chance: 0.2 }])).toBe('500 · 20 %')
  expect(at([{}, { end: 'hang' }], { loop: true })).toBe('200, no answer · over and over')
  expect(at([...Array(4).fill({ status: 429 }), { status: 200, delayMs: [1000, 3000] }])).toBe(
    '4 × 429, then 200 after 1 s to 3 s',
  )
  expect(at([{ status: 502, end: 'truncate', echo: true }])).toBe('502, cut short echo')
})

test('a draft is changed only where it would be saved as something else', () => {
  const saved = draft({ ...always('a', 500), off: false }, always('b', 200))

  expect(
    changesSince(saved, withStep(saved, 'a', 0, { reason: '', headers: [['', '']] })).size,
  ).toBe(0)
  expect([...changesSince(saved, withMoved(saved, 'b', 0))]).toEqual(['order'])
  expect([...changesSince(saved, withStep(saved, 'b', 0, { status: 201 }))]).toEqual(['b'])
  expect([...changesSince(saved, { rules: saved.rules.slice(1), default: {} })]).toEqual([
    'a',
    'default',
  ])
  expect(changeOf(saved).rules).toEqual([always('a', 500), always('b', 200)])
})

test('a flaw is told at its field, whether the page or the server found it', () => {
  const wrong = draft({
    id: 'a',
    when: 'status:500',
    then: {
      headers: [
        ['', ''],
        ['A b', ''],
      ],
    },
  })

  expect([...draftFlaws(wrong).keys()]).toEqual(['a/when', 'a/then/0/headers/1'])
  const place = placeOf({ path: ['rules', 0, 'then', 'headers', 1], message: '' }, wrong)
  expect(place).toBe('a/then/0/headers/1')
  expect(valueAt(wrong, place)).toEqual(['A b', ''])
})

test('of two changes to the same rules both stay where they can', () => {
  const base = draft(always('a', 1), always('b', 2), always('c', 3))
  const mine = draft(always('a', 10), always('b', 20), always('n', 9), always('c', 3))
  const theirs = draft(always('b', 21), always('a', 1), always('m', 8))

  const { draft: merged, clashes, theirs: told } = mergeRules(base, mine, theirs)

  expect(changeOf(merged).rules.map(({ id, then }) => [id, then])).toEqual([
    ['b', { status: 20 }],
    ['n', { status: 9 }],
    ['a', { status: 10 }],
    ['m', { status: 8 }],
  ])
  expect(clashes).toHaveLength(1)
  expect(told).toHaveLength(3)
})

test('a file of rules comes back as it went out, under ids of their own where these are taken', () => {
  const here = draft(always('a', 500), { ...always('b', 200), per: 'source', name: 'B' })
  const read = readRulesFile(rulesFile(here, { handshakes: true, passThrough: null }))

  if (read.type !== 'rules') throw new Error(read.why)
  expect(read.draft).toEqual(here)
  const { rules } = appended(here, read.draft)
  expect(new Set(rules.map(({ id }) => id)).size).toBe(4)
  expect(readRulesFile('{"rules": [{"when": "", "then": 3}]}')).toMatchObject({
    why: 'Rule 1: "then" must be a response or a list of them.',
  })
  expect(readRulesFile('[')).toMatchObject({ type: 'wrong' })
  expect(readRulesFile(JSON.stringify(always('x', 204)))).toMatchObject({ hasDefault: false })
})

test('a rule for requests like one asks for its method, path and event', () => {
  const provider = { id: 'stripe', event: 'invoice.paid' }

  // What else a match tells does not matter here.
  const like = filterLike({ method: 'POST', path: '/a b', provider: provider as never })

  expect(like).toBe('method:POST path:"/a b" provider:stripe event:invoice.paid')
  expect(filterLike({ method: 'PUT', path: '', provider: null })).toBe('method:PUT path:/')
})

test('taking a change back leaves what has been changed since', () => {
  const before = draft(always('a', 500), always('b', 501), always('c', 502))
  const after = draft(always('a', 500), always('c', 502))
  const now = draft(always('new', 200), always('c', 599), always('a', 500))

  const deleted = takenBack(before, after, now)
  const added = takenBack(after, before, draft(always('c', 502), always('b', 555)))

  expect(changeOf(deleted).rules.map(({ id, then }) => [id, then])).toEqual([
    ['new', { status: 200 }],
    ['c', { status: 599 }],
    ['a', { status: 500 }],
    ['b', { status: 501 }],
  ])
  expect(added.rules.map(({ id }) => id)).toEqual(['c'])
  expect(takenBack(before, after, before)).toEqual(before)
})

test('a file brings its type, unless there is one of one’s own', () => {
  const other = ['X-A', '1'] as const

  expect(typedAs([other], 'image/png', undefined)).toEqual([other, ['Content-Type', 'image/png']])
  expect(typedAs([['content-type', 'image/png'], other], 'text/css', 'image/png')).toEqual([
    ['Content-Type', 'text/css'],
    other,
  ])
  expect(typedAs([['content-type', 'a/b']], 'image/png', undefined)).toEqual([
    ['content-type', 'a/b'],
  ])
  expect(typedAs([['Content-Type', 'image/png']], '', 'image/png')).toBe(undefined)
})
