// Asana: hands over a secret of each webhook's own in X-Hook-Secret, wants it back, and signs with it from then on.

import { textAnswer } from '../wire/answers.ts'
import type { Evidence, Provider } from './provider.ts'
import { counted, joinParts } from './reading/plain-text.ts'
import { inHeader } from './signing/carriers.ts'
import { hmacScheme } from './signing/hmac.ts'

export const asana: Provider = {
  id: 'asana',
  label: 'Asana',
  docsUrl: 'https://developers.asana.com/docs/webhooks-guide',
  facts: {
    detection: '`X-Hook-Signature`; `X-Hook-Secret` of the handshake',
    handshake: '`X-Hook-Secret` sent back; one click keeps it as the secret',
    source: 'developers.asana.com, Asana/openapi',
    unconfirmed: ['How the signature is written.', 'The heartbeats without events.'],
  },
  paste: '`target` of `POST /webhooks`',
  toldBy: ['x-hook-signature', 'x-hook-secret'],
  schemes: [
    hmacScheme({
      id: 'asana',
      encoding: 'hex',
      carrier: inHeader('X-Hook-Signature'),
    }),
  ],
  fields: [
    {
      name: 'secret',
      label: 'X-Hook-Secret',
      hint: "From the header of the webhook's first request; every webhook has its own.",
    },
  ],
  retries: { delays: [], within: 86_400, note: 'Ever more rarely.' },
  detect(evidence) {
    if (secretOf(evidence) !== undefined) {
      return { event: 'handshake', deliveryId: null, isNeverSigned: true, gist: 'URL check' }
    }
    if (!evidence.headers.has('x-hook-signature')) return undefined
    const payload = evidence.fields()
    const events = payload.count('events')
    if (events === 0) return { event: 'heartbeat', deliveryId: null, gist: 'no events' }
    const first = payload.at('events', 0)
    const resource = first.at('resource')
    const type = resource.text('resource_type')
    return {
      event: [type, first.text('action')].filter(Boolean).join('.') || null,
      deliveryId: null,
      // Each event has the time at which it was made.
      hasFixedBody: true,
      gist: joinParts(
        resource.text('name') ?? resource.text('gid'),
        first.text('change', 'field'),
        events !== undefined && events > 1 && counted(events, 'event'),
      ),
    }
  },
  handshake(evidence) {
    const secret = secretOf(evidence)
    return secret === undefined
      ? undefined
      : textAnswer(200, 'text/plain', '', [['X-Hook-Secret', secret]])
  },
  handedSecret: secretOf,
}

/** Only what is safe to send back as a header; a signed request is no handshake. */
function secretOf({ method, headers }: Evidence): string | undefined {
  const secret = headers.get('x-hook-secret')
  if (method !== 'POST' || secret === undefined || headers.has('x-hook-signature')) return undefined
  return /^[!-~]{1,256}$/.test(secret) ? secret : undefined
}
