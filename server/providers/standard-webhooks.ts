// Standard Webhooks: senders that follow the common specification and say nothing else of themselves.

import type { Provider } from './provider.ts'
import { messageId, tellMessage } from './reading/standard-webhooks.ts'
import { standardWebhooksKeyScheme, standardWebhooksScheme } from './signing/standard-webhooks.ts'

export const standardWebhooks: Provider = {
  id: 'standard-webhooks',
  label: 'Standard Webhooks',
  docsUrl: 'https://www.standardwebhooks.com/',
  facts: {
    detection: '`webhook-id`, `webhook-timestamp`, `webhook-signature`',
    source: 'specification, library `standardwebhooks` 1.1.1',
  },
  paste: "The sender's settings, wherever it asks for an endpoint",
  toldBy: ['webhook-id'],
  schemes: [
    standardWebhooksScheme({ id: 'standard-webhooks' }),
    standardWebhooksKeyScheme({ id: 'standard-webhooks-v1a' }),
  ],
  fields: [
    {
      name: 'secret',
      label: 'Secret or public key',
      hint: "From the sender's settings: `whsec_…` to check `v1` signatures, `whpk_…` for `v1a`.",
      example: 'whsec_…',
    },
  ],
  retries: {
    delays: [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400],
    note: 'An example of the specification: each sender has a schedule of its own.',
  },
  detect(evidence) {
    const id = messageId(evidence, 'webhook')
    return id === undefined ? undefined : tellMessage(id, evidence.fields())
  },
  secretFlaw(secret) {
    if (secret.startsWith('whsk_')) {
      return 'This is the private key of the sender. To check signatures take the public one, which begins with whpk_.'
    }
    const isBase64 = /^[A-Za-z0-9+/_-]+={0,2}$/.test(secret.replace(/^wh(sec|pk)_/, ''))
    return isBase64 ? undefined : 'A secret of Standard Webhooks is whsec_ and base64.'
  },
}
