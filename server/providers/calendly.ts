// Calendly: a time and a signature in one header; a subscription without a signing key is told by its body.

import type { Provider } from './provider.ts'
import { bodyHas } from './reading/evidence.ts'
import { joinParts } from './reading/plain-text.ts'
import { inPairs } from './signing/carriers.ts'
import { hmacScheme } from './signing/hmac.ts'

export const calendly: Provider = {
  id: 'calendly',
  label: 'Calendly',
  docsUrl: 'https://developer.calendly.com/api-docs/4c305798a61d3-webhook-signatures',
  facts: {
    detection: '`Calendly-Webhook-Signature`, or a body that was `created_by` a URL of its API',
    source: 'an answer of its staff',
    unconfirmed: [
      'How the header is written.',
      'The three minutes within which it has to arrive.',
      'The URI as the id of an event.',
      'How long it tries again.',
    ],
  },
  paste: '`url` of `POST /webhook_subscriptions`',
  schemes: [
    hmacScheme({
      id: 'calendly',
      encoding: 'hex',
      over: '{t}.{body}',
      signed: ({ time, body }) => [time, '.', body],
      carrier: inPairs('Calendly-Webhook-Signature', { time: 't', signature: 'v1' }),
      time: 'seconds',
      tolerance: { pastMs: 180_000, stepMs: 1 },
    }),
  ],
  fields: [
    {
      name: 'secret',
      label: 'Signing key',
      hint: 'Given as `signing_key` when the subscription was made, or shown in its answer.',
    },
  ],
  retries: { delays: [], within: 86_400, note: 'Then the subscription is disabled.' },
  toldBy: ['calendly-webhook-signature'],
  toldByContent: { keys: ['created_by'] },
  detect(evidence) {
    const isSigned = evidence.headers.has('calendly-webhook-signature')
    if (!isSigned && !bodyHas(evidence.body, '://api.calendly.com/users/', 512)) return undefined
    const body = evidence.fields()
    const event = body.text('event')
    if (!isSigned && (!event || !body.text('created_by'))) return undefined
    const payload = body.at('payload')
    return {
      event: event ?? null,
      deliveryId: payload.text('uri') ?? null,
      gist: joinParts(
        payload.text('scheduled_event', 'name'),
        payload.firstText(['name', 'email']),
        payload.text('scheduled_event', 'start_time'),
      ),
    }
  },
}
