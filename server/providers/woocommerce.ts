// WooCommerce: told by X-WC-Webhook-Topic; the ping after a webhook is saved is told by its user agent alone.

import type { Evidence, Provider } from './provider.ts'
import { bodyText } from './reading/evidence.ts'
import { joinParts } from './reading/plain-text.ts'
import { inHeader } from './signing/carriers.ts'
import { hmacScheme } from './signing/hmac.ts'

export const woocommerce: Provider = {
  id: 'woocommerce',
  label: 'WooCommerce',
  docsUrl: 'https://woocommerce.com/document/webhooks/',
  facts: {
    detection: '`X-WC-Webhook-Topic`, or the user agent of its ping',
    source: 'woocommerce `class-wc-webhook.php`',
    unconfirmed: ['What becomes of a webhook that keeps failing.'],
  },
  paste: 'WooCommerce → Settings → Advanced → Webhooks → Add webhook → Delivery URL',
  toldBy: ['x-wc-webhook-topic', 'user-agent'],
  schemes: [
    hmacScheme({
      id: 'woocommerce',
      encoding: 'base64',
      carrier: inHeader('X-WC-Webhook-Signature'),
    }),
  ],
  fields: [
    {
      name: 'secret',
      label: 'Secret',
      hint: "In the webhook's settings. Left empty there, it is the API consumer secret of the user who made it.",
    },
  ],
  detect(evidence) {
    const { headers } = evidence
    const topic = headers.get('x-wc-webhook-topic')
    if (topic === undefined) return isPing(evidence) ? ping : undefined
    const resource = evidence.fields()
    const number = resource.text('number')
    return {
      event: topic,
      deliveryId: headers.get('x-wc-webhook-delivery-id') ?? null,
      gist: joinParts(
        number ? `#${number}` : resource.firstText(['name', 'code', 'email', 'id']),
        [resource.text('total'), resource.text('currency')].filter(Boolean).join(' '),
        resource.text('status'),
        headers.get('x-wc-webhook-source'),
      ),
    }
  },
}

const ping = { event: 'ping', deliveryId: null, isNeverSigned: true, gist: 'URL check' } as const

/** A form of one field, without any header of webhooks. */
function isPing({ headers, body }: Evidence): boolean {
  const agent = headers.get('user-agent') ?? ''
  if (!agent.startsWith('WooCommerce/') || body.length > maxPingBytes) return false
  return /^webhook_id=\d+$/.test(bodyText(body))
}

const maxPingBytes = 40
