// Webhooks of many kinds for a bin to be pictured with.

import { createHmac } from 'node:crypto'
import examples from '@octokit/webhooks-examples/api.github.com/index.json' with { type: 'json' }
import { openStore } from '../../server/store/open.ts'
import type { BinId } from '../../server/wire/ids.ts'
import { newRequest, roomy } from '../../test/contracts/store/samples.ts'

/** One of everything: known senders, a handshake, an unknown sender, binary, an upload that broke off, another method. */
export async function sendOneOfEach(captureUrl: string): Promise<void> {
  const send = (path: string, init: RequestInit) => fetch(captureUrl + path, init)
  const json = { 'Content-Type': 'application/json' }
  for (const event of ['push', 'issues', 'pull_request']) {
    const payload = examples.find(({ name }) => name === event)?.examples[0]
    await send('/github', {
      method: 'POST',
      headers: {
        ...json,
        'User-Agent': 'GitHub-Hookshot/044aadd',
        'X-GitHub-Event': event,
        'X-GitHub-Delivery': crypto.randomUUID(),
        ...signed('X-Hub-Signature-256', 'sha256=', JSON.stringify(payload)),
      },
      body: JSON.stringify(payload),
    })
  }
  const stripe = JSON.stringify({
    id: 'evt_1PgQ2eLkdIwHu7ix0Nf2kVbA',
    object: 'event',
    type: 'invoice.paid',
    data: { object: { id: 'in_1PgQ2c', object: 'invoice', amount_paid: 4900, currency: 'usd' } },
  })
  await send('/stripe?source=web', {
    method: 'POST',
    headers: { ...json, ...signed('Stripe-Signature', 't=1767225600,v1=', stripe) },
    body: stripe,
  })
  await send('/slack/events', {
    method: 'POST',
    headers: json,
    body: JSON.stringify({
      type: 'url_verification',
      token: 'Jhj5dZrVaK7ZwHHj',
      challenge: '3eZbrw1a',
    }),
  })
  await send('/upload', {
    method: 'PUT',
    headers: { 'Content-Type': 'application/octet-stream' },
    body: Uint8Array.from({ length: 4_096 }, (_, index) => (index * 7) % 256),
  })
  const broken = new AbortController()
  const half = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"half":'))
      setTimeout(() => broken.abort(), 100)
    },
  })
  await send('/reports', {
    method: 'POST',
    headers: json,
    body: half,
    duplex: 'half',
    signal: broken.signal,
  } as RequestInit).catch(() => {}) // It was meant to break off.
  await send('/subscriptions/8841', { method: 'DELETE' })
  await send('/orders', {
    method: 'POST',
    headers: json,
    body: '{"type":"order.created","ledger_entry":9007199254740993,"total":12.50,"total":12.5}',
  })
}

/** What a shop sends in an hour: a quiet stretch, a rush, and some that were not taken. */
export async function fillAnHour(db: string, bin: BinId): Promise<void> {
  const minuteMs = 60_000
  const now = Date.now()
  const store = await openStore(db, { limits: roomy })
  const requests = Array.from({ length: 60 }, (_, minute) => {
    const count =
      2 + Math.round(6 * Math.abs(Math.sin(minute / 7))) + (minute > 38 && minute < 44 ? 12 : 0)
    return Array.from({ length: count }, (_, n) => {
      const body = Buffer.from(JSON.stringify({ type: 'order.created', id: minute * 100 + n }))
      const status = minute > 40 && n % 5 === 0 ? 500 : 200
      return newRequest(bin, {
        receivedAt: now - (60 - minute) * minuteMs + (n * minuteMs) / count,
        path: '/orders',
        body,
        contentType: 'application/json',
        gist: 'order.created',
        response: { status, by: 'default', ms: 1 },
      })
    })
  })
  await store.append(requests.flat())
  await store.close()
}

function signed(name: string, prefix: string, body: string): Record<string, string> {
  return { [name]: prefix + createHmac('sha256', 'a secret').update(body).digest('hex') }
}
