// Zoom: told by X-Zm-Signature; its URL check wants a token hashed with the secret, again every three days.

import { textAnswer } from '../wire/answers.ts'
import type { Evidence, Provider } from './provider.ts'
import { bodyHas } from './reading/evidence.ts'
import { joinParts } from './reading/plain-text.ts'
import { valueAt } from './reading/read-fields.ts'
import { inHeader, withTime } from './signing/carriers.ts'
import { fits } from './signing/fits.ts'
import { hmac, hmacScheme } from './signing/hmac.ts'
import { isMalformed } from './signing/scheme.ts'

// Zoom's own samples hash the body as they would write it anew. The bytes are what was signed.
const signature = hmacScheme({
  id: 'zoom',
  encoding: 'hex',
  over: 'v0:{timestamp}:{body}',
  signed: ({ time, body }) => [`v0:${time}:`, body],
  carrier: withTime(inHeader('X-Zm-Signature', { prefix: 'v0=' }), 'X-Zm-Request-Timestamp'),
  time: 'seconds',
})

export const zoom: Provider = {
  id: 'zoom',
  label: 'Zoom',
  docsUrl: 'https://developers.zoom.us/docs/api/webhooks/',
  facts: {
    detection: '`X-Zm-Signature`, or a body of event `endpoint.url_validation`',
    handshake: '`plainToken` and its HMAC, once the secret is set',
    source: 'library `@zoom/rivet` 0.4.0, zoom/webhook-sample',
    unconfirmed: ['The fields of the body beside its event.', 'The retry schedule.'],
  },
  paste: 'Your app → Features → Access → Event Subscriptions → Event notification endpoint URL',
  schemes: [signature],
  fields: [
    {
      name: 'secret',
      label: 'Secret token',
      hint: 'Under «Features → Access» of the app. The URL check can be answered only with it.',
    },
  ],
  retries: { delays: [300, 1200, 3600], most: 3 },
  toldBy: ['x-zm-signature'],
  toldByContent: { keys: ['payload'] },
  detect(evidence) {
    if (tokenOf(evidence) !== undefined) {
      return {
        event: 'endpoint.url_validation',
        deliveryId: null,
        isNeverSigned: true,
        gist: 'URL check',
      }
    }
    if (!evidence.headers.has('x-zm-signature')) return undefined
    const payload = evidence.fields()
    const object = payload.at('payload', 'object')
    return {
      event: payload.text('event') ?? null,
      deliveryId: null,
      // It has the time of the event.
      hasFixedBody: true,
      gist: joinParts(
        object.firstText(['topic', 'name', 'display_name', 'email', 'id']),
        object.text('participant', 'user_name') ?? payload.text('payload', 'operator'),
      ),
    }
  },
  handshake(evidence, { secrets }) {
    const plainToken = tokenOf(evidence)
    const secret = signedWith(evidence, secrets) ?? secrets[0]
    if (plainToken === undefined || secret === undefined) return undefined
    const encryptedToken = hmac('sha256', secret, plainToken).toString('hex')
    return textAnswer(200, 'application/json', JSON.stringify({ plainToken, encryptedToken }))
  },
}

/** The check is signed as well, so that it tells the new secret from the old one while both are held. */
function signedWith(evidence: Evidence, secrets: readonly string[]): string | undefined {
  const claim = signature.read({ evidence, urls: [], extra: {} })
  if (!claim || isMalformed(claim)) return undefined
  return secrets.find((secret) => fits(claim, secret, evidence.body, []))
}

// Such a body is some 120 bytes long.
const maxCheckBytes = 1024

/**
 * The token is hashed with the key of signatures, so that whoever could have any text hashed could sign a webhook. What
 * has the colons of a signed text is no token.
 */
function tokenOf(evidence: Evidence): string | undefined {
  const { method, body } = evidence
  if (method !== 'POST' || body.length > maxCheckBytes) return undefined
  if (!bodyHas(body, 'endpoint.url_validation')) return undefined
  const payload = evidence.json()
  if (valueAt(payload, 'event') !== 'endpoint.url_validation') return undefined
  const token = valueAt(payload, 'payload', 'plainToken')
  return typeof token === 'string' && /^[\w.~+/=-]{1,256}$/.test(token) ? token : undefined
}
