// Webhooks in the shape of well-known senders, for a first look at a bin that nothing has reached yet.

export interface SampleWebhook {
  readonly label: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export function sampleWebhooks(now: number): SampleWebhook[] {
  const seconds = Math.floor(now / 1000)
  return [
    {
      label: 'GitHub push',
      path: '/github',
      headers: {
        'Content-Type': 'application/json',
        'X-GitHub-Event': 'push',
        'X-GitHub-Delivery': crypto.randomUUID?.() ?? `sample-${seconds}`,
      },
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
      label: 'Stripe invoice.paid',
      path: '/stripe',
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        'Stripe-Signature': `t=${seconds},v1=${'0'.repeat(64)}`,
      },
      // Written out: the number is larger than what JavaScript could keep.
      body: `{
  "id": "evt_1PgQ2eLkdIwHu7ix0Nf2kVbA",
  "object": "event",
  "api_version": "2026-08-27",
  "created": ${seconds},
  "type": "invoice.paid",
  "data": {
    "object": {
      "id": "in_1PgQ2cLkdIwHu7ixr1",
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
  ]
}
