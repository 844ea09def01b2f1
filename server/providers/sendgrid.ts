// SendGrid's Event Webhook: batches of events, signed with a private key; the body ends in a line break that counts.

import type { Evidence, Provider } from './provider.ts'
import { bodyHas } from './reading/evidence.ts'
import { counted, joinParts } from './reading/plain-text.ts'
import { inHeader, withTime } from './signing/carriers.ts'
import { publicKeyScheme } from './signing/public-key-scheme.ts'

const prefix = 'X-Twilio-Email-Event-Webhook'

export const sendgrid: Provider = {
  id: 'sendgrid',
  label: 'SendGrid',
  docsUrl:
    'https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features',
  facts: {
    detection: '`X-Twilio-Email-Event-Webhook-Signature`, or an array of events with `sg_event_id`',
    source: 'library `@sendgrid/eventwebhook` 8.0.0, Twilio documentation',
    unconfirmed: ['The user agent.', 'How long it tries again.'],
  },
  paste: 'Settings → Mail Settings → Event Webhooks → Post URL',
  schemes: [
    publicKeyScheme({
      id: 'sendgrid',
      summary: 'ECDSA P-256 with SHA-256 of `{timestamp}{body}`, base64 of DER',
      kind: 'ec',
      digest: 'sha256',
      encoding: 'base64',
      signed: ({ time, body }) => [time, body],
      carrier: withTime(inHeader(`${prefix}-Signature`), `${prefix}-Timestamp`),
      time: 'seconds',
    }),
  ],
  fields: [
    {
      name: 'publicKey',
      label: 'Verification key',
      hint: 'Under «Security features» of the Event Webhook, once «Signed Event Webhook» is on.',
      example: 'MFkwEwYHKoZIzj0CAQ…',
    },
  ],
  retries: { delays: [], within: 86_400 },
  toldBy: ['x-twilio-email-event-webhook-signature'],
  toldByContent: { keys: ['sg_event_id'] },
  detect(evidence) {
    if (!isSigned(evidence) && !hasEvents(evidence)) return undefined
    const batch = evidence.fields()
    const first = batch.at(0)
    const event = first.text('event') ?? null
    const events = batch.count() ?? 1
    return {
      event,
      deliveryId: first.text('sg_event_id') ?? null,
      hasFixedBody: events > 1 || undefined,
      gist: joinParts(
        events > 1 && counted(events, 'event'),
        first.text('email'),
        first.firstText(['reason', 'response', 'url']),
      ),
    }
  },
}

function isSigned({ headers }: Evidence): boolean {
  return headers.has('x-twilio-email-event-webhook-signature')
}

// One event is a few hundred bytes long, and the first one decides.
const glanceBytes = 4096

function hasEvents(evidence: Evidence): boolean {
  const { method, body } = evidence
  if (method !== 'POST' || !bodyHas(body, '"sg_event_id"', glanceBytes)) return false
  const first = evidence.fields().at(0)
  return first.text('sg_event_id') !== undefined && first.text('event') !== undefined
}
