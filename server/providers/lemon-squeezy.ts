// Lemon Squeezy: told by the name of the event beside X-Signature, a header that several senders use.

import type { Evidence, Provider } from './provider.ts'
import { joinParts } from './reading/plain-text.ts'
import { inHeader } from './signing/carriers.ts'
import { hmacScheme } from './signing/hmac.ts'

export const lemonSqueezy: Provider = {
  id: 'lemon-squeezy',
  label: 'Lemon Squeezy',
  docsUrl: 'https://docs.lemonsqueezy.com/help/webhooks',
  facts: {
    detection: '`X-Signature` with `X-Event-Name` or `meta.event_name`',
    source: 'lmsqueezy/nextjs-billing',
    unconfirmed: ['`X-Event-Name`.', 'The retry schedule.'],
  },
  paste: 'Settings → Webhooks → + → Callback URL',
  toldBy: ['x-signature'],
  schemes: [
    hmacScheme({
      id: 'lemon-squeezy',
      encoding: 'hex',
      carrier: inHeader('X-Signature'),
    }),
  ],
  fields: [
    {
      name: 'secret',
      label: 'Signing secret',
      hint: 'What was typed in under «Signing secret» when the webhook was made.',
    },
  ],
  retries: { delays: [5, 25, 125], most: 3 },
  detect(evidence) {
    const event = eventOf(evidence)
    if (event === undefined) return undefined
    const json = evidence.fields()
    const attributes = json.at('data', 'attributes')
    return {
      event,
      deliveryId: null,
      // It has the time of the change.
      hasFixedBody: true,
      gist: joinParts(
        attributes.text('total_formatted'),
        [json.text('data', 'type'), json.text('data', 'id')].filter(Boolean).join(' '),
        attributes.text('status'),
        json.flag('meta', 'test_mode') && 'test',
      ),
    }
  },
}

function eventOf(evidence: Evidence): string | undefined {
  const { headers } = evidence
  if (!headers.has('x-signature')) return undefined
  return headers.get('x-event-name') ?? evidence.fields().text('meta', 'event_name')
}
