// Anthropic: Standard Webhooks, told by the shape of its events, whose kind stands in their data.

import type { Provider } from './provider.ts'
import { joinParts } from './reading/plain-text.ts'
import { messageId } from './reading/standard-webhooks.ts'
import { standardWebhooksScheme } from './signing/standard-webhooks.ts'

export const anthropic: Provider = {
  id: 'anthropic',
  label: 'Anthropic',
  docsUrl: 'https://platform.claude.com/docs/en/managed-agents/webhooks',
  facts: {
    detection: '`webhook-id` with a body of `type` «event» and the kind in `data.type`',
    source: 'library `@anthropic-ai/sdk` 1.11.0',
    unconfirmed: ['How it tries again.'],
  },
  paste: 'Console → Manage → Webhooks',
  toldBy: ['webhook-id'],
  schemes: [standardWebhooksScheme({ id: 'anthropic' })],
  fields: [
    {
      name: 'secret',
      label: 'Signing key',
      hint: 'Shown once, when the endpoint is created.',
      example: 'whsec_…',
    },
  ],
  detect(evidence) {
    const id = messageId(evidence, 'webhook')
    if (id === undefined) return undefined
    const payload = evidence.fields()
    const kind = payload.text('data', 'type')
    const isEvent = payload.text('type') === 'event' && payload.text('created_at') !== undefined
    if (!isEvent || kind === undefined) return undefined
    return {
      event: kind,
      deliveryId: id,
      gist: joinParts(payload.text('data', 'id'), payload.text('data', 'workspace_id')),
    }
  },
  secretFlaw(secret) {
    return /^sk-ant-/.test(secret)
      ? "This is an API key of Anthropic. The endpoint's signing key begins with whsec_."
      : undefined
  },
}
