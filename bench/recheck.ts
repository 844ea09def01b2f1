// Measures verdicts computed anew: how long a whole bin takes, and the longest anything else had to wait meanwhile.
// Run with `node bench/recheck.ts [requests]`.

import { createHmac } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { openStore } from '../server/store/open.ts'
import type { NewRequest, Store } from '../server/store/store.ts'
import { createTurns } from '../server/turns.ts'
import { createVerdicts } from '../server/verdicts/verdicts.ts'
import type { BinId } from '../server/wire/ids.ts'

const count = Number(process.argv[2] ?? 10_000)
const bin = 'bench' as BinId // A valid id.
const roomy = { requestsPerBin: 1e9, bytesPerBin: 1e12, totalBytes: 1e12 }
const secret = 'whsec_right'

const folder = mkdtempSync(join(tmpdir(), 'hooklens-bench-'))
const takeTurn = createTurns()
const store = await openStore(join(folder, 'store.db'), { limits: roomy, takeTurn })
try {
  await fill(store)
  console.log(`${count.toLocaleString('en')} requests of 2 KB`)
  await report('the right secret', secret, 0)
  await report('the same again: nothing changes', secret, 0)
  await report('a wrong one: mismatches explained', 'whsec_wrong', 0)
  await report('the right one, 1,000 captures/s besides', secret, 1_000)
} finally {
  await store.close()
  rmSync(folder, { recursive: true })
}

async function report(what: string, held: string, perSecond: number): Promise<void> {
  let finish = () => {}
  const finished = new Promise<void>((resolve) => {
    finish = resolve
  })
  let changed = 0
  const verdicts = createVerdicts({
    store,
    credentialsOf: async () =>
      new Map([['stripe', { credentials: [{ name: '', secret: held }], extra: {} }]]),
    settled: async () => {},
    publicUrl: undefined,
    takeTurn,
    onProgress: (_bin, { state }) => {
      if (state !== 'running') finish()
    },
    onChanged: (_bin, _rev, requests) => {
      changed += requests.length
    },
    onFailure: (error) => console.error(error),
  })
  await store.setSecrets(bin, 'stripe', {})
  const delays = monitorEventLoopDelay({ resolution: 1 })
  delays.enable()
  const cpu = process.cpuUsage()
  const start = performance.now()
  const load = perSecond > 0 ? startLoad(perSecond) : undefined
  verdicts.recheck(bin, 'stripe')
  await finished
  const ms = performance.now() - start
  const { user, system } = process.cpuUsage(cpu)
  delays.disable()
  const slowest = load?.stop()
  await verdicts.close()
  const wait = `longest wait ${(delays.max / 1e6).toFixed(0)} ms`
  const commits = slowest === undefined ? '' : `   slowest commit ${slowest.toFixed(0)} ms`
  console.log(
    `${what.padEnd(42)}${ms.toFixed(0).padStart(6)} ms (${((user + system) / 1000).toFixed(0)} ms of CPU)  ${String(changed).padStart(6)} changed   ${wait}${commits}`,
  )
}

/** Commits ten at a time, as the writer does; tells the longest that one took. */
function startLoad(perSecond: number) {
  let slowest = 0
  let n = count
  const timer = setInterval(async () => {
    const start = performance.now()
    await store.append(Array.from({ length: 10 }, () => captured(n++)))
    slowest = Math.max(slowest, performance.now() - start)
  }, 10_000 / perSecond)
  return {
    stop() {
      clearInterval(timer)
      return slowest
    },
  }
}

async function fill(store: Store): Promise<void> {
  const key = new Uint8Array(32)
  const keys = { ownerKeyHash: key, viewKeyHash: key }
  await store.createBin({ id: bin, name: '', ...keys, createdAt: 0, persistent: true })
  for (let n = 0; n < count; n += 1000) {
    await store.append(Array.from({ length: 1000 }, (_, i) => captured(n + i)))
  }
}

function captured(n: number): NewRequest {
  const body = JSON.stringify({ id: `evt_${n}`, type: 'invoice.paid', filler: 'x'.repeat(2000) })
  const signature = createHmac('sha256', secret).update(`1767225600.${body}`).digest('hex')
  return {
    bin,
    receivedAt: 1_767_225_601_000,
    durationMs: 1.25,
    method: 'POST',
    target: '/in/bench',
    path: '',
    query: '',
    httpVersion: '1.1',
    headers: [
      ['Host', 'localhost:4665'],
      ['User-Agent', 'Stripe/1.0 (+https://stripe.com/docs/webhooks)'],
      ['Content-Type', 'application/json; charset=utf-8'],
      ['Content-Length', String(body.length)],
      ['Stripe-Signature', `t=1767225600,v1=${signature}`],
    ],
    trailers: [],
    remoteAddress: '127.0.0.1',
    state: 'complete',
    body: Buffer.from(body),
    sha256: '0f'.repeat(32),
    contentType: 'application/json; charset=utf-8',
    contentEncoding: null,
    provider: { id: 'stripe', label: 'Stripe', event: 'invoice.paid', deliveryId: `evt_${n}` },
    signature: { verdict: 'no-secret', reason: null, detail: 'No secret is stored for Stripe.' },
    gist: 'invoice.paid',
    response: { status: 200, by: 'default', ms: 0.4 },
  }
}
