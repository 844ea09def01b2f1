// X, once Twitter: account activity, and the challenge that has to be answered with the consumer secret.

import { textAnswer } from '../wire/answers.ts'
import type { Evidence, Provider } from './provider.ts'
import { counted, joinParts } from './reading/plain-text.ts'
import { queryOf } from './reading/read-fields.ts'
import { inHeader } from './signing/carriers.ts'
import { hmac, hmacScheme } from './signing/hmac.ts'
import type { Scheme } from './signing/scheme.ts'

const signature = hmacScheme({
  id: 'x-twitter',
  encoding: 'base64',
  carrier: inHeader('X-Twitter-Webhooks-Signature', { prefix: 'sha256=' }),
})

/** A challenge has no body that a signature could be of. */
const bodySignature: Scheme = {
  ...signature,
  read: (request) => (request.evidence.method === 'GET' ? undefined : signature.read(request)),
}

export const xTwitter: Provider = {
  id: 'x-twitter',
  label: 'X',
  docsUrl: 'https://docs.x.com/x-api/webhooks/introduction',
  facts: {
    detection: '`X-Twitter-Webhooks-Signature`; `crc_token` in the query',
    handshake: 'the HMAC of `crc_token`, once the secret is set',
    source: 'xdevplatform/docs',
    unconfirmed: ['The fields of the body.', 'How often the challenge comes: its pages disagree.'],
  },
  paste: 'The `url` of `POST /2/webhooks`, without a port',
  schemes: [bodySignature],
  fields: [
    {
      name: 'secret',
      label: 'Consumer secret',
      hint: 'The «API key secret» of the app. The challenge can be answered only with it.',
    },
  ],
  toldBy: ['x-twitter-webhooks-signature'],
  toldByContent: { parameters: ['crc_token'] },
  detect(evidence) {
    if (tokenOf(evidence) !== undefined) {
      return { event: 'crc', deliveryId: null, isNeverSigned: true, gist: 'URL check' }
    }
    if (!evidence.headers.has('x-twitter-webhooks-signature')) return undefined
    const payload = evidence.fields()
    const event = payload.keys().find((key) => key.endsWith('_events'))
    const first = payload.at(event ?? '', 0)
    const count = (event === undefined ? undefined : payload.count(event)) ?? 1
    return {
      event: event ?? null,
      deliveryId: null,
      gist: joinParts(
        first.text('text') ?? first.text('message_create', 'message_data', 'text'),
        first.text('user', 'screen_name') ?? first.text('source', 'screen_name'),
        count > 1 && counted(count, 'event'),
      ),
    }
  },
  handshake(evidence, { secrets: [secret] }) {
    const token = tokenOf(evidence)
    if (token === undefined || secret === undefined) return undefined
    const response = `sha256=${hmac('sha256', secret, token).toString('base64')}`
    return textAnswer(200, 'application/json', JSON.stringify({ response_token: response }))
  },
}

/**
 * The answer is made like the signature of a body, so that whoever could have any text answered could sign a webhook.
 * What might be JSON is no challenge.
 */
function tokenOf(evidence: Evidence): string | undefined {
  if (evidence.method !== 'GET' || !evidence.query.includes('crc_token=')) return undefined
  const token = queryOf(evidence).get('crc_token')
  return token !== null && /^[\w.~+/=-]{1,256}$/.test(token) ? token : undefined
}
