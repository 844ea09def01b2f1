// GoCardless: bare digits in Webhook-Signature, the name of a header that Standard Webhooks use otherwise.

import type { Evidence, Provider } from './provider.ts'
import { counted, joinParts } from './reading/plain-text.ts'
import { inHeader } from './signing/carriers.ts'
import { hmacScheme } from './signing/hmac.ts'

export const gocardless: Provider = {
  id: 'gocardless',
  label: 'GoCardless',
  docsUrl: 'https://developer.gocardless.com/api-reference/#appendix-webhooks',
  facts: {
    detection:
      '`Webhook-Signature` without `webhook-id`, with bare digits or `events[].resource_type`',
    source: 'library `gocardless-nodejs` 10.1.2',
    unconfirmed: ['The retry schedule.'],
  },
  paste: 'Developers → Create → Webhook endpoint → URL',
  toldBy: ['webhook-signature'],
  schemes: [
    hmacScheme({
      id: 'gocardless',
      encoding: 'hex',
      carrier: inHeader('Webhook-Signature'),
      // The library decodes the digits before it compares.
      normalise: (signature) => signature.toLowerCase(),
    }),
  ],
  fields: [
    {
      name: 'secret',
      label: 'Webhook endpoint secret',
      hint: "On the endpoint's page under «Developers».",
    },
  ],
  detect(evidence) {
    if (!isOfGoCardless(evidence)) return undefined
    const body = evidence.fields()
    const first = body.at('events', 0)
    const more = (body.count('events') ?? 0) - 1
    const kind = first.text('resource_type')
    const action = first.text('action')
    return {
      event: kind && action ? `${kind}.${action}` : null,
      deliveryId: body.text('meta', 'webhook_id') ?? null,
      gist: joinParts(
        linkOf(first.at('links')),
        first.text('details', 'cause'),
        more > 0 && counted(more, 'more event'),
      ),
    }
  },
}

function isOfGoCardless(evidence: Evidence): boolean {
  const { headers } = evidence
  const signature = headers.get('webhook-signature')
  if (signature === undefined || headers.has('webhook-id')) return false
  return (
    /^[0-9a-f]{64}$/i.test(signature) ||
    evidence.fields().text('events', 0, 'resource_type') !== undefined
  )
}

/** What the event is about: the first thing it links to. */
function linkOf(links: ReturnType<ReturnType<Evidence['fields']>['at']>): string | undefined {
  return links.firstText(links.keys())
}
