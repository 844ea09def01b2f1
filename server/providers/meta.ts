// Meta (Facebook, Messenger, Instagram, WhatsApp, Threads): told by its body, as its signature header has GitHub's name.

import { textAnswer } from '../wire/answers.ts'
import type { Evidence, Provider } from './provider.ts'
import { bodyHas } from './reading/evidence.ts'
import type { JsonView } from './reading/json-view.ts'
import { counted, joinParts } from './reading/plain-text.ts'
import { queryOf } from './reading/read-fields.ts'
import { inHeader } from './signing/carriers.ts'
import { isEqual } from './signing/equal.ts'
import { hmacScheme } from './signing/hmac.ts'

export const meta: Provider = {
  id: 'meta',
  label: 'Meta',
  docsUrl: 'https://developers.facebook.com/docs/graph-api/webhooks/getting-started',
  facts: {
    detection:
      '`X-Hub-Signature-256` with a body of `object` and `entry`; `hub.challenge` in the query',
    handshake: '`hub.challenge` as text; 403 to a wrong verify token where one is set',
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
    {
      name: 'verifyToken',
      label: 'Verify token',
      hint: 'As typed in beside the callback URL. With it, a check that has another one is refused.',
      isOptional: true,
    },
  ],
  retries: {
    delays: [],
    note: 'Ever more rarely, for 36 hours; WhatsApp for seven days.',
  },
  toldBy: ['x-hub-signature-256', 'x-hub-signature'],
  toldByContent: { parameters: ['hub.challenge', 'hub_challenge'] },
  detect(evidence) {
    if (checkOf(evidence)) {
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
      // Each entry has its time, each message an id.
      hasFixedBody: true,
      gist: joinParts(messageOf(entry), entries > 1 && counted(entries, 'entry', 'entries')),
    }
  },
  handshake(evidence, { extra: { verifyToken } }) {
    const check = checkOf(evidence)
    if (!check) return undefined
    const isKnown = !verifyToken || isEqual(check.verifyToken, verifyToken)
    return isKnown
      ? textAnswer(200, 'text/plain', check.challenge)
      : textAnswer(403, 'text/plain', 'The verify token is another one.')
  },
}

interface UrlCheck {
  readonly challenge: string
  readonly verifyToken: string
}

/**
 * Only what Meta sends: with `hub.topic` it is WebSub, and a challenge is a plain word, never markup. Some senders that
 * imitate it write the names as PHP would read them.
 */
function checkOf(evidence: Evidence): UrlCheck | undefined {
  if (evidence.method !== 'GET' || !/hub[._]challenge=/.test(evidence.query)) return undefined
  const query = queryOf(evidence)
  const given = (name: string) => query.get(`hub.${name}`) ?? query.get(`hub_${name}`)
  const [challenge, verifyToken] = [given('challenge'), given('verify_token')]
  if (given('mode') !== 'subscribe' || verifyToken === null || given('topic') !== null) {
    return undefined
  }
  return challenge !== null && /^[\w.~-]{1,256}$/.test(challenge)
    ? { challenge, verifyToken }
    : undefined
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
