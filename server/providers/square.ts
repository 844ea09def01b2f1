// Square: told by its signature header, which covers the URL as it was configured; event_id stays over retries.

import type { Provider } from './provider.ts'
import type { JsonView } from './reading/json-view.ts'
import { moneyText } from './reading/money.ts'
import { joinParts } from './reading/plain-text.ts'
import { countFrom } from './reading/read-fields.ts'
import { inHeader } from './signing/carriers.ts'
import { hmacScheme } from './signing/hmac.ts'

export const square: Provider = {
  id: 'square',
  label: 'Square',
  docsUrl: 'https://developer.squareup.com/docs/webhooks/overview',
  facts: {
    detection: '`x-square-hmacsha256-signature`',
    source: 'library `square` 46.0.0',
    unconfirmed: ['The fields of the body.', 'The headers about retries and their schedule.'],
  },
  paste: 'Developer Console → your application → Webhooks → Subscriptions → Notification URL',
  toldBy: ['x-square-hmacsha256-signature'],
  schemes: [
    hmacScheme({
      id: 'square',
      encoding: 'base64',
      over: '{url}{body}',
      signed: ({ url, body }) => [url, body],
      carrier: inHeader('X-Square-HmacSha256-Signature'),
    }),
  ],
  fields: [
    {
      name: 'secret',
      label: 'Signature key',
      hint: "On the subscription's page, under «Signature key».",
    },
    {
      name: 'url',
      label: 'Notification URL',
      hint: 'Exactly as it stands at Square, query included, where that is not the URL of this bin: it is signed.',
      example: 'https://hooks.example.com/square',
      isOptional: true,
    },
  ],
  suspicion: () =>
    'The notification URL is signed too: it has to stand here letter for letter as it does at Square.',
  retries: { delays: [], most: 11, within: 86_400 },
  detect(evidence) {
    const { headers } = evidence
    if (!headers.has('x-square-hmacsha256-signature')) return undefined
    const event = evidence.fields()
    const retry = countFrom(headers.get('square-retry-number'))
    return {
      event: event.text('type') ?? null,
      deliveryId: event.text('event_id') ?? null,
      ...(retry === undefined ? {} : { attempt: retry + 1 }),
      gist: joinParts(
        amountOf(event),
        event.text('data', 'id'),
        headers.get('square-environment')?.toLowerCase() === 'sandbox' && 'sandbox',
        headers.get('square-retry-reason'),
      ),
    }
  },
}

/** The object stands under the name of its type: `data.object.payment`. */
function amountOf(event: JsonView): string | undefined {
  const object = event.at('data', 'object', event.text('data', 'type') ?? '')
  const money = [object.at('amount_money'), object.at('total_money')].find(
    ({ kind }) => kind === 'object',
  )
  return moneyText(money?.text('amount'), money?.text('currency'))
}
