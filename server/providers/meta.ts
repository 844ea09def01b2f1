// Meta (Facebook, Messenger, Instagram, WhatsApp, Threads): told by its body, as its signature header has GitHub's name.

import { textAnswer } from '../wire/answers.ts'
import type { Evidence, Provider } from './provider.ts'
import { bodyHas } from './reading/evidence.ts'
import type { JsonView } from './reading/json-view.ts'
import { counted, joinParts } from './reading/plain-text.ts'
import { queryOf } from './reading/read-fields.ts'
import { inHeader } from './signing/carriers.ts'
import { hmacScheme } from './signing/hmac.ts'

export const meta: Provider = {
  id: 'meta',
  label: 'Meta',
  docsUrl: 'https://developers.facebook.com/docs/graph-api/webhooks/getting-started',
  facts: {
    detection:
      '`X-Hub-Signature-256` with a body of `object` and `entry`; `hub.challenge` in the query',
    source: 'fbsamples/graph-api-webhooks-samples',
    unconfirmed: [
      'The header with SHA-256.',
      'The fields of the body.',
      'How long it tries again.',
    ],
  },
  paste: 'App → Webhooks → Callback URL',
  schemes: [
    hmacScheme({
      id: 'meta',
      encoding: 'hex',
      carrier: inHeader('X-Hub-Signature-256', { prefix: 'sha256=' }),
    }),
    hmacScheme({
      id: 'meta-sha1-legacy',
      algorithm: 'sha1',
      encoding: 'hex',
      carrier: inHeader('X-Hub-Signature', { prefix: 'sha1=' }),
    }),
  ],
  fields: [
    {
      name: 'secret',
      label: 'App secret',
      hint: 'Under «App settings → Basic».',
    },
  ],
  detect(evidence) {
    if (challengeOf(evidence) !== undefined) {
      return { event: 'hub.challenge', deliveryId: null, isNeverSigned: true, gist: 'URL check' }
    }
    const { headers, body } = evidence
    const signed = headers.has('x-hub-signature-256') || headers.has('x-hub-signature')
    if (!signed || !bodyHas(body, '"entry"')) return undefined
    const payload = evidence.fields()
    const object = payload.text('object')
    const entry = payload.at('entry', 0)
    if (object === undefined || entry.firstText(['id', 'uid', 'time']) === undefined)
      return undefined
    const isMessaging = entry.count('messaging') !== undefined
    const field = entry.text('changes', 0, 'field') ?? (isMessaging ? 'messaging' : undefined)
    const entries = payload.count('entry') ?? 1
    return {
      event: field === undefined ? object : `${object}.${field}`,
      deliveryId: null,
      gist: joinParts(messageOf(entry), entries > 1 && counted(entries, 'entry', 'entries')),
    }
  },
  handshake(evidence) {
    const challenge = challengeOf(evidence)
    return challenge === undefined ? undefined : textAnswer(200, 'text/plain', challenge)
  },
}

/** Only what Meta sends: with `hub.topic` it is WebSub, and a challenge is a plain word, never markup. */
function challengeOf(evidence: Evidence): string | undefined {
  if (evidence.method !== 'GET' || !evidence.query.includes('hub.challenge=')) return undefined
  const query = queryOf(evidence)
  const challenge = query.get('hub.challenge')
  const isCheck =
    query.get('hub.mode') === 'subscribe' &&
    query.has('hub.verify_token') &&
    !query.has('hub.topic')
  return isCheck && challenge !== null && /^[\w.~-]{1,256}$/.test(challenge) ? challenge : undefined
}

function messageOf(entry: JsonView): string | undefined {
  const value = entry.at('changes', 0, 'value')
  return (
    value.text('messages', 0, 'text', 'body') ??
    value.text('statuses', 0, 'status') ??
    value.text('messages', 0, 'type') ??
    entry.text('messaging', 0, 'message', 'text') ??
    value.text('message') ??
    value.text('verb')
  )
}
