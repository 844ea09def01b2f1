// Measures the store alone: how many captures a second it makes durable, and how long a group waits.
// Run with `node bench/store.ts [seconds per case]`.

import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { openStore } from '../server/store/open.ts'
import { openDatabase } from '../server/store/sqlite/database.ts'
import type { NewRequest, Store, StoreLimits } from '../server/store/store.ts'
import type { BinId } from '../server/wire/ids.ts'

const secondsPerCase = Number(process.argv[2] ?? 2)
const roomy: StoreLimits = { requestsPerBin: 1e9, bytesPerBin: 1e12, totalBytes: 1e12 }
const ring: StoreLimits = { ...roomy, requestsPerBin: 10_000 }

interface Case {
  readonly title: string
  readonly batch: number
  readonly bins: number
  readonly limits: StoreLimits
  /** Which of the bins the n-th request goes to. */
  readonly pick: (n: number, bins: number) => number
  /** Requests stored before the clock starts. */
  readonly prefill?: number
}

const sample: Omit<NewRequest, 'bin' | 'receivedAt'> = {
  durationMs: 1.25,
  method: 'POST',
  target: '/in/bench-0/orders?source=bench',
  path: '/orders',
  query: 'source=bench',
  httpVersion: '1.1',
  headers: [
    ['Host', 'localhost:4665'],
    ['User-Agent', 'Stripe/1.0 (+https://stripe.com/docs/webhooks)'],
    ['Accept', '*/*; q=0.5, application/xml'],
    ['Content-Type', 'application/json; charset=utf-8'],
    ['Content-Length', '2048'],
    ['Stripe-Signature', `t=1700000000,v1=${'5'.repeat(64)}`],
  ],
  trailers: [],
  remoteAddress: '127.0.0.1',
  state: 'complete',
  body: randomBytes(2048),
  sha256: '0f'.repeat(32),
  contentType: 'application/json; charset=utf-8',
  contentEncoding: null,
  provider: { id: 'stripe', label: 'Stripe', event: 'invoice.paid', deliveryId: 'evt_1' },
  signature: { verdict: 'no-secret', reason: null, detail: 'No secret is stored for Stripe.' },
  gist: 'invoice.paid',
  response: { status: 200, by: 'default', ms: 0.4 },
}

const first = (): number => 0
// A stride prime to the number of bins visits all of them in no helpful order.
const scattered = (n: number, bins: number): number => (n * 7919) % bins

const cases: readonly Case[] = [
  { title: 'one bin, group of 1', batch: 1, bins: 1, limits: roomy, pick: first },
  { title: 'one bin, group of 8', batch: 8, bins: 1, limits: roomy, pick: first },
  { title: 'one bin, group of 64', batch: 64, bins: 1, limits: roomy, pick: first },
  { title: 'the same, full ring', batch: 64, bins: 1, limits: ring, pick: first, prefill: 10_000 },
  { title: 'one bin of 100,000', batch: 64, bins: 100_000, limits: roomy, pick: first },
  { title: 'all of 100,000 bins', batch: 64, bins: 100_000, limits: roomy, pick: scattered },
]

console.log(`2 KB bodies, synchronous=FULL, ${secondsPerCase} s per case`)
for (const one of cases) await measure(one)

async function measure(one: Case): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hooklens-bench-'))
  const location = join(folder, 'store.db')
  try {
    seedBins(location, one.bins)
    const store = await openStore(location, { limits: one.limits })
    await fill(store, one)
    report(one, await run(store, one), statSync(`${location}-wal`).size)
    await store.close()
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Writes the rows directly: one durable transaction per bin would take longer than the benchmark. */
function seedBins(location: string, count: number): void {
  const db = openDatabase(location)
  db.prepare(`
    WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?)
    INSERT INTO bins (id, name, owner_key_hash, view_key_hash, created_at, persistent)
      SELECT 'bench-' || i, '', zeroblob(32), zeroblob(32), 0, 1 FROM n`).run(count)
  db.exec('INSERT INTO counters (bin_no, used_at) SELECT no, 0 FROM bins')
  db.close()
}

async function fill(store: Store, { prefill = 0, bins, pick }: Case): Promise<void> {
  for (let n = 0; n < prefill; n += 1000) {
    await store.append(Array.from({ length: 1000 }, (_, i) => captured(pick(n + i, bins))))
  }
}

/** Milliseconds of each append. */
async function run(store: Store, { batch, bins, pick }: Case): Promise<number[]> {
  const times: number[] = []
  const end = performance.now() + secondsPerCase * 1000
  for (let n = 0; performance.now() < end; n += batch) {
    const group = Array.from({ length: batch }, (_, i) => captured(pick(n + i, bins)))
    const start = performance.now()
    await store.append(group)
    times.push(performance.now() - start)
    // As in the server, others have their turn between two groups.
    await nextTurn()
  }
  return times
}

function captured(bin: number): NewRequest {
  return {
    ...sample,
    // Seeded as `bench-<n>` above.
    bin: `bench-${bin}` as BinId,
    receivedAt: Date.now(),
  }
}

function report({ title, batch }: Case, times: number[], walBytes: number): void {
  const total = times.reduce((sum, ms) => sum + ms, 0)
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number): string =>
    (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(2).padStart(7)
  console.log(
    `${title.padEnd(24)}${Math.round((times.length * batch * 1000) / total)
      .toLocaleString('en')
      .padStart(8)} requests/s${Math.round((times.length * 1000) / total)
      .toLocaleString('en')
      .padStart(
        7,
      )} appends/s   ms: p50${at(0.5)}  p99${at(0.99)}  max${at(1)}   WAL ${(walBytes / 2 ** 20).toFixed(0)} MiB`,
  )
}
