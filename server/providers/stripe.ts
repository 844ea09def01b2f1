// Stripe: told by Stripe-Signature; the event's id is the same on every attempt.

import { joinParts } from './plain-text.ts'
import type { Provider } from './provider.ts'
import { firstTextOf, textAt, valueAt } from './read-fields.ts'

export const stripe: Provider = {
  id: 'stripe',
  label: 'Stripe',
  docsUrl: 'https://docs.stripe.com/webhooks',
  detect(evidence) {
    if (!evidence.headers.has('stripe-signature')) return undefined
    const event = evidence.json()
    return {
      event: textAt(event, 'type') ?? null,
      deliveryId: textAt(event, 'id') ?? null,
      signed: true,
      gist: gistOf(event),
    }
  },
}

function gistOf(event: unknown): string {
  const object = valueAt(event, 'data', 'object')
  return joinParts(
    amountOf(object),
    textAt(object, 'id') ?? textAt(event, 'related_object', 'id'),
    firstTextOf(object, ['status']),
    valueAt(event, 'livemode') === false && 'test',
  )
}

// https://docs.stripe.com/currencies#zero-decimal and #three-decimal
const noDecimals = /^(bif|clp|djf|gnf|jpy|kmf|krw|mga|pyg|rwf|ugx|vnd|vuv|xaf|xof|xpf)$/
const threeDecimals = /^(bhd|jod|kwd|omr|tnd)$/

function amountOf(object: unknown): string | undefined {
  const amount = Number(
    firstTextOf(object, ['amount', 'amount_total', 'amount_due', 'total']) ?? Number.NaN,
  )
  const currency = textAt(object, 'currency')?.toLowerCase()
  if (!Number.isSafeInteger(amount) || !currency || !/^[a-z]{3}$/.test(currency)) return undefined
  const decimals = noDecimals.test(currency) ? 0 : threeDecimals.test(currency) ? 3 : 2
  return `${(amount / 10 ** decimals).toFixed(decimals)} ${currency.toUpperCase()}`
}
