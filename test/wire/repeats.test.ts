import { expect, test } from 'vitest'
import { type EventEvidence, eventKeyOf, isSameEvent } from '../../server/wire/repeats.ts'
import type { ProviderMatch } from '../../server/wire/requests.ts'

const paid = { id: 'stripe', label: 'Stripe', event: 'invoice.paid', deliveryId: 'evt_1' }

function evidence(provider: ProviderMatch | null, more: Partial<EventEvidence> = {}) {
  const body = { size: 2, sha256: 'f00d', contentType: null, contentEncoding: null }
  return { provider, path: '/hooks', body, state: 'complete', ...more } as const
}

test.each<[string, EventEvidence, string | undefined]>([
  ['a delivery id', evidence(paid), 'evt_1'],
  ['a cut-off body with a delivery id', evidence(paid, { state: 'aborted' }), 'evt_1'],
  ['no delivery id', evidence({ ...paid, deliveryId: null }), undefined],
  ['an unknown sender', evidence(null), undefined],
  ['a body that tells', evidence({ ...paid, deliveryId: null, hasFixedBody: true }), 'f00d'],
  ["a batch with its first event's id", evidence({ ...paid, hasFixedBody: true }), 'f00d'],
  [
    'a body that would tell, but is cut off',
    evidence({ ...paid, hasFixedBody: true }, { state: 'aborted' }),
    undefined,
  ],
  [
    'no body where it would tell',
    evidence(
      { ...paid, hasFixedBody: true },
      { body: { size: 0, sha256: 'e3b0', contentType: null, contentEncoding: null } },
    ),
    undefined,
  ],
])('[P4] %s has the right key', (_what, request, key) => {
  expect(eventKeyOf(request)).toBe(key)
})

test('[P4] attempts differ in body, time and number, never in sender, event or endpoint', () => {
  const first = evidence(paid)

  expect(isSameEvent(first, evidence({ ...paid, attempt: 2 }))).toBe(true)
  expect(isSameEvent(first, evidence({ ...paid, id: 'svix' }))).toBe(false)
  expect(isSameEvent(first, evidence({ ...paid, event: 'invoice.voided' }))).toBe(false)
  expect(isSameEvent(first, evidence({ ...paid, deliveryId: 'evt_2' }))).toBe(false)
  expect(isSameEvent(first, evidence(paid, { path: '/other-endpoint' }))).toBe(false)
})
