// A bin with a request of each verdict, secrets of one provider, and senders of other kinds.

import { createHmac } from 'node:crypto'
import { createApiClient } from '../../server/client/api.ts'
import type { MintedBin } from '../../server/wire/bins.ts'

/**
 * In this order: valid, mismatch, stale, malformed, unsigned, no secret, a handshake, a secret handed over, an own
 * sender's, Discord's.
 */
export async function sendEachVerdict(server: string, { id, ownerKey }: MintedBin): Promise<void> {
  const routes = createApiClient(server, ownerKey).api.bins[':bin'].secrets[':provider']
  const secrets = [
    { name: 'test', secret: 'whsec_test' },
    { name: 'until May', secret: 'whsec_old' },
  ]
  await routes.$put({ param: { bin: id, provider: 'stripe' }, json: { secrets } })
  const send = (path: string, headers: Record<string, string>, body: string) =>
    fetch(`${server}/in/${id}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body,
    })
  const invoice = (n: number) =>
    `{"id":"evt_${n}","object":"event","type":"invoice.paid","livemode":false,"data":{"object":{"id":"in_${n}","object":"invoice","amount_paid":4900,"currency":"usd"}}}`
  const now = Math.floor(Date.now() / 1000)
  const stripe = (body: string, secret: string, at: number) => ({
    'Stripe-Signature': `t=${at},v1=${hmac(secret, `${at}.${body}`)}`,
  })
  await send('/orders', stripe(invoice(1), 'whsec_test', now), invoice(1))
  await send('/orders', stripe(invoice(2), 'whsec_other', now), invoice(2))
  await send('/orders', stripe(invoice(3), 'whsec_test', now - 1_000), invoice(3))
  await send('/orders', { 'Stripe-Signature': 'nonsense' }, invoice(4))
  const push = '{"ref":"refs/heads/main","commits":[]}'
  await send('/github', { 'X-GitHub-Event': 'push' }, push)
  const signed = { 'X-Hub-Signature-256': `sha256=${hmac('a secret', push)}` }
  await send('/github', { 'X-GitHub-Event': 'push', ...signed }, push)
  await send('/slack', {}, '{"type":"url_verification","token":"Jhj5dZrV","challenge":"3eZbrw1a"}')
  await send('/notion', {}, '{"verification_token":"secret_tMrlL1qK5vuQAh1b6cZGhFChZTSYJlce"}')
  const seats = '{"type":"seats.changed","id":"chg_81","data":{"name":"Acme","seats":12}}'
  const own = { 'X-Acme-Timestamp': `${now}`, 'X-Acme-Signature': hmac('acme', `${now}.${seats}`) }
  await send('/billing', own, seats)
  const ping = { 'X-Signature-Ed25519': 'a5'.repeat(64), 'X-Signature-Timestamp': `${now}` }
  await send('/discord', ping, '{"version":1,"type":0,"event":{"type":"APPLICATION_AUTHORIZED"}}')
}

function hmac(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text).digest('hex')
}
