// PagerDuty, webhooks of version 3: told by its signature; the event's id stays the same over attempts.

import type { Provider } from './provider.ts'
import type { JsonView } from './reading/json-view.ts'
import { joinParts } from './reading/plain-text.ts'
import { inHeader } from './signing/carriers.ts'
import { hmacScheme } from './signing/hmac.ts'

export const pagerduty: Provider = {
  id: 'pagerduty',
  label: 'PagerDuty',
  docsUrl: 'https://developer.pagerduty.com/docs/webhooks-overview',
  facts: {
    detection: '`X-PagerDuty-Signature`',
    source: 'PagerDuty/go-pagerduty',
    unconfirmed: ['The fields of the body.', 'How often it tries again.'],
  },
  paste: 'Integrations → Generic Webhooks (v3) → New Webhook → Webhook URL',
  toldBy: ['x-pagerduty-signature'],
  schemes: [
    hmacScheme({
      id: 'pagerduty',
      encoding: 'hex',
      // Several while a secret rotates.
      carrier: inHeader('X-PagerDuty-Signature', { prefix: 'v1=', separator: ',' }),
      // Its library decodes the digits, whatever their case.
      normalise: (signature) => signature.toLowerCase(),
    }),
  ],
  fields: [
    {
      name: 'secret',
      label: 'Secret',
      hint: 'Shown once, when the subscription is created.',
    },
  ],
  retries: { delays: [], most: 10, within: 172_800 },
  detect(evidence) {
    if (!evidence.headers.has('x-pagerduty-signature')) return undefined
    const event = evidence.fields().at('event')
    return {
      event: event.text('event_type') ?? null,
      deliveryId: event.text('id') ?? null,
      gist: gistOf(event.at('data')),
    }
  },
}

function gistOf(data: JsonView): string {
  const number = data.text('number')
  const title = data.firstText(['title', 'summary', 'name', 'message', 'content'])
  return joinParts(
    [number && `#${number}`, title].filter(Boolean).join(' '),
    data.text('status'),
    data.text('service', 'summary') ?? data.text('incident', 'summary'),
  )
}
