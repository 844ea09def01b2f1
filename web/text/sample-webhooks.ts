// Webhooks in the shape of well-known senders, for a first look at a bin that nothing has reached yet. Not signed yet.

import type { HeaderPair } from '../../server/wire/requests.ts'

export interface SampleWebhook {
  /** Its id. */
  readonly provider: string
  readonly label: string
  readonly path: string
  readonly headers: readonly HeaderPair[]
  readonly body: string
}

/** One of each provider, with new ids each time: two of them are two events. */
export function sampleWebhooks(now: number): SampleWebhook[] {
  const seconds = Math.floor(now / 1000)
  const date = new Date(now).toISOString()
  return [
    {
      provider: 'github',
      label: 'GitHub push',
      path: '/github',
      headers: [json, ['X-GitHub-Event', 'push'], ['X-GitHub-Delivery', newUuid()]],
      body: JSON.stringify({
        ref: 'refs/heads/main',
        before: '6113728f27ae82c7b1a177c8d03f9e96e0adf246',
        after: '59b20b8d5c6ff8d09518454d4dd8b7b30f095ab5',
        repository: { id: 186853002, full_name: 'acme/api', private: false },
        pusher: { name: 'maya', email: 'maya@example.com' },
        commits: [{ id: '59b20b8d', message: 'Answer webhooks before working', added: [] }],
      }),
    },
    {
      provider: 'stripe',
      label: 'Stripe invoice.paid',
      path: '/stripe',
      headers: [['Content-Type', 'application/json; charset=utf-8']],
      // Written out: the number is larger than what JavaScript could keep.
      body: `{
  "id": "evt_${newId(24)}",
  "object": "event",
  "api_version": "2026-08-27",
  "created": ${seconds},
  "type": "invoice.paid",
  "data": {
    "object": {
      "id": "in_${newId(24)}",
      "object": "invoice",
      "amount_paid": 4900,
      "currency": "usd",
      "customer": "cus_Nf2kVbA0Qe",
      "ledger_entry": 9007199254740993,
      "paid": true
    }
  },
  "livemode": false,
  "pending_webhooks": 1
}`,
    },
    {
      provider: 'slack',
      label: 'Slack app_mention',
      path: '/slack',
      headers: [json],
      body: JSON.stringify({
        type: 'event_callback',
        team_id: 'T061EG9R6',
        api_app_id: 'A0MDYCDME',
        event: {
          type: 'app_mention',
          user: 'U061F7AUR',
          text: '<@U0LAN0Z89> is the deploy through?',
          ts: `${seconds}.000200`,
          channel: 'C061EG9SL',
        },
        event_id: `Ev${newId(9).toUpperCase()}`,
        event_time: seconds,
      }),
    },
    {
      provider: 'shopify',
      label: 'Shopify orders/create',
      path: '/shopify',
      headers: [
        json,
        ['X-Shopify-Topic', 'orders/create'],
        ['X-Shopify-Shop-Domain', 'acme-goods.myshopify.com'],
        ['X-Shopify-API-Version', '2026-07'],
        ['X-Shopify-Webhook-Id', newUuid()],
        ['X-Shopify-Triggered-At', date],
      ],
      body: JSON.stringify({
        id: 820982911946154508n.toString(),
        name: '#1043',
        created_at: date,
        currency: 'EUR',
        total_price: '403.00',
        financial_status: 'paid',
        line_items: [{ title: 'Bolts, box of 200', quantity: 2, price: '199.00' }],
      }),
    },
    {
      provider: 'standard-webhooks',
      label: 'Standard Webhooks',
      path: '/standard-webhooks',
      headers: [json, ['webhook-id', `msg_${newId(27)}`]],
      body: JSON.stringify({
        type: 'user.created',
        timestamp: date,
        data: { id: 'usr_7Yw2', email: 'maya@example.com' },
      }),
    },
  ]
}

const json: HeaderPair = ['Content-Type', 'application/json']

/** `crypto.randomUUID` is not there on pages without TLS. */
function newUuid(): string {
  const digits = newId(32)
  return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-a$4-$5')
}

/** Of hex digits. */
function newId(length: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(length))
  return Array.from(bytes, (byte) => (byte % 16).toString(16)).join('')
}
