// Mailgun: signs a time and a token that stand in the body, and nothing else of it: the event is not covered.

import type { Evidence, Provider, Recognised } from './provider.ts'
import { bodyHas, startsLikeJson } from './reading/evidence.ts'
import { joinParts } from './reading/plain-text.ts'
import { isEncoded } from './signing/encodings.ts'
import { hmacProof } from './signing/hmac.ts'
import { type BodyFields, type FieldName, fieldsIn } from './signing/mailgun-fields.ts'
import type { Scheme } from './signing/scheme.ts'
import { readTime, writeTime } from './signing/times.ts'

const proof = hmacProof({ encoding: 'hex' })

const signature: Scheme = {
  id: 'mailgun',
  summary: 'HMAC-SHA256 of `{timestamp}{token}`, hex, in the body',
  proof: 'secret',
  leavesOut: 'the event, only its timestamp and token',
  read({ evidence }) {
    const fields = fieldsIn(evidence)
    if (!fields) return undefined
    const missing = names.find((name) => !fields.text(name))
    if (missing) return { malformed: `The ${missing} is missing in the body.` }
    const given = fields.text('signature') ?? ''
    if (!isEncoded(given, 'hex', 32)) {
      return { malformed: 'The signature in the body is not 64 lower-case hexadecimal digits.' }
    }
    const signedAt = readTime(fields.text('timestamp') ?? '', 'seconds')
    if (signedAt === undefined) return { malformed: 'The timestamp in the body is no time.' }
    return {
      signatures: [given],
      proof,
      signedAt,
      formsOf(body) {
        const other = body === evidence.body ? fields : fieldsIn({ ...evidence, body })
        return other ? [[other.text('timestamp') ?? '', other.text('token') ?? '']] : []
      },
    }
  },
  sign({ evidence }, secret, at) {
    const fields = fieldsIn(evidence)
    if (!fields) return { headers: [] }
    const timestamp = writeTime(at, 'seconds')
    const parts = [timestamp, fields.text('token') ?? '']
    const text = proof.expected(Buffer.from(secret), parts)
    return { headers: [], body: fields.replaced({ timestamp, signature: text }) }
  },
}

const names: readonly FieldName[] = ['timestamp', 'token', 'signature']

export const mailgun: Provider = {
  id: 'mailgun',
  label: 'Mailgun',
  docsUrl: 'https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/webhooks',
  facts: {
    detection:
      'a body of `signature` and `event-data`, or a form with `timestamp`, `token`, `signature`',
    source: 'mailgun/mailgun-go',
    unconfirmed: ['Forms as bodies.', 'The retry schedule.', 'The user agent.'],
  },
  paste: 'Send → Sending → Webhooks → Add webhook → URL',
  schemes: [signature],
  fields: [
    {
      name: 'secret',
      label: 'HTTP webhook signing key',
      hint: 'Under «API Security» of the account; it is not the API key.',
    },
  ],
  retries: {
    delays: [600, 600, 900, 1800, 3600, 7200, 14_400],
    note: 'The answer 406 stops it.',
  },
  toldBy: [],
  toldByContent: { keys: ['event-data'], isForm: true },
  detect(evidence) {
    const fields = mayBeMailgun(evidence) ? fieldsIn(evidence) : undefined
    if (!fields) return undefined
    return fields.isJson ? fromJson(evidence) : fromForm(fields)
  },
}

/** The rarest word first: nearly all bodies are through with one search. */
function mayBeMailgun({ method, body, headers }: Evidence): boolean {
  if (method !== 'POST') return false
  if (startsLikeJson(body)) return bodyHas(body, '"event-data"') && bodyHas(body, '"signature"')
  const isForm = /^(application\/x-www-form-urlencoded|multipart\/form-data)/i
  if (!isForm.test(headers.get('content-type') ?? '')) return false
  return ['signature', 'token', 'timestamp'].every((name) => bodyHas(body, name))
}

function fromJson(evidence: Evidence): Recognised | undefined {
  const event = evidence.fields().at('event-data')
  if (event.kind !== 'object') return undefined
  return {
    event: event.text('event') ?? null,
    deliveryId: event.text('id') ?? null,
    gist: joinParts(
      event.text('recipient'),
      event.text('message', 'headers', 'subject'),
      event.text('severity'),
      event.firstText(['reason']) ?? event.text('delivery-status', 'description'),
    ),
  }
}

function fromForm(fields: BodyFields): Recognised {
  return {
    // What comes in through a route is a message instead of an event.
    event: fields.text('event') ?? 'inbound',
    deliveryId: fields.text('Message-Id') ?? null,
    // A message may be opened often.
    hasFixedBody: true,
    gist: joinParts(fields.text('recipient'), fields.text('subject'), fields.text('reason')),
  }
}
