// Intercom: told by its body, as X-Hub-Signature has a name that many share.

import type { Provider } from './provider.ts'
import { joinParts } from './reading/plain-text.ts'
import { countFrom } from './reading/read-fields.ts'
import { inHeader } from './signing/carriers.ts'
import { hmacScheme } from './signing/hmac.ts'

export const intercom: Provider = {
  id: 'intercom',
  label: 'Intercom',
  docsUrl: 'https://developers.intercom.com/docs/webhooks',
  facts: {
    detection: '`X-Hub-Signature` with a body of type `notification_event`',
    handshake: '200 to its `HEAD` and its ping',
    source: 'Intercom developer hub',
    unconfirmed: [
      'That the key is the client secret of the app.',
      '`delivery_attempts`.',
      'The test with HEAD, and when it tries again.',
    ],
  },
  paste:
    'Developer hub → the app → Webhooks → Endpoint URL; Intercom asks it with HEAD and wants 200',
  toldBy: ['x-hub-signature'],
  schemes: [
    hmacScheme({
      id: 'intercom',
      algorithm: 'sha1',
      encoding: 'hex',
      carrier: inHeader('X-Hub-Signature', { prefix: 'sha1=' }),
    }),
  ],
  fields: [
    {
      name: 'secret',
      label: 'Client secret',
      hint: 'Under «Basic information» of the app in the developer hub.',
    },
  ],
  retries: { delays: [60], most: 1 },
  detect(evidence) {
    if (!evidence.headers.has('x-hub-signature')) return undefined
    const payload = evidence.fields()
    if (payload.text('type') !== 'notification_event') return undefined
    const attempt = countFrom(payload.text('delivery_attempts'))
    const item = payload.at('data', 'item')
    return {
      event: payload.text('topic') ?? null,
      deliveryId: payload.text('id') ?? null,
      ...(attempt ? { attempt } : {}),
      gist: joinParts(
        item.firstText(['name', 'email', 'title', 'message']),
        [item.text('type'), item.text('id')].filter(Boolean).join(' '),
      ),
    }
  },
}
