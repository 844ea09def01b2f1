// Svix: sends webhooks for others, under names of its own or as Standard Webhooks, whose scheme is the same.

import type { Provider } from './provider.ts'
import { messageId, tellMessage } from './reading/standard-webhooks.ts'
import { svixSchemes } from './signing/standard-webhooks.ts'

export const svix: Provider = {
  id: 'svix',
  label: 'Svix',
  docsUrl: 'https://docs.svix.com/receiving/introduction',
  facts: {
    detection: '`svix-id` and `svix-signature`, or `webhook-id` from a `Svix-Webhooks` client',
    source: 'library `svix` 1.99.1, svix-server',
  },
  paste: "The sender's settings, wherever it asks for an endpoint",
  toldBy: ['svix-id', 'webhook-id'],
  schemes: svixSchemes('svix'),
  fields: [
    {
      name: 'secret',
      label: 'Signing secret',
      hint: "On the endpoint's page in the sender's webhook portal.",
      example: 'whsec_…',
    },
  ],
  // As the server does by default; its operators may change that.
  retries: { delays: [5, 300, 1800, 7200, 18_000, 36_000, 36_000] },
  detect(evidence) {
    const id = messageId(evidence, 'svix') ?? unbrandedId()
    return id === undefined ? undefined : tellMessage(id, evidence.fields())

    function unbrandedId(): string | undefined {
      const isSvix = evidence.headers.get('user-agent')?.startsWith('Svix-Webhooks/')
      return isSvix ? messageId(evidence, 'webhook') : undefined
    }
  },
}
