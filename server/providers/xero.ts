// Xero: told by x-xero-signature. Before it delivers it tests that wrong signatures are refused, and says no event then.

import { textAnswer } from '../wire/answers.ts'
import type { Provider } from './provider.ts'
import { counted, joinParts } from './reading/plain-text.ts'
import { inHeader } from './signing/carriers.ts'
import { hmacScheme } from './signing/hmac.ts'

export const xero: Provider = {
  id: 'xero',
  label: 'Xero',
  docsUrl: 'https://developer.xero.com/documentation/guides/webhooks/overview/',
  facts: {
    detection: '`x-xero-signature`',
    handshake: '200 to right signatures and 401 to wrong ones, once the key is set',
    source: 'developer.xero.com «Configuring your server»',
    unconfirmed: ['The names of the fields of an event.'],
  },
  paste: 'My Apps → your app → Webhooks → Send notifications to',
  toldBy: ['x-xero-signature'],
  schemes: [hmacScheme({ id: 'xero', encoding: 'base64', carrier: inHeader('x-xero-signature') })],
  fields: [
    {
      name: 'secret',
      label: 'Webhooks key',
      hint: 'Under «Webhooks» of the app. Xero validates the URL only once this bin knows it.',
    },
  ],
  retries: {
    delays: [],
    within: 86_400,
    note: 'Ever more rarely, then the webhook is switched off.',
  },
  detect(evidence) {
    if (!evidence.headers.has('x-xero-signature')) return undefined
    const body = evidence.fields()
    const count = body.count('events')
    const first = body.at('events', 0)
    const sequence = [body.text('firstEventSequence'), body.text('lastEventSequence')]
    const entropy = body.text('entropy')
    const event = [first.text('eventCategory'), first.text('eventType')].filter(Boolean).join('.')
    return {
      event: count === 0 ? 'intent_to_receive' : event || null,
      deliveryId: entropy ? [...sequence, entropy].join('-') : null,
      gist:
        count === 0
          ? 'URL check'
          : joinParts(
              first.text('resourceId'),
              count !== undefined && count > 1 && counted(count, 'event'),
              first.text('tenantId'),
            ),
    }
  },
  /** https://developer.xero.com/documentation/guides/webhooks/configuring-your-server/ — for events as for the test. */
  handshake(_evidence, { secrets, signature }) {
    if (secrets.length === 0) return undefined
    return textAnswer(signature?.verdict === 'valid' ? 200 : 401, 'text/plain', '')
  },
}
