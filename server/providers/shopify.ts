// Shopify: told by its topic header, which its newer «Events» send without the X-.

import type { Provider } from './provider.ts'
import { joinParts } from './reading/plain-text.ts'
import { inHeader } from './signing/carriers.ts'
import { hmacScheme } from './signing/hmac.ts'

const older = inHeader('X-Shopify-Hmac-Sha256')
const newer = inHeader('Shopify-Hmac-Sha256')

export const shopify: Provider = {
  id: 'shopify',
  label: 'Shopify',
  docsUrl: 'https://shopify.dev/docs/api/webhooks',
  facts: {
    detection: '`X-Shopify-Topic`, or `Shopify-Topic` of its newer events',
    source: 'library `@shopify/shopify-api` 13.1.0, shopify.dev',
    unconfirmed: ['The time limits, and what becomes of a subscription that keeps failing.'],
  },
  paste: 'Settings → Notifications → Webhooks → Create webhook, or the `uri` of a subscription',
  toldBy: ['x-shopify-topic', 'shopify-topic'],
  schemes: [
    hmacScheme({
      id: 'shopify',
      encoding: 'base64',
      carrier: {
        ...older,
        // Its library looks at the newer name first.
        read: (evidence) => (newer.read(evidence) ? undefined : older.read(evidence)),
      },
    }),
    hmacScheme({
      id: 'shopify-events',
      encoding: 'base64',
      carrier: newer,
    }),
  ],
  fields: [
    {
      name: 'secret',
      label: 'Client secret of the app',
      hint: 'Under «Client credentials» of the app; webhooks made in the admin show theirs below the list.',
      example: 'shpss_…',
    },
  ],
  suspicion({ headers }) {
    return headers.get('x-shopify-test') === 'true'
      ? 'It is a test notification of the admin, which is signed with another key.'
      : undefined
  },
  retries: { delays: [], most: 8, within: 14_400 },
  detect(evidence) {
    const { headers } = evidence
    const prefix = headers.has('x-shopify-topic') ? 'x-shopify' : 'shopify'
    const topic = headers.get(`${prefix}-topic`)
    if (topic === undefined) return undefined
    const payload = evidence.fields()
    const price = payload.text('total_price') ?? payload.text('price')
    const money = price && [price, payload.text('currency')].filter(Boolean).join(' ')
    return {
      // The newer events say what happened to the object beside its name.
      event: [topic, headers.get(`${prefix}-action`)].filter(Boolean).join('.'),
      deliveryId: headers.get(`${prefix}-webhook-id`) ?? null,
      gist: joinParts(
        payload.firstText(['name', 'title', 'handle']) ?? headers.get(`${prefix}-resource-id`),
        money,
        headers.get(`${prefix}-sub-topic`),
        headers.get(`${prefix}-shop-domain`),
        headers.get(`${prefix}-test`) === 'true' && 'test',
      ),
    }
  },
}
