// Measures a run of 10,000 small requests to a receiver on this machine: deliveries a second, memory, and how long
// captures take meanwhile beside how long they take else. Run with `npm run build && node bench/runs.ts`.

import { createApiClient } from '../server/client/api.ts'
import type { MintedBin } from '../server/wire/bins.ts'
import type { Run } from '../server/wire/runs.ts'
import { type Measured, runLoad, startBare, startHooklens } from './processes.ts'
import { ms, printHead, printRow, whole } from './table.ts'

const requests = 10_000
const captures = { connections: 4, bodyBytes: 512, rate: 100 }

printHead()
const hooklens = await startHooklens()
const receiver = await startBare()
const sent = await mint(hooklens)
const captured = await mint(hooklens)
const load = { ...captures, port: hooklens.port, path: `/in/${captured.id}` }
await runLoad({
  port: hooklens.port,
  path: `/in/${sent.id}`,
  connections: 32,
  bodyBytes: 512,
  seconds: 60,
  requests,
})
const alone = await runLoad({ ...load, seconds: 3 })
printRow('captures alone, 100/s', `p50 ${ms(alone.p50Ms)}, p99 ${ms(alone.p99Ms)}`, '')
for (const concurrency of [8, 32]) await measure(concurrency)
await receiver.stop()
await hooklens.stop()

async function measure(concurrency: number): Promise<void> {
  const before = hooklens.memoryBytes()
  let most = before
  const watching = setInterval(() => {
    most = Math.max(most, hooklens.memoryBytes())
  }, 100)
  const started = await start(concurrency)
  const meanwhile = await runLoad({ ...load, seconds: 3 })
  const run = await ended(started.id)
  clearInterval(watching)
  const seconds = ((run.endedAt ?? run.createdAt) - run.createdAt) / 1000
  printRow(
    `run of ${whole(run.total)}, ${concurrency} at once`,
    `${whole(run.ok / seconds)} deliveries/s, memory ${megabytes(before)} → ${megabytes(most)} MB`,
    '',
  )
  printRow(
    'captures meanwhile, 100/s',
    `p50 ${ms(meanwhile.p50Ms)}, p99 ${ms(meanwhile.p99Ms)}, ${meanwhile.failed} failed`,
    '',
  )
}

async function start(concurrency: number): Promise<Run> {
  const response = await runs().$post({
    param: { bin: sent.id },
    json: { filter: '', target: receiver.url, concurrency },
  })
  if (!response.ok) throw new Error(`The run answered ${response.status}.`)
  return (await response.json()) as Run // As the route's schema has it.
}

async function ended(id: string): Promise<Run> {
  for (;;) {
    const response = await runs().$get({ param: { bin: sent.id } })
    const { runs: all } = (await response.json()) as { runs: Run[] } // As above.
    const run = all.find((one) => one.id === id)
    if (run && run.state !== 'running') return run
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

function runs() {
  return createApiClient(hooklens.url, sent.ownerKey).api.bins[':bin'].replays
}

async function mint(server: Measured): Promise<MintedBin> {
  const response = await createApiClient(server.url).api.bins.$post({ json: {} })
  return (await response.json()) as MintedBin // A server just started mints.
}

function megabytes(bytes: number): string {
  return whole(bytes / 1024 ** 2)
}
