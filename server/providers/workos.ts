// WorkOS: told by WorkOS-Signature, whose time is in milliseconds.

import type { Provider } from './provider.ts'
import { joinParts } from './reading/plain-text.ts'
import { inPairs } from './signing/carriers.ts'
import { hmacScheme } from './signing/hmac.ts'

const pairs = inPairs('WorkOS-Signature', { time: 't', signature: 'v1', isFirstOnly: true })

export const workos: Provider = {
  id: 'workos',
  label: 'WorkOS',
  docsUrl: 'https://workos.com/docs/events/data-syncing/webhooks',
  facts: {
    detection: '`WorkOS-Signature`',
    source: 'library `@workos-inc/node` 8.13.0',
    unconfirmed: ['The retry schedule.'],
  },
  paste: 'Dashboard → Webhooks → Create webhook → Endpoint URL',
  toldBy: ['workos-signature'],
  schemes: [
    // The library signs the body as JSON written anew, so that it refuses what was sent with other white space.
    hmacScheme({
      id: 'workos',
      encoding: 'hex',
      over: '{t}.{body}',
      signed: ({ time, body }) => [time, '.', body],
      carrier: {
        ...pairs,
        write: (signature, time) => [['WorkOS-Signature', `t=${time}, v1=${signature}`]],
      },
      time: 'ms',
      tolerance: { pastMs: 180_000, stepMs: 1 },
    }),
  ],
  fields: [
    {
      name: 'secret',
      label: 'Signing secret',
      hint: "On the webhook's page of the dashboard.",
    },
  ],
  detect(evidence) {
    if (!evidence.headers.has('workos-signature')) return undefined
    const event = evidence.fields()
    const data = event.at('data')
    return {
      event: event.text('event') ?? null,
      deliveryId: event.text('id') ?? null,
      gist: joinParts(data.firstText(['email', 'name']), data.text('id'), data.text('state')),
    }
  },
  secretFlaw(secret) {
    return /^sk_(live|test)_/.test(secret)
      ? "This is an API key of WorkOS. The signing secret stands on the webhook's page."
      : undefined
  },
}
