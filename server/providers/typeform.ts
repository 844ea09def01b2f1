// Typeform: base64 behind `sha256=`; a webhook without a secret is told by its body.

import type { Provider } from './provider.ts'
import { bodyHas } from './reading/evidence.ts'
import { counted, joinParts } from './reading/plain-text.ts'
import { inHeader } from './signing/carriers.ts'
import { hmacScheme } from './signing/hmac.ts'

export const typeform: Provider = {
  id: 'typeform',
  label: 'Typeform',
  docsUrl: 'https://www.typeform.com/developers/webhooks/secure-your-webhooks/',
  facts: {
    detection: '`Typeform-Signature`, or a body with `event_type` and `form_response`',
    source: 'typeform.com',
    unconfirmed: ['The fields of the body.', 'How long it tries again.'],
  },
  paste: 'The form → Connect → Webhooks → Add a webhook → Endpoint',
  schemes: [
    hmacScheme({
      id: 'typeform',
      encoding: 'base64',
      carrier: inHeader('Typeform-Signature', { prefix: 'sha256=' }),
    }),
  ],
  fields: [
    {
      name: 'secret',
      label: 'Secret',
      hint: "The text typed into «Secret» in the webhook's settings.",
    },
  ],
  retries: { delays: [], note: 'For some hours; an answer of 404 or 410 ends it.' },
  toldBy: ['typeform-signature'],
  toldByContent: { keys: ['form_response'] },
  detect(evidence) {
    const isSigned = evidence.headers.has('typeform-signature')
    if (!isSigned && !bodyHas(evidence.body, '"form_response', 256)) return undefined
    const payload = evidence.fields()
    const event = payload.text('event_type')
    const form = payload.at('form_response')
    if (!isSigned && (!event || !form.text('form_id'))) return undefined
    const answers = form.count('answers')
    return {
      event: event ?? null,
      deliveryId: payload.text('event_id') ?? null,
      gist: joinParts(
        form.text('definition', 'title') ?? form.text('form_id'),
        answers !== undefined && counted(answers, 'answer'),
      ),
    }
  },
}
