// Stripe: told by Stripe-Signature; the event's id is the same on every attempt.

import type { Provider } from './provider.ts'
import type { JsonView } from './reading/json-view.ts'
import { moneyText } from './reading/money.ts'
import { joinParts } from './reading/plain-text.ts'
import { inPairs } from './signing/carriers.ts'
import { hmacScheme } from './signing/hmac.ts'
import { whsecKey } from './signing/keys.ts'

export const stripe: Provider = {
  id: 'stripe',
  label: 'Stripe',
  docsUrl: 'https://docs.stripe.com/webhooks',
  facts: {
    detection: '`Stripe-Signature`',
    source: 'library `stripe` 23.1.0',
    unconfirmed: ['The retry schedule.'],
  },
  paste: 'Dashboard → Developers → Webhooks → Add destination → Endpoint URL',
  toldBy: ['stripe-signature'],
  schemes: [
    hmacScheme({
      id: 'stripe',
      encoding: 'hex',
      over: '{t}.{body}',
      signed: ({ time, body }) => [time, '.', body],
      carrier: inPairs('Stripe-Signature', { time: 't', signature: 'v1', isStrict: true }),
      // The secret as it is shown, whsec_ included, is the key; it only looks like base64.
      otherKeys: [whsecKey],
      time: 'seconds',
      tolerance: { pastMs: 300_000 },
    }),
  ],
  fields: [
    {
      name: 'secret',
      label: 'Signing secret',
      hint: "On the endpoint's page; `stripe listen` prints another one.",
      example: 'whsec_…',
    },
  ],
  suspicion(evidence) {
    const isLive = evidence.fields().flag('livemode')
    if (isLive === undefined) return undefined
    return isLive
      ? 'It is an event of live mode: the endpoint there has another secret than the one of test mode.'
      : 'It is an event of test mode: the endpoint there has another secret than the one of live mode, and `stripe listen` has its own.'
  },
  retries: {
    delays: [],
    within: 259_200,
    note: 'Up to three days with growing gaps in live mode, three attempts within hours in a sandbox.',
  },
  detect(evidence) {
    if (!evidence.headers.has('stripe-signature')) return undefined
    const event = evidence.fields()
    return {
      event: event.text('type') ?? null,
      deliveryId: event.text('id') ?? null,
      gist: gistOf(event),
    }
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
    // Thin events only name the object.
    object.text('id') ?? event.text('related_object', 'id'),
    object.firstText(['status']),
    event.flag('livemode') === false && 'test',
  )
}

function amountOf(object: JsonView): string | undefined {
  const minor = object.firstText(['amount', 'amount_total', 'amount_due', 'total'])
  return moneyText(minor, object.text('currency'))
}
