// DocuSign Connect: one signature for each active key, in headers that are numbered.

import type { Provider } from './provider.ts'
import { joinParts } from './reading/plain-text.ts'
import { countFrom } from './reading/read-fields.ts'
import type { Carrier } from './signing/carriers.ts'
import { hmacScheme } from './signing/hmac.ts'

/** As many keys as an account may have. */
const mostKeys = 100

const names = Array.from({ length: mostKeys }, (_, index) => `x-docusign-signature-${index + 1}`)

const carrier: Carrier = {
  name: 'X-DocuSign-Signature-1',
  read({ headers }) {
    const found = names.flatMap((name) => headers.get(name) ?? [])
    return found.length === 0 ? undefined : { signatures: found }
  },
  write: (signature) => [['X-DocuSign-Signature-1', signature]],
}

export const docusign: Provider = {
  id: 'docusign',
  aliases: ['docusign-multi'],
  label: 'DocuSign',
  docsUrl: 'https://developers.docusign.com/platform/webhooks/connect/',
  facts: {
    detection: '`X-DocuSign-Signature-1` and on',
    source: 'docusign/code-examples-node',
    unconfirmed: ['The fields of the body.', 'How long it tries again.'],
  },
  paste: 'Settings → Connect → Add configuration → URL to publish',
  toldBy: names,
  schemes: [hmacScheme({ id: 'docusign', encoding: 'base64', carrier })],
  fields: [
    {
      name: 'secret',
      label: 'HMAC key',
      hint: 'Settings → Connect → Connect keys; each active key signs, and any one is enough.',
    },
  ],
  retries: { delays: [], within: 1_296_000, note: 'Ever more rarely.' },
  detect(evidence) {
    if (!carrier.read(evidence)) return undefined
    const payload = evidence.fields()
    const envelope = payload.text('data', 'envelopeId')
    const event = payload.text('event')
    const made = payload.text('generatedDateTime')
    const retries = countFrom(payload.text('retryCount'))
    return {
      event: event ?? null,
      // It has no id of its own: these three stay the same when it is sent again.
      deliveryId: envelope ? [envelope, event, made].filter(Boolean).join(' ') : null,
      ...(retries === undefined ? {} : { attempt: retries + 1 }),
      gist: joinParts(
        payload.text('data', 'envelopeSummary', 'emailSubject'),
        payload.text('data', 'envelopeSummary', 'status'),
        envelope ?? payload.text('uri'),
      ),
    }
  },
}
