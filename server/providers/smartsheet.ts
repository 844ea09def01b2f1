// Smartsheet: told by its own headers; checks now and then that the URL still answers with what it was sent.

import { type Answer, textAnswer } from '../wire/answers.ts'
import type { Evidence, Provider } from './provider.ts'
import { counted, joinParts } from './reading/plain-text.ts'

export const smartsheet: Provider = {
  id: 'smartsheet',
  label: 'Smartsheet',
  docsUrl: 'https://developers.smartsheet.com/api/smartsheet/guides/webhooks',
  facts: {
    detection: '`Smartsheet-Hook-Challenge`, `Smartsheet-Hmac-SHA256`',
    handshake: 'the challenge of its header, in header and body',
    source: 'developers.smartsheet.com',
    unconfirmed: ['How the signature is written: it is not checked.', 'The fields of an event.'],
  },
  paste: 'The `callbackUrl` of POST /webhooks of its API',
  toldBy: ['smartsheet-hook-challenge', 'smartsheet-hmac-sha256'],
  schemes: [],
  fields: [],
  detect(evidence) {
    if (challengeOf(evidence) !== undefined) {
      return { event: 'challenge', deliveryId: null, isNeverSigned: true, gist: 'URL check' }
    }
    if (!evidence.headers.has('smartsheet-hmac-sha256')) return undefined
    const body = evidence.fields()
    const first = body.at('events', 0)
    const more = (body.count('events') ?? 0) - 1
    const kind = [first.text('objectType'), first.text('eventType')].filter(Boolean).join('.')
    return {
      event: kind || (body.text('newWebhookStatus') ? 'status_change' : null),
      deliveryId: body.text('nonce') ?? null,
      gist: joinParts(
        body.text('newWebhookStatus') ?? first.text('id'),
        [body.text('scope'), body.text('scopeObjectId')].filter(Boolean).join(' '),
        more > 0 && counted(more, 'more event'),
      ),
    }
  },
  handshake(evidence) {
    const challenge = challengeOf(evidence)
    return challenge === undefined ? undefined : echo(challenge)
  },
}

/** Either the header or the body would do. */
function echo(challenge: string): Answer {
  const body = JSON.stringify({ smartsheetHookResponse: challenge })
  return textAnswer(200, 'application/json', body, [['Smartsheet-Hook-Response', challenge]])
}

/** https://developers.smartsheet.com/api/smartsheet/guides/webhooks/webhook-verification */
function challengeOf({ method, headers }: Evidence): string | undefined {
  const challenge = headers.get('smartsheet-hook-challenge')
  const isPlain = challenge !== undefined && /^[\w.:-]{1,200}$/.test(challenge)
  return method === 'POST' && isPlain ? challenge : undefined
}
