// Razorpay: told by X-Razorpay-Signature; the event's id stands in a header.

import type { Provider } from './provider.ts'
import type { JsonView } from './reading/json-view.ts'
import { moneyText } from './reading/money.ts'
import { joinParts } from './reading/plain-text.ts'
import { inHeader } from './signing/carriers.ts'
import { hmacScheme } from './signing/hmac.ts'

export const razorpay: Provider = {
  id: 'razorpay',
  label: 'Razorpay',
  docsUrl: 'https://razorpay.com/docs/webhooks/',
  facts: {
    detection: '`X-Razorpay-Signature`',
    source: 'library `razorpay` 2.9.8',
    unconfirmed: ['The fields of the body.', 'Whether the event id is the same on every attempt.'],
  },
  paste: 'Dashboard → Account & Settings → Webhooks → Add New Webhook → Webhook URL',
  toldBy: ['x-razorpay-signature'],
  schemes: [
    hmacScheme({ id: 'razorpay', encoding: 'hex', carrier: inHeader('X-Razorpay-Signature') }),
  ],
  fields: [
    {
      name: 'secret',
      label: 'Webhook secret',
      hint: "What was typed in when the webhook was made; it is not the API key's secret.",
    },
  ],
  detect(evidence) {
    const { headers } = evidence
    if (!headers.has('x-razorpay-signature')) return undefined
    const event = evidence.fields()
    const entity = entityOf(event)
    return {
      event: event.text('event') ?? null,
      deliveryId: headers.get('x-razorpay-event-id') ?? null,
      gist: joinParts(
        moneyText(entity.text('amount'), entity.text('currency')),
        entity.text('id'),
        entity.text('status'),
      ),
    }
  },
  secretFlaw(secret) {
    return /^rzp_(live|test)_/.test(secret)
      ? 'This is a key id of the API of Razorpay. The secret is the one typed in for the webhook.'
      : undefined
  },
}

/** What the event is about stands under the first name of `contains`. */
function entityOf(event: JsonView): JsonView {
  return event.at('payload', event.text('contains', 0) ?? '', 'entity')
}
