// Replicate: Standard Webhooks, told by their body, which is the prediction itself.

import type { Provider } from './provider.ts'
import { joinParts } from './reading/plain-text.ts'
import { messageId } from './reading/standard-webhooks.ts'
import { standardWebhooksScheme } from './signing/standard-webhooks.ts'

export const replicate: Provider = {
  id: 'replicate',
  label: 'Replicate',
  docsUrl: 'https://replicate.com/docs/topics/webhooks',
  facts: {
    detection: '`webhook-id` with a prediction as body: `id`, `version` or `model`, and a `status`',
    source: 'library `replicate` 1.4.0',
    unconfirmed: ['How it tries again.'],
  },
  paste: 'The field `webhook` of a prediction or training',
  toldBy: ['webhook-id'],
  // Its library looks at no time.
  schemes: [standardWebhooksScheme({ id: 'replicate', tolerance: null })],
  fields: [
    {
      name: 'secret',
      label: 'Signing key',
      hint: 'Account settings → Webhooks, or `GET /v1/webhooks/default/secret`.',
      example: 'whsec_…',
    },
  ],
  detect(evidence) {
    const id = messageId(evidence, 'webhook')
    if (id === undefined) return undefined
    const payload = evidence.fields()
    const status = payload.text('status')
    const model = payload.firstText(['model', 'version'])
    const prediction = payload.text('id')
    if (status === undefined || model === undefined || prediction === undefined) return undefined
    if (!states.test(status) || payload.text('type') !== undefined) return undefined
    // One prediction is told of several times; its state is the nearest there is to a kind of event.
    return { event: status, deliveryId: id, gist: joinParts(model, prediction) }
  },
  secretFlaw(secret) {
    return /^r8_/.test(secret)
      ? 'This is an API token of Replicate. The signing key begins with whsec_.'
      : undefined
  },
}

const states = /^(starting|processing|succeeded|failed|canceled|aborted)$/
