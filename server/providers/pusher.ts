// Pusher Channels: told by X-Pusher-Key and X-Pusher-Signature.

import type { SignatureCheck } from '../wire/requests.ts'
import type { Provider } from './provider.ts'
import { counted, joinParts } from './reading/plain-text.ts'
import { inHeader } from './signing/carriers.ts'
import { isEqual } from './signing/equal.ts'
import { hmacScheme } from './signing/hmac.ts'
import type { SignedRequest } from './signing/scheme.ts'

export const pusher: Provider = {
  id: 'pusher',
  label: 'Pusher',
  docsUrl: 'https://pusher.com/docs/channels/server_api/webhooks/',
  facts: {
    detection: '`X-Pusher-Key`, `X-Pusher-Signature`',
    source: 'library `pusher` 5.3.4',
    unconfirmed: ['The retry schedule.'],
  },
  paste: 'Channels → your app → Webhooks → Webhook URL',
  toldBy: ['x-pusher-signature', 'x-pusher-key'],
  schemes: [
    hmacScheme({
      id: 'pusher',
      encoding: 'hex',
      carrier: inHeader('X-Pusher-Signature'),
      alsoWrong: ofAnotherApp,
    }),
  ],
  fields: [
    {
      name: 'secret',
      label: 'App secret',
      hint: 'Under «App Keys» of the app.',
    },
    {
      name: 'appKey',
      label: 'App key',
      hint: 'Has to be the one in X-Pusher-Key; left empty, only the signature counts.',
      isOptional: true,
    },
  ],
  detect(evidence) {
    const { headers } = evidence
    if (!headers.has('x-pusher-signature') && !headers.has('x-pusher-key')) return undefined
    const body = evidence.fields()
    const more = (body.count('events') ?? 0) - 1
    const first = body.at('events', 0)
    return {
      event: first.text('name') ?? null,
      deliveryId: null,
      // It has a time.
      hasFixedBody: true,
      gist: joinParts(
        first.text('channel'),
        first.text('event'),
        first.text('user_id'),
        more > 0 && counted(more, 'more event'),
      ),
    }
  },
}

function ofAnotherApp({ evidence, extra: { appKey } }: SignedRequest): SignatureCheck | undefined {
  const given = evidence.headers.get('x-pusher-key')
  if (!appKey || (given !== undefined && isEqual(given, appKey))) return undefined
  return {
    verdict: 'mismatch',
    reason: 'unknown',
    detail: `The signature fits this secret, but X-Pusher-Key ${given === undefined ? 'is missing' : 'names another app key'}.`,
  }
}
