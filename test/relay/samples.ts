// Requests, reports and greetings for tests of the relay's protocol.

import type { ClientSessionOptions } from '../../server/relay/client-session.ts'
import type { Welcome } from '../../server/relay/server-session.ts'
import type { BinId } from '../../server/wire/ids.ts'
import type { RelayReport } from '../../server/wire/relay.ts'
import type { CapturedRequest } from '../../server/wire/requests.ts'

export const relayOptions: ClientSessionOptions = {
  relay: 'relay-0001',
  bin: 'orders',
  key: 'hlo_secret',
  targets: ['http://localhost:3000'],
  start: 0,
  window: 4,
}

export const sampleWelcome: Welcome = {
  // A valid id.
  bin: 'orders' as BinId,
  binCreatedAt: 1_000,
  captureUrl: 'http://localhost:4665/in/orders',
  inspectUrl: 'http://localhost:4665/b/orders',
  after: 0,
  waiting: 0,
  missed: 0,
}

export function sampleRequest(seq: number, bodySize = 0): CapturedRequest {
  return {
    seq,
    receivedAt: 1_700_000_000_000 + seq,
    durationMs: 0.5,
    method: 'POST',
    target: '/in/orders/a%2Fb?x=1&x=2',
    path: '/a%2Fb',
    query: 'x=1&x=2',
    httpVersion: '1.1',
    remoteAddress: '127.0.0.1',
    state: 'complete',
    body: { size: bodySize, sha256: 'ab', contentType: null, contentEncoding: null },
    provider: { id: 'stripe', label: 'Stripe', event: 'charge', deliveryId: null, attempt: 2 },
    signature: { verdict: 'no-secret', reason: null, detail: 'No secret.' },
    gist: null,
    response: { status: 200, by: 'default', ms: 0.4 },
    deliveries: 0,
    note: '',
    tags: [],
    pinned: false,
    read: false,
    headers: [
      ['X-A', '1'],
      ['x-a', 'caf\xe9'],
    ],
    trailers: [],
  }
}

export function sampleReport(id: string, seq: number): RelayReport {
  return {
    id,
    seq,
    createdAt: 1_700_000_000_000,
    target: 'http://localhost:3000',
    request: {
      method: 'POST',
      url: 'http://localhost:3000/a%2Fb',
      headers: [['Host', 'localhost:3000']],
      bodySize: 3,
    },
    dropped: [{ name: 'TE', why: 'It concerns only the connection to Hooklens.' }],
    outcome: {
      type: 'response',
      status: 201,
      statusText: 'Created',
      headers: [['Set-Cookie', 'a=1']],
      body: { size: 2, truncated: false },
    },
    timings: { dnsMs: null, connectMs: 0.2, firstByteMs: 1.5, totalMs: 2 },
  }
}
