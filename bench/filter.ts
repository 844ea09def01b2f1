// Measures filtering in the store: how long it takes to search a whole bin, and the longest anything else had to wait.
// Run with `node bench/filter.ts [requests …]`.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { openStore } from '../server/store/open.ts'
import type { NewRequest, Store } from '../server/store/store.ts'
import { createPredicate } from '../server/wire/filter/match.ts'
import { parseFilter } from '../server/wire/filter/parse.ts'
import { compileRegex } from '../server/wire/filter/regex.ts'
import type { BinId, Seq } from '../server/wire/ids.ts'

const counts = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [10_000, 100_000]
const bin = 'bench' as BinId // A valid id.
const roomy = { requestsPerBin: 1e9, bytesPerBin: 1e12, totalBytes: 1e12 }

/** Each but the first finds one request in a thousand, so that the whole bin is searched. */
const filters = [
  'is:unread',
  'size:>3kb',
  'status:500',
  'at:2026-01-02 -is:read',
  'event:*.refunded',
  'path:/rare/* method:POST',
  'path:/^\\/rare\\//',
  'h.x-shop:rare',
  'body.data.object.amount:>5000',
  'body.data.items.*.sku:rare-*',
  'provider:stripe event:*.refunded rare',
  'rare-word',
  '/rare-w[aeiou]rd/i',
]

for (const count of counts) await measure(count)

async function measure(count: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hooklens-bench-'))
  const store = await openStore(join(folder, 'store.db'), { limits: roomy })
  try {
    await fill(store, count)
    console.log(`${count.toLocaleString('en')} requests of 2 KB`)
    for (const typed of filters) await report(store, typed)
  } finally {
    await store.close()
    rmSync(folder, { recursive: true })
  }
}

async function fill(store: Store, count: number): Promise<void> {
  const key = new Uint8Array(32)
  await store.createBin({
    id: bin,
    name: '',
    ownerKeyHash: key,
    viewKeyHash: key,
    createdAt: 0,
    persistent: true,
  })
  for (let n = 0; n < count; n += 1000) {
    await store.append(Array.from({ length: 1000 }, (_, i) => captured(n + i)))
  }
}

async function report(store: Store, typed: string): Promise<void> {
  const parsed = parseFilter(typed, compileRegex)
  if (parsed.type === 'error') throw new Error(parsed.error.message)
  const filter = createPredicate(parsed.filter, { now: Date.now(), compileRegex })
  const delays = monitorEventLoopDelay({ resolution: 1 })
  delays.enable()
  const start = performance.now()
  let found = 0
  let pages = 0
  for (let before: Seq | null = Number.MAX_SAFE_INTEGER; before !== null; pages++) {
    const page = await store.listRequests(bin, { filter, before, limit: 500, order: 'desc' })
    found += page.requests.length
    before = pages === 0 && typed === 'is:unread' ? null : page.next
  }
  const ms = performance.now() - start
  delays.disable()
  console.log(
    `${typed.padEnd(40)}${ms.toFixed(0).padStart(7)} ms  ${String(found).padStart(5)} found  ${String(pages).padStart(3)} pages   longest wait ${(delays.max / 1e6).toFixed(0)} ms`,
  )
}

function captured(n: number): NewRequest {
  const isRare = n % 1000 === 999
  const body = Buffer.from(
    JSON.stringify({
      id: `evt_${n}`,
      padding: 'x'.repeat(isRare ? 2600 : 1500),
      note: isRare ? 'a rare-word' : 'a word',
      data: {
        object: { amount: isRare ? 9000 : n % 5000, currency: 'eur' },
        items: [
          { sku: 'usual-1' },
          { sku: isRare ? 'rare-1' : 'usual-2' },
          { filler: 'y'.repeat(400) },
        ],
      },
    }),
  )
  return {
    bin,
    receivedAt: Date.UTC(2026, 0, isRare ? 2 : 1, 12) + (n % 1000),
    durationMs: 1.25,
    method: 'POST',
    target: `/in/bench/${isRare ? 'rare' : 'orders'}/${n}?source=bench`,
    path: `/${isRare ? 'rare' : 'orders'}/${n}`,
    query: 'source=bench',
    httpVersion: '1.1',
    headers: [
      ['Host', 'localhost:4665'],
      ['User-Agent', 'Stripe/1.0 (+https://stripe.com/docs/webhooks)'],
      ['Content-Type', 'application/json; charset=utf-8'],
      ['Content-Length', String(body.length)],
      ['X-Shop', isRare ? 'rare' : 'usual'],
      ['Stripe-Signature', `t=1700000000,v1=${'5'.repeat(64)}`],
    ],
    trailers: [],
    remoteAddress: '127.0.0.1',
    state: 'complete',
    body,
    sha256: '0f'.repeat(32),
    contentType: 'application/json; charset=utf-8',
    contentEncoding: null,
    provider: {
      id: 'stripe',
      label: 'Stripe',
      event: isRare ? 'charge.refunded' : 'invoice.paid',
      deliveryId: `evt_${n}`,
    },
    signature: { verdict: 'no-secret', reason: null, detail: 'No secret is stored for Stripe.' },
    gist: 'invoice.paid',
    response: { status: isRare ? 500 : 200, by: 'default', ms: 0.4 },
  }
}
