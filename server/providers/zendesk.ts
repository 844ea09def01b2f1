// Zendesk: signs its ISO time and, right behind it, the body; a webhook without a body signs the time alone.

import type { Provider } from './provider.ts'
import { joinParts } from './reading/plain-text.ts'
import { inHeader, withTime } from './signing/carriers.ts'
import { hmacScheme } from './signing/hmac.ts'
import { base64Key } from './signing/keys.ts'

export const zendesk: Provider = {
  id: 'zendesk',
  label: 'Zendesk',
  docsUrl: 'https://developer.zendesk.com/documentation/webhooks/verifying/',
  facts: {
    detection: '`X-Zendesk-Webhook-Signature` or `X-Zendesk-Webhook-Id`',
    source: 'developer.zendesk.com',
    unconfirmed: [
      'That the invocation id stays the same over retries.',
      'The secret of test requests.',
      'When it tries again.',
    ],
  },
  paste: 'Admin Center → Apps and integrations → Webhooks → Create webhook → Endpoint URL',
  toldBy: ['x-zendesk-webhook-signature', 'x-zendesk-webhook-id'],
  schemes: [
    hmacScheme({
      id: 'zendesk',
      encoding: 'base64',
      over: '{timestamp}{body}',
      signed: ({ time, body }) => [time, body],
      carrier: withTime(
        inHeader('X-Zendesk-Webhook-Signature'),
        'X-Zendesk-Webhook-Signature-Timestamp',
      ),
      // It looks like base64 and is used as the text it is.
      otherKeys: [base64Key],
      time: 'iso',
    }),
  ],
  fields: [
    {
      name: 'secret',
      label: 'Signing secret',
      hint: "On the webhook's page, under «Reveal secret».",
    },
  ],
  suspicion({ headers }) {
    return headers.has('x-zendesk-webhook-id')
      ? undefined
      : 'A test that is sent before the webhook is made is signed with a secret of its own, which the documentation states.'
  },
  detect(evidence) {
    const { headers } = evidence
    const isTheirs =
      headers.has('x-zendesk-webhook-signature') || headers.has('x-zendesk-webhook-id')
    if (!isTheirs) return undefined
    const payload = evidence.fields()
    const detail = payload.at('detail')
    return {
      event: payload.text('type') ?? null,
      deliveryId: headers.get('x-zendesk-webhook-invocation-id') ?? payload.text('id') ?? null,
      gist: joinParts(
        detail.firstText(['subject', 'name', 'email', 'id']) ?? payload.text('subject'),
        payload.firstText(['title', 'status']),
      ),
    }
  },
}
