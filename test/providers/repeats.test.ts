import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { type EventEvidence, eventKeyOf, isSameEvent } from '../../server/wire/repeats.ts'
import { evidenceOf, examined, type Sent } from './evidence-of.ts'

const form = ['Content-Type', 'application/x-www-form-urlencoded'] as const

function slack(retry: readonly (readonly [string, string])[] = []): Sent {
  const body = { type: 'event_callback', event_id: 'Ev1', event: { type: 'message' } }
  return { headers: [['X-Slack-Signature', 'v0=00'], ...retry], body }
}

function twilio(more: string): Sent {
  const body = `CallSid=CA1&CallStatus=in-progress${more}`
  return { headers: [['X-Twilio-Signature', 'a'], form], body }
}

function sendGrid(...ids: readonly string[]): Sent {
  const name = 'X-Twilio-Email-Event-Webhook-Signature'
  const body = ids.map((id) => ({ event: 'open', sg_event_id: id, email: 'a@example.com' }))
  return { headers: [[name, 'a']], body }
}

function postmark(at: string): Sent {
  return {
    headers: [['User-Agent', 'Postmark']],
    body: { RecordType: 'Open', MessageID: 'm1', ReceivedAt: at },
  }
}

const lemon: Sent = {
  headers: [
    ['X-Signature', '00'],
    ['X-Event-Name', 'order_created'],
  ],
  body: { meta: { event_name: 'order_created' }, data: { type: 'orders', id: '1' } },
}

const plaid: Sent = {
  headers: [['Plaid-Verification', 'a.b.c']],
  body: { webhook_type: 'TRANSACTIONS', webhook_code: 'SYNC_UPDATES_AVAILABLE', item_id: 'i' },
}

test.each<[string, Sent, Sent, boolean]>([
  ['a retry with a marker', slack(), slack([['X-Slack-Retry-Num', '1']]), true],
  ['a body that only one event has', lemon, lemon, true],
  ['a body that recurs', plaid, plaid, false],
  ['two questions of one call', twilio('&Digits=1'), twilio('&Digits=2'), false],
  ['two openings of one message', postmark('10:00'), postmark('10:05'), false],
  ['the same batch', sendGrid('a', 'b'), sendGrid('a', 'b'), true],
  ['a batch that begins alike', sendGrid('a', 'b'), sendGrid('a', 'c'), false],
])('[P4] %s: attempts at one event or not', (_what, one, other, expected) => {
  const [first, second] = [requestOf(one), requestOf(other)]
  const key = eventKeyOf(first)

  expect(first.provider).not.toBeNull()
  expect(key !== undefined && key === eventKeyOf(second) && isSameEvent(first, second)).toBe(
    expected,
  )
})

function requestOf(sent: Sent): EventEvidence {
  const { body, path } = evidenceOf(sent)
  const sha256 = createHash('sha256').update(body).digest('hex')
  return {
    provider: examined(sent).provider,
    path,
    state: 'complete',
    body: { size: body.byteLength, sha256, contentType: null, contentEncoding: null },
  }
}
