// CloudEvents over HTTP, binary and structured, and the OPTIONS request that asks for permission to send.

import { textAnswer } from '../wire/answers.ts'
import type { HeaderPair } from '../wire/requests.ts'
import type { Evidence, Provider, Recognised } from './provider.ts'
import { counted, joinParts } from './reading/plain-text.ts'
import { queryOf } from './reading/read-fields.ts'
import { readJwt } from './signing/jwt.ts'
import { tokenScheme } from './signing/token.ts'

export const cloudevents: Provider = {
  id: 'cloudevents',
  label: 'CloudEvents',
  docsUrl: 'https://github.com/cloudevents/spec/blob/main/cloudevents/http-webhook.md',
  facts: {
    detection: '`Ce-Type` and `Ce-Specversion`, or a content type of CloudEvents',
    handshake: 'the origin and rate allowed; or one click fetches its callback',
    source: 'cloudevents/spec `http-webhook.md`',
  },
  paste: "The sender's settings, wherever it asks for a sink or a target",
  toldBy: ['webhook-request-origin', 'ce-specversion', 'content-type'],
  schemes: [
    tokenScheme({
      id: 'cloudevents',
      where: '`Authorization: Bearer` or `access_token` of the query',
      tokensOf: ({ evidence }) => tokensOf(evidence),
      write: (secret) => [['Authorization', `Bearer ${secret}`]],
    }),
  ],
  fields: [
    {
      name: 'secret',
      label: 'Access token',
      hint: 'The one that the sender was given for this URL.',
    },
  ],
  detect(evidence) {
    const { headers } = evidence
    if (originOf(evidence) !== undefined) {
      return {
        event: 'validation',
        deliveryId: null,
        isNeverSigned: true,
        gist: headers.get('webhook-request-origin') ?? '',
      }
    }
    if (headers.has('ce-specversion') && headers.has('ce-type')) return fromHeaders(evidence)
    const type = headers.get('content-type')?.toLowerCase()
    return type?.startsWith('application/cloudevents') ? fromBody(evidence) : undefined
  },
  confirm(evidence) {
    if (originOf(evidence) === undefined) return undefined
    const url = URL.parse(evidence.headers.get('webhook-request-callback') ?? '')
    return url?.protocol === 'https:'
      ? { url: url.href, label: 'Grant permission to send' }
      : undefined
  },
  handshake(evidence) {
    const origin = originOf(evidence)
    if (origin === undefined) return undefined
    const rate = evidence.headers.get('webhook-request-rate')
    const allowed: HeaderPair[] = [['WebHook-Allowed-Origin', origin]]
    if (rate !== undefined)
      allowed.push(['WebHook-Allowed-Rate', /^\d{1,9}$/.test(rate) ? rate : '*'])
    return textAnswer(200, 'text/plain', '', [...allowed, ['Allow', 'POST']])
  },
}

/** Tokens of an identity provider are no shared text, and nothing to compare with. */
function tokensOf(evidence: Evidence): readonly string[] | undefined {
  const [, bearer] = /^Bearer +(\S+)$/i.exec(evidence.headers.get('authorization') ?? '') ?? []
  const token = bearer ?? queryOf(evidence).get('access_token')
  return token && !readJwt(token) ? [token] : undefined
}

/** The sender's DNS name; anything else is no request of this kind. A CORS preflight has none of it. */
function originOf({ method, headers }: Evidence): string | undefined {
  if (method !== 'OPTIONS') return undefined
  const origin = headers.get('webhook-request-origin')
  return origin !== undefined && /^[\w.:*-]{1,255}$/.test(origin) ? origin : undefined
}

function fromHeaders({ headers }: Evidence): Recognised {
  return {
    event: headers.get('ce-type') ?? null,
    deliveryId: headers.get('ce-id') ?? null,
    // An id is one of its source only.
    hasFixedBody: true,
    gist: joinParts(headers.get('ce-subject'), headers.get('ce-source')),
  }
}

function fromBody(evidence: Evidence): Recognised {
  const payload = evidence.fields()
  const events = payload.count()
  const first = events === undefined ? [] : [0]
  return {
    event: payload.text(...first, 'type') ?? null,
    deliveryId: payload.text(...first, 'id') ?? null,
    // An id is one of its source only, and that of the first in a batch.
    hasFixedBody: true,
    gist: joinParts(
      payload.text(...first, 'subject'),
      payload.text(...first, 'source'),
      events !== undefined && events > 1 && counted(events, 'event'),
    ),
  }
}
