import { expect, test } from 'vitest'
import type { ProviderInfo } from '../../server/wire/providers.ts'
import type { RequestSummary } from '../../server/wire/requests.ts'
import { findProviders, orderProviders } from '../../web/text/order-providers.ts'

const known = [
  provider('stripe', 'Stripe', 'HMAC-SHA256 of `{t}.{body}`, hex'),
  provider('github', 'GitHub', 'HMAC-SHA256 of the body, hex'),
  provider('discord', 'Discord', 'Ed25519 of `{timestamp}{body}`, hex'),
  provider('adyen', 'Adyen', 'HMAC-SHA256 of eight fields, base64'),
]

test('providers of the requests at hand come first, the latest before all, then those with secrets', () => {
  const requests = [of('github'), of('stripe'), of('github'), of(null)]

  const { near, rest } = orderProviders(known, requests, (id) => id === 'discord')

  expect(near.map(({ id }) => id)).toEqual(['github', 'stripe', 'discord'])
  expect(rest.map(({ id }) => id)).toEqual(['adyen'])
})

test('a provider is found by parts of its name and by its way of signing', () => {
  const found = (typed: string) => findProviders(known, typed).map(({ id }) => id)

  expect(found('hub')).toEqual(['github'])
  expect(found('ED25519')).toEqual(['discord'])
  expect(found('sha256 base64')).toEqual(['adyen'])
  expect(found('  ')).toHaveLength(known.length)
  expect(found('hub stripe')).toEqual([])
})

/** As much of a provider as is looked at. */
function provider(id: string, label: string, summary: string): ProviderInfo {
  return { id, label, schemes: [{ id, summary, proof: 'secret' }] } as unknown as ProviderInfo // The rest is long.
}

function of(id: string | null): RequestSummary {
  return { provider: id === null ? null : { id } } as RequestSummary // Nothing else is looked at.
}
