// Shopify: told by its topic header, which its newer «Events» send without the X-.

import { joinParts } from './plain-text.ts'
import type { Provider } from './provider.ts'

export const shopify: Provider = {
  id: 'shopify',
  label: 'Shopify',
  docsUrl: 'https://shopify.dev/docs/api/webhooks',
  detect(evidence) {
    const { headers } = evidence
    const prefix = headers.has('x-shopify-topic') ? 'x-shopify' : 'shopify'
    const topic = headers.get(`${prefix}-topic`)
    if (topic === undefined) return undefined
    const payload = evidence.fields()
    const price = payload.text('total_price') ?? payload.text('price')
    const money = price && [price, payload.text('currency')].filter(Boolean).join(' ')
    return {
      event: topic,
      deliveryId: headers.get(`${prefix}-webhook-id`) ?? null,
      signed: headers.has(`${prefix}-hmac-sha256`),
      gist: joinParts(
        payload.firstText(['name', 'title', 'handle']),
        money,
        headers.get(`${prefix}-shop-domain`),
        headers.get(`${prefix}-test`) === 'true' && 'test',
      ),
    }
  },
}
