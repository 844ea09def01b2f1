// Bins, requests and deliveries for tests of stores, each with one line's worth of what matters.

import { createHash } from 'node:crypto'
import type {
  AppendOutcome,
  NewBin,
  NewRequest,
  Store,
  StoreLimits,
} from '../../../server/store/store.ts'
import type { Delivery } from '../../../server/wire/deliveries.ts'
import { type BinId, parseBinId, type Seq } from '../../../server/wire/ids.ts'

export const roomy: StoreLimits = {
  requestsPerBin: 10_000,
  bytesPerBin: 256 * 1024 * 1024,
  totalBytes: 1024 * 1024 * 1024,
}

export function binId(text: string): BinId {
  const id = parseBinId(text)
  if (id === undefined) throw new Error(`${text} is not a bin id.`)
  return id
}

export const bin = binId('inbox')
export const other = binId('other')

export function newBin(id: BinId, more: Partial<NewBin> = {}): NewBin {
  return {
    id,
    name: '',
    ownerKeyHash: createHash('sha256').update(`owner of ${id}`).digest(),
    viewKeyHash: createHash('sha256').update(`viewer of ${id}`).digest(),
    createdAt: 1_700_000_000_000,
    persistent: false,
    ...more,
  }
}

/** A request whose bytes, as the store counts them, are those of its body. */
export function newRequest(bin: BinId, more: Partial<NewRequest> = {}): NewRequest {
  const body = more.body ?? new Uint8Array()
  return {
    bin,
    receivedAt: 1_700_000_000_000,
    durationMs: 0,
    method: 'POST',
    target: '',
    path: '',
    query: '',
    httpVersion: '1.1',
    headers: [],
    trailers: [],
    remoteAddress: '127.0.0.1',
    state: 'complete',
    sha256: createHash('sha256').update(body).digest('hex'),
    contentType: null,
    contentEncoding: null,
    provider: null,
    signature: null,
    gist: null,
    response: null,
    ...more,
    body,
  }
}

export function newDelivery(id: string, seq: number): Delivery {
  return {
    id,
    seq,
    createdAt: 1_700_000_000_000,
    target: 'http://localhost:3000/hooks',
    via: 'server',
    request: {
      method: 'POST',
      url: 'http://localhost:3000/hooks',
      headers: [['Content-Type', 'text/plain']],
      bodySize: 5,
    },
    dropped: [{ name: 'Connection', why: 'hop-by-hop' }],
    outcome: {
      type: 'response',
      status: 200,
      statusText: 'OK',
      headers: [
        ['X-Twice', 'a'],
        ['X-Twice', 'b'],
      ],
      body: { size: 2, truncated: false },
    },
    timings: { dnsMs: null, connectMs: 1, firstByteMs: 2.5, totalMs: 3 },
  }
}

/** The seq each request of an append was given; undefined for one that was not stored. */
export function seqs({ results }: AppendOutcome): readonly (Seq | undefined)[] {
  return results.map((result) => (result.type === 'stored' ? result.seq : undefined))
}

export async function listSeqs(store: Store): Promise<readonly Seq[]> {
  const { requests: rows } = await store.listRequests(bin, { limit: 20_000, order: 'asc' })
  return rows.map(({ seq }) => seq)
}

export function times<T>(count: number, value: T): readonly T[] {
  return Array.from({ length: count }, () => value)
}

export function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('There should have been something.')
  return value
}
