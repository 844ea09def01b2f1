// Stripe: told by Stripe-Signature; the event's id is the same on every attempt.

import { hmac, unixSeconds } from './hmac.ts'
import type { JsonView } from './json-view.ts'
import { joinParts } from './plain-text.ts'
import type { Provider } from './provider.ts'

export const stripe: Provider = {
  id: 'stripe',
  label: 'Stripe',
  docsUrl: 'https://docs.stripe.com/webhooks',
  toleranceMs: 300_000,
  detect(evidence) {
    if (!evidence.headers.has('stripe-signature')) return undefined
    const event = evidence.fields()
    return {
      event: event.text('type') ?? null,
      deliveryId: event.text('id') ?? null,
      signed: true,
      gist: gistOf(event),
    }
  },
  // https://docs.stripe.com/webhooks#verify-manually
  sign({ body }, secret, at) {
    const time = unixSeconds(at)
    // The secret as it is shown, whsec_ included, is the key; it only looks like base64.
    const signature = hmac('sha256', secret, time, '.', body).toString('hex')
    return [['Stripe-Signature', `t=${time},v1=${signature}`]]
  },
  secretFlaw(secret) {
    return /^[srp]k_(live|test)_/.test(secret)
      ? "This is an API key of Stripe. The endpoint's signing secret begins with whsec_."
      : undefined
  },
}

function gistOf(event: JsonView): string {
  const object = event.at('data', 'object')
  return joinParts(
    amountOf(object),
    object.text('id') ?? event.text('related_object', 'id'),
    object.firstText(['status']),
    event.flag('livemode') === false && 'test',
  )
}

// https://docs.stripe.com/currencies#zero-decimal and #three-decimal
const noDecimals = /^(bif|clp|djf|gnf|jpy|kmf|krw|mga|pyg|rwf|ugx|vnd|vuv|xaf|xof|xpf)$/
const threeDecimals = /^(bhd|jod|kwd|omr|tnd)$/

function amountOf(object: JsonView): string | undefined {
  const amount = Number(
    object.firstText(['amount', 'amount_total', 'amount_due', 'total']) ?? Number.NaN,
  )
  const currency = object.text('currency')?.toLowerCase()
  if (!Number.isSafeInteger(amount) || !currency || !/^[a-z]{3}$/.test(currency)) return undefined
  const decimals = noDecimals.test(currency) ? 0 : threeDecimals.test(currency) ? 3 : 2
  return `${(amount / 10 ** decimals).toFixed(decimals)} ${currency.toUpperCase()}`
}
