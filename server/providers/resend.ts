// Resend: its events come under the names of Svix and are told by their types.

import type { Provider } from './provider.ts'
import { joinParts } from './reading/plain-text.ts'
import { messageId } from './reading/standard-webhooks.ts'
import { svixSchemes } from './signing/standard-webhooks.ts'

export const resend: Provider = {
  id: 'resend',
  label: 'Resend',
  docsUrl: 'https://resend.com/docs/webhooks/introduction',
  facts: {
    detection: '`svix-id` with a `type` of e-mails, contacts or domains beside `created_at`',
    source: 'library `resend` 6.38.0',
    unconfirmed: ['The names of the headers.', 'How it tries again.'],
  },
  paste: 'Dashboard → Webhooks → Add webhook → Endpoint URL',
  toldBy: ['svix-id'],
  schemes: svixSchemes('resend'),
  fields: [
    {
      name: 'secret',
      label: 'Signing secret',
      hint: "On the webhook's page of the dashboard.",
      example: 'whsec_…',
    },
  ],
  detect(evidence) {
    const id = messageId(evidence, 'svix')
    if (id === undefined) return undefined
    const payload = evidence.fields()
    const type = payload.text('type')
    if (type === undefined || !/^(email|contact|domain)\.[a-z_]+$/.test(type)) return undefined
    const data = payload.at('data')
    if (payload.text('created_at') === undefined || data.kind !== 'object') return undefined
    return {
      event: type,
      deliveryId: id,
      gist: joinParts(
        data.text('subject'),
        data.text('to', 0) ?? data.firstText(['email', 'name']),
        data.text('email_id') ?? data.text('id'),
      ),
    }
  },
  secretFlaw(secret) {
    return /^re_/.test(secret)
      ? "This is an API key of Resend. The webhook's signing secret begins with whsec_."
      : undefined
  },
}
