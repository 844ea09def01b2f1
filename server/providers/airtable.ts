// Airtable: a bare ping that a base changed; the key is the base64 text of its answer, decoded.

import type { Provider } from './provider.ts'
import { joinParts } from './reading/plain-text.ts'
import { inHeader } from './signing/carriers.ts'
import { hmacScheme } from './signing/hmac.ts'
import { base64Key, textKey } from './signing/keys.ts'

export const airtable: Provider = {
  id: 'airtable',
  label: 'Airtable',
  docsUrl: 'https://airtable.com/developers/web/api/webhooks-overview',
  facts: {
    detection: '`X-Airtable-Content-MAC`',
    source: 'airtable.com, read only to its start',
    unconfirmed: ['How the signature is written.', 'The fields of the body.'],
  },
  paste: '`notificationUrl` of `POST /v0/bases/{baseId}/webhooks`',
  toldBy: ['x-airtable-content-mac'],
  schemes: [
    hmacScheme({
      id: 'airtable',
      encoding: 'hex',
      carrier: inHeader('X-Airtable-Content-MAC', { prefix: 'hmac-sha256=' }),
      readKey: base64Key,
      otherKeys: [textKey],
    }),
  ],
  fields: [
    {
      name: 'secret',
      label: 'macSecretBase64',
      hint: 'In the answer to the request that made the webhook, and nowhere later.',
    },
  ],
  retries: { delays: [], note: 'Ever more rarely for about a day.' },
  detect(evidence) {
    if (!evidence.headers.has('x-airtable-content-mac')) return undefined
    const payload = evidence.fields()
    return {
      event: null,
      deliveryId: null,
      // It has the time of the change.
      hasFixedBody: true,
      gist: joinParts(
        payload.text('base', 'id') && `${payload.text('base', 'id')} changed`,
        payload.text('webhook', 'id'),
      ),
    }
  },
  secretFlaw(secret) {
    return base64Key(secret)
      ? undefined
      : 'This is no base64. The key is `macSecretBase64` of the answer that made the webhook.'
  },
}
