// Standard Webhooks: senders that follow the common specification and say nothing else of themselves.

import { joinParts } from './plain-text.ts'
import type { Provider } from './provider.ts'

export const standardWebhooks: Provider = {
  id: 'standard-webhooks',
  label: 'Standard Webhooks',
  docsUrl: 'https://www.standardwebhooks.com/',
  detect(evidence) {
    const { headers } = evidence
    const id = headers.get('webhook-id')
    const signature = headers.get('webhook-signature')
    // GoCardless sends a header of the same name that holds bare hex.
    if (id === undefined || !headers.has('webhook-timestamp') || !/^v1a?,/.test(signature ?? '')) {
      return undefined
    }
    const payload = evidence.fields()
    const data = payload.at('data')
    return {
      event: payload.text('type') ?? null,
      deliveryId: id,
      signed: true,
      gist: joinParts(
        data.text('name'),
        data.text('id') ?? payload.text('id'),
        payload.text('status'),
      ),
    }
  },
}
