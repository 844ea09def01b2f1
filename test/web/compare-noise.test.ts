import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  matchesPath,
  parsePath,
  pathForRule,
  shownPath,
} from '../../web/text/compare/noise-path.ts'
import { createMuter, defaultNoiseRules, withoutMute } from '../../web/text/compare/noise-rules.ts'
import type { Difference } from '../../web/text/compare/parts.ts'

const changed = (steps: string[], left: string, right: string): Difference => ({
  kind: 'changed',
  steps,
  left,
  right,
})
const isMatch = (path: string, steps: string[]) => matchesPath(parsePath(path), steps)

test.each([
  ['body.**.id', ['body', 'id'], true],
  ['body.**.id', ['body', 'data', '[0]', 'id'], true],
  ['body.**.id', ['body', 'data', 'ids'], false],
  ['body.data.object.created', ['body', 'data', 'object', 'created'], true],
  ['body.items[*].id', ['body', 'items', '[3]', 'id'], true],
  ['body.items.*.id', ['body', 'items', '[3]', 'id'], true],
  ['body.items[0].id', ['body', 'items', '[1]', 'id'], false],
  ['body.*_at', ['body', 'updated_at'], true],
  ['body."line items".id', ['body', 'line items', 'id'], true],
  ['headers.X-*-Signature', ['headers', 'x-hook-signature'], true],
  ['headers.**', ['headers', 'date'], true],
  ['**.id', ['query', 'id'], true],
])('%s takes %j: %s', (path, steps, wanted) => {
  expect(isMatch(path, steps)).toBe(wanted)
})

test.each([
  ['', 'Write a path'],
  ['id', 'begins with'],
  ['body', 'Say what in body'],
  ['body..id', 'nothing between two dots'],
  ['body.id.', 'behind the last dot'],
  ['body.line items', 'Quote a name'],
  ['body."a', 'not closed'],
  ['body.a[x]', 'In brackets'],
])('%j is refused with the reason', (path, reason) => {
  expect(() => parsePath(path)).toThrow(reason)
})

test('the rule made for a difference takes it', () => {
  const steps = fc.array(fc.string({ minLength: 1, maxLength: 10 }), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(steps, (inside) => {
      const path = ['body', ...inside]

      expect(isMatch(pathForRule(path), path)).toBe(true)
    }),
  )
})

test('a path is shown as JSONPath in a body and by name elsewhere', () => {
  expect(shownPath(['body', 'items', '[0]', 'line item'])).toBe('$.items[0]["line item"]')
  expect(shownPath(['headers', 'date'])).toBe('headers.date')
})

test.each([
  ['a time', '"2026-11-21T12:04:31Z"', '"2026-11-22T09:00:00.123+02:00"', true],
  ['a Unix time', '1795262671', '1795262999', true],
  [
    'a UUID',
    '"6f1a2c3e-0000-4000-8000-000000000000"',
    '"6f1a2c3e-0000-4000-8000-00000000000f"',
    true,
  ],
  ['an id with a prefix', '"evt_1QxYzAbCd"', '"evt_1RabCdEfG"', true],
  ['ids of different things', '"cus_1QxYzAbCd"', '"evt_1RabCdEfG"', false],
  ['a digest', `"${'a1'.repeat(32)}"`, `"${'b2'.repeat(32)}"`, true],
  ['noise within a text', '"paid at 2026-11-21 12:04"', '"paid at 2026-11-22 13:00"', true],
  ['noise and more', '"paid at 2026-11-21 12:04"', '"sent at 2026-11-22 13:00"', false],
  ['an amount', '1200', '1500', false],
  ['a telephone number', '4915112345678', '4915187654321', false],
  ['words', '"payment_succeeded"', '"payment_failed"', false],
])('%s is noise: %s → %s %s', (_what, left, right, wanted) => {
  const mute = createMuter({ paths: [], kinds: defaultNoiseRules.kinds })

  expect(mute(changed(['body', 'x'], left, right)) !== undefined).toBe(wanted)
})

test('a value that came or went is never noise of its kind', () => {
  const mute = createMuter(defaultNoiseRules)

  expect(mute({ kind: 'added', steps: ['body', 'x'], right: '1795262671' })).toBeUndefined()
})

test('the version of a User-Agent is noise, its name is not', () => {
  const mute = createMuter(defaultNoiseRules)
  const agent = (left: string, right: string) =>
    mute(changed(['headers', 'user-agent'], left, right))

  expect(agent('Hookshot/044aadd', 'Hookshot/1f2e3d4')).toBeDefined()
  expect(
    agent('Stripe/1.0 (+https://stripe.com)', 'Stripe/1.1 (+https://stripe.com)'),
  ).toBeDefined()
  expect(agent('Stripe/1.0', 'curl/1.0')).toBeUndefined()
})

test('what providers sign, number and date is muted from the start; taking the rule away counts it again', () => {
  const mute = createMuter(defaultNoiseRules)
  const names = [
    ...['stripe-signature', 'x-hub-signature-256', 'x-shopify-hmac-sha256', 'x-slack-signature'],
    ...['x-slack-request-timestamp', 'webhook-id', 'webhook-timestamp', 'x-github-delivery'],
    ...['x-gitlab-event-uuid', 'x-shopify-webhook-id', 'date', 'content-length', 'x-request-id'],
    ...['i-twilio-idempotency-token', 'hooklens-delivery'],
  ]

  const counted = names.filter((name) => !mute(changed(['headers', name], 'a', 'b')))
  const date = changed(['headers', 'date'], 'a', 'b')
  const found = mute(date)

  expect(counted).toEqual([])
  expect(mute(changed(['headers', 'x-github-event'], 'push', 'ping'))).toBeUndefined()
  expect(found && createMuter(withoutMute(defaultNoiseRules, found))(date)).toBeUndefined()
})
