// Mux: told by mux-signature, which is written as Stripe's is.

import type { Provider } from './provider.ts'
import { joinParts } from './reading/plain-text.ts'
import { inPairs } from './signing/carriers.ts'
import { hmacScheme } from './signing/hmac.ts'

export const mux: Provider = {
  id: 'mux',
  label: 'Mux',
  docsUrl: 'https://www.mux.com/docs/core/listen-for-webhooks',
  facts: {
    detection: '`mux-signature`',
    source: 'library `@mux/mux-node` 15.3.0',
    unconfirmed: ['The fields of the body.', 'The retry schedule.'],
  },
  paste: 'Settings → Webhooks → Create new webhook → URL to notify',
  toldBy: ['mux-signature'],
  schemes: [
    hmacScheme({
      id: 'mux',
      encoding: 'hex',
      over: '{t}.{body}',
      signed: ({ time, body }) => [time, '.', body],
      carrier: inPairs('Mux-Signature', { time: 't', signature: 'v1', isStrict: true }),
      time: 'seconds',
      tolerance: { pastMs: 300_000 },
    }),
  ],
  fields: [
    {
      name: 'secret',
      label: 'Signing secret',
      hint: 'Under «Show Signing Secret» in the list of webhooks.',
    },
  ],
  detect(evidence) {
    if (!evidence.headers.has('mux-signature')) return undefined
    const event = evidence.fields()
    return {
      event: event.text('type') ?? null,
      deliveryId: event.text('id') ?? null,
      gist: joinParts(
        event.text('data', 'passthrough'),
        event.text('data', 'id') ?? event.text('object', 'id'),
        event.text('data', 'status'),
        event.text('environment', 'name'),
      ),
    }
  },
}
