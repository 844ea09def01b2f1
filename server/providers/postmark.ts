// Postmark: signs nothing; credentials in the webhook's URL, which it sends as HTTP Basic, are all that proves it.

import type { Evidence, Provider } from './provider.ts'
import { bodyHas } from './reading/evidence.ts'
import type { JsonView } from './reading/json-view.ts'
import { joinParts } from './reading/plain-text.ts'
import { decodeText } from './signing/encodings.ts'
import { tokenScheme } from './signing/token.ts'

export const postmark: Provider = {
  id: 'postmark',
  label: 'Postmark',
  docsUrl: 'https://postmarkapp.com/developer/webhooks/webhooks-overview',
  facts: {
    detection: 'user agent `Postmark`, or a body with `RecordType`, `ServerID` and `MessageStream`',
    source: 'third parties',
    unconfirmed: ['All of it: no document of the vendor was at hand.'],
  },
  paste: 'Server → Message stream → Webhooks → Webhook URL, with `user:password@` before the host',
  schemes: [
    tokenScheme({
      id: 'postmark',
      where: '`Authorization`',
      tokensOf({ evidence }) {
        const value = evidence.headers.get('authorization')
        const [, encoded] = /^basic +(.*)$/i.exec(value ?? '') ?? []
        if (encoded === undefined) return undefined
        const token = decodeText(encoded, 'base64')?.toString()
        return token?.includes(':')
          ? [token]
          : { malformed: 'The credentials in Authorization are not user:password in base64.' }
      },
      write: (secret) => [['Authorization', `Basic ${Buffer.from(secret).toString('base64')}`]],
    }),
  ],
  fields: [
    {
      name: 'secret',
      label: 'User and password',
      hint: "Those of «Basic auth credentials» or of the webhook's URL, with a colon between them.",
      example: 'user:password',
    },
  ],
  secretFlaw(secret) {
    return secret.includes(':')
      ? undefined
      : 'Postmark sends a user and a password. Enter both with a colon between them.'
  },
  retries: {
    delays: [],
    note: 'Some ten times, from a minute up to six hours apart; 403 stops it.',
  },
  toldBy: ['user-agent'],
  toldByContent: { keys: ['RecordType'] },
  detect(evidence) {
    const { method, headers } = evidence
    const isAgent = headers.get('user-agent') === 'Postmark'
    if (method !== 'POST' || (!isAgent && !hasRecord(evidence))) return undefined
    const payload = evidence.fields()
    const message = payload.text('MessageID')
    // What comes in by mail is the one record without a type.
    const isInbound = payload.text('OriginalRecipient') !== undefined
    const type = payload.text('RecordType') ?? (isInbound ? 'Inbound' : undefined)
    return {
      event: type ?? null,
      deliveryId: message && type ? `${type}:${message}` : (message ?? null),
      // A message may be opened often.
      hasFixedBody: true,
      gist: gistOf(payload),
    }
  },
}

const records = /^(Delivery|Bounce|SpamComplaint|Open|Click|SubscriptionChange|SMTPApiError)$/

function hasRecord(evidence: Evidence): boolean {
  if (!bodyHas(evidence.body, '"RecordType"', 4096)) return false
  const payload = evidence.fields()
  const isKnown = records.test(payload.text('RecordType') ?? '')
  return isKnown && payload.text('ServerID') !== undefined
}

function gistOf(payload: JsonView): string {
  return joinParts(
    payload.text('Subject'),
    payload.firstText(['Recipient', 'Email', 'From']),
    payload.firstText(['Description', 'OriginalLink', 'Tag']),
  )
}
