// Dropbox: a bare ping that something changed, and a challenge in the query to validate the URL.

import { textAnswer } from '../wire/answers.ts'
import type { Evidence, Provider } from './provider.ts'
import { counted } from './reading/plain-text.ts'
import { inHeader } from './signing/carriers.ts'
import { hmacScheme } from './signing/hmac.ts'

export const dropbox: Provider = {
  id: 'dropbox',
  label: 'Dropbox',
  docsUrl: 'https://www.dropbox.com/developers/reference/webhooks',
  facts: {
    detection: '`X-Dropbox-Signature`; `challenge` alone in the query',
    handshake: '`challenge` as text',
    source: 'dropbox.com webhook reference, dropbox/mdwebhook',
  },
  paste: 'App Console → the app → Webhook URIs',
  schemes: [
    hmacScheme({
      id: 'dropbox',
      encoding: 'hex',
      carrier: inHeader('X-Dropbox-Signature'),
    }),
  ],
  fields: [
    {
      name: 'secret',
      label: 'App secret',
      hint: 'On the page of the app in the App Console.',
    },
  ],
  retries: { delays: [], note: 'Ever more rarely for about ten minutes.' },
  toldBy: ['x-dropbox-signature'],
  toldByContent: { parameters: ['challenge'] },
  detect(evidence) {
    if (challengeOf(evidence) !== undefined) {
      return { event: 'challenge', deliveryId: null, isNeverSigned: true, gist: 'URL check' }
    }
    if (!evidence.headers.has('x-dropbox-signature')) return undefined
    const payload = evidence.fields()
    const accounts = payload.count('list_folder', 'accounts') ?? payload.count('delta', 'users')
    return {
      event: null,
      deliveryId: null,
      ...(accounts === undefined ? {} : { gist: `${counted(accounts, 'account')} changed` }),
    }
  },
  handshake(evidence) {
    const challenge = challengeOf(evidence)
    if (challenge === undefined) return undefined
    return textAnswer(200, 'text/plain', challenge, [['X-Content-Type-Options', 'nosniff']])
  },
}

/** Nothing in the request names Dropbox, so it must be exactly this: one parameter, one plain word, no body. */
function challengeOf({ method, query, body }: Evidence): string | undefined {
  if (method !== 'GET' || body.length > 0) return undefined
  return /^challenge=([\w.~-]{1,256})$/.exec(query)?.[1]
}
