// LINE: told by X-Line-Signature; several events in one delivery, none in the console's «Verify».

import { textAnswer } from '../wire/answers.ts'
import type { Evidence, Provider } from './provider.ts'
import type { JsonView } from './reading/json-view.ts'
import { counted, joinParts } from './reading/plain-text.ts'
import { inHeader } from './signing/carriers.ts'
import { hmacScheme } from './signing/hmac.ts'
import { base64Key, hexKey } from './signing/keys.ts'

export const line: Provider = {
  id: 'line',
  label: 'LINE',
  docsUrl: 'https://developers.line.biz/en/docs/messaging-api/receiving-messages/',
  facts: {
    detection: '`X-Line-Signature`',
    handshake: '200 to its test without events',
    source: 'library `@line/bot-sdk` 11.0.0, line-openapi',
    unconfirmed: ['The user agent.', 'How often and for how long it delivers again.'],
  },
  paste: 'LINE Developers Console → your channel → Messaging API → Webhook URL',
  toldBy: ['x-line-signature'],
  schemes: [
    hmacScheme({
      id: 'line',
      encoding: 'base64',
      carrier: inHeader('X-Line-Signature'),
      // The channel secret only looks like hexadecimal digits.
      otherKeys: [hexKey, base64Key],
    }),
  ],
  fields: [
    {
      name: 'secret',
      label: 'Channel secret',
      hint: 'Under «Basic settings» of the channel.',
    },
  ],
  retries: {
    delays: [],
    note: 'Only where redelivery is switched on; LINE does not say how often.',
  },
  detect(evidence) {
    if (!evidence.headers.has('x-line-signature')) return undefined
    if (isCheck(evidence)) return { event: 'verify', deliveryId: null, gist: 'URL check' }
    const payload = evidence.fields()
    const event = payload.at('events', 0)
    const isAgain = event.flag('deliveryContext', 'isRedelivery') === true
    const events = payload.count('events') ?? 1
    return {
      event: event.text('type') ?? null,
      deliveryId: event.text('webhookEventId') ?? null,
      // It says that there was an attempt before, not how many.
      ...(isAgain ? { attempt: 2 } : {}),
      gist: joinParts(contentOf(event), events > 1 && counted(events, 'event')),
    }
  },
  handshake: (evidence) => (isCheck(evidence) ? textAnswer(200, 'text/plain', '') : undefined),
}

function isCheck(evidence: Evidence): boolean {
  const { method, headers } = evidence
  if (method !== 'POST' || !headers.has('x-line-signature')) return false
  const payload = evidence.fields()
  return payload.text('destination') !== undefined && payload.count('events') === 0
}

function contentOf(event: JsonView): string | undefined {
  const type = event.text('message', 'type')
  return (
    event.text('message', 'text') ??
    event.text('postback', 'data') ??
    (type && type !== 'text' ? type : event.text('source', 'type'))
  )
}
