// OpenAI: Standard Webhooks, told by the shape of its events.

import type { Provider } from './provider.ts'
import { joinParts } from './reading/plain-text.ts'
import { messageId } from './reading/standard-webhooks.ts'
import { textKey, whsecKey } from './signing/keys.ts'
import { standardWebhooksScheme } from './signing/standard-webhooks.ts'

export const openai: Provider = {
  id: 'openai',
  label: 'OpenAI',
  docsUrl: 'https://platform.openai.com/docs/guides/webhooks',
  facts: {
    detection: '`webhook-id` with a body of `object` «event» and an `id` that begins with `evt_`',
    source: 'library `openai` 6.49.0',
    unconfirmed: ['The fields of the body.', 'How long it tries again.'],
  },
  paste: 'Platform → Settings → Project → Webhooks → Create',
  toldBy: ['webhook-id'],
  schemes: [
    standardWebhooksScheme({
      id: 'openai',
      // Its library takes what has no prefix as text, where others would decode it.
      readKey: (secret) => (secret.startsWith('whsec_') ? whsecKey(secret) : textKey(secret)),
      isVersionOptional: true,
    }),
  ],
  fields: [
    {
      name: 'secret',
      label: 'Signing secret',
      hint: 'Shown once, when the webhook is created.',
      example: 'whsec_…',
    },
  ],
  retries: { delays: [], within: 259_200, note: 'Ever more rarely.' },
  detect(evidence) {
    const id = messageId(evidence, 'webhook')
    if (id === undefined) return undefined
    const payload = evidence.fields()
    if (payload.text('object') !== 'event' || !payload.text('id')?.startsWith('evt_')) {
      return undefined
    }
    if (payload.text('created_at') === undefined) return undefined
    return {
      event: payload.text('type') ?? null,
      deliveryId: id,
      gist: joinParts(payload.text('data', 'id')),
    }
  },
  secretFlaw(secret) {
    return /^sk-/.test(secret)
      ? "This is an API key of OpenAI. The webhook's signing secret begins with whsec_."
      : undefined
  },
}
