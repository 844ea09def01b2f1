// Paddle Billing: told by Paddle-Signature, whose parts stand between semicolons.

import type { Provider } from './provider.ts'
import type { JsonView } from './reading/json-view.ts'
import { moneyText } from './reading/money.ts'
import { joinParts } from './reading/plain-text.ts'
import { inPairs } from './signing/carriers.ts'
import { hmacScheme } from './signing/hmac.ts'

export const paddle: Provider = {
  id: 'paddle',
  label: 'Paddle',
  docsUrl: 'https://developer.paddle.com/webhooks/overview',
  facts: {
    detection: '`Paddle-Signature`',
    source: 'library `@paddle/paddle-node-sdk` 3.10.0',
    unconfirmed: ['The retry schedule.', 'Paddle Classic, which is not checked.'],
  },
  paste: 'Developer tools → Notifications → New destination → URL',
  toldBy: ['paddle-signature'],
  schemes: [
    hmacScheme({
      id: 'paddle',
      encoding: 'hex',
      over: '{ts}:{body}',
      signed: ({ time, body }) => [time, ':', body],
      carrier: inPairs('Paddle-Signature', {
        time: 'ts',
        signature: 'h1',
        separator: ';',
        isStrict: true,
      }),
      time: 'seconds',
      tolerance: { pastMs: 5000, stepMs: 1 },
    }),
  ],
  fields: [
    {
      name: 'secret',
      label: 'Secret key of the destination',
      hint: 'Under «Edit destination» of the notification settings, not the API key.',
      example: 'pdl_ntfset_…',
    },
  ],
  retries: {
    delays: [],
    most: 60,
    within: 259_200,
    note: 'Up to 60 attempts in three days, three in a quarter of an hour in the sandbox.',
  },
  detect(evidence) {
    if (!evidence.headers.has('paddle-signature')) return undefined
    const event = evidence.fields()
    const data = event.at('data')
    return {
      event: event.text('event_type') ?? null,
      deliveryId: event.text('event_id') ?? null,
      gist: joinParts(totalOf(data), data.text('id'), data.text('status')),
    }
  },
  secretFlaw(secret) {
    return /^pdl_(live|sdbx)_apikey_/.test(secret)
      ? "This is an API key of Paddle. The destination's secret key begins with pdl_ntfset_."
      : undefined
  },
}

function totalOf(data: JsonView): string | undefined {
  const totals = data.at('details', 'totals')
  return moneyText(totals.text('grand_total'), data.text('currency_code'))
}
