// Measures the budgets of a capture beside a bare node:http responder in the same run, and prints them.
// `npm run bench` takes about a minute; `npm run bench -- --full` adds the million captures that memory is judged by.

import { createApiClient } from '../server/client/api.ts'
import { connectLive } from '../server/client/live.ts'
import type { MintedBin } from '../server/wire/bins.ts'
import type { LoadResult } from './load.ts'
import { median, quantile } from './measure.ts'
import { type Measured, runLoad, startBare, startHooklens } from './processes.ts'
import { ms, printHead, printRow, whole } from './table.ts'

const isFull = process.argv.includes('--full')
const load = { connections: 64, bodyBytes: 2_048, seconds: 4 }
const rounds = 3

printHead()
await measureThroughput()
await measureLiveLatency()
await measureMemory()
await measureStart()

async function measureThroughput(): Promise<void> {
  const bare = await startBare()
  const hooklens = await startHooklens()
  const bin = await mint(hooklens)
  const live = await read(hooklens, bin)
  const bareLoad = { ...load, port: bare.port, path: '/' }
  const ourLoad = { ...load, port: hooklens.port, path: `/in/${bin.id}` }
  await runLoad({ ...bareLoad, seconds: 2 })
  await runLoad({ ...ourLoad, seconds: 2 })

  const pairs: { bare: LoadResult; ours: LoadResult }[] = []
  for (let round = 0; round < rounds; round++) {
    pairs.push({ bare: await runLoad(bareLoad), ours: await runLoad(ourLoad) })
  }
  const ours = median(pairs.map((pair) => pair.ours.perSecond))
  const theirs = median(pairs.map((pair) => pair.bare.perSecond))
  const ratio = median(pairs.map((pair) => pair.ours.perSecond / pair.bare.perSecond))
  const failed = pairs.reduce((sum, pair) => sum + pair.ours.failed, 0)
  printRow(
    'bare node:http',
    `${whole(theirs)}/s, p99 ${ms(median(pairs.map((p) => p.bare.p99Ms)))}`,
    '',
  )
  printRow(
    'durable captures, one live subscriber',
    `${whole(ours)}/s, p99 ${ms(median(pairs.map((p) => p.ours.p99Ms)))}, ${failed} failed`,
    '',
  )
  printRow('ratio to bare', ratio.toFixed(2), '≥ 0.45')

  const rate = ours / 2
  const halves: { bare: LoadResult; ours: LoadResult }[] = []
  for (let round = 0; round < rounds; round++) {
    halves.push({
      bare: await runLoad({ ...bareLoad, rate }),
      ours: await runLoad({ ...ourLoad, rate }),
    })
  }
  const ourP99 = median(halves.map((pair) => pair.ours.p99Ms))
  const bareP99 = median(halves.map((pair) => pair.bare.p99Ms))
  printRow(
    `p99 at ${whole(rate)}/s`,
    `${ms(ourP99)} (bare ${ms(bareP99)}): ${(ourP99 / bareP99).toFixed(1)} ×`,
    '≤ 3 × bare',
  )
  live.close()
  await bare.stop()
  await hooklens.stop()
}

async function measureLiveLatency(): Promise<void> {
  const hooklens = await startHooklens()
  const bin = await mint(hooklens)
  const latencies: number[] = []
  const live = await watch(hooklens, bin, (receivedAt) => latencies.push(Date.now() - receivedAt))
  await runLoad({
    ...load,
    port: hooklens.port,
    path: `/in/${bin.id}`,
    rate: 1_000,
    connections: 16,
  })
  latencies.sort((a, b) => a - b)
  printRow(
    'arrival → frame at a socket, 1,000/s',
    `p50 ${ms(quantile(latencies, 0.5))}, p99 ${ms(quantile(latencies, 0.99))}`,
    'p50 ≤ 15 ms, p99 ≤ 50 ms',
  )
  live.close()
  await hooklens.stop()
}

async function measureMemory(): Promise<void> {
  const captures = isFull ? 1_000_000 : 100_000
  const hooklens = await startHooklens()
  const bin = await mint(hooklens)
  const live = await read(hooklens, bin)
  const marks: string[] = []
  for (let step = 0; step < 4; step++) {
    await runLoad({
      ...load,
      port: hooklens.port,
      path: `/in/${bin.id}`,
      requests: captures / 4,
      seconds: 120,
    })
    marks.push(`${whole(hooklens.memoryBytes() / 1024 ** 2)}`)
  }
  printRow(`memory during ${whole(captures)} captures, MB`, marks.join(' → '), '≤ 200, flat')
  live.close()
  await hooklens.stop()
}

async function measureStart(): Promise<void> {
  const times: number[] = []
  for (let round = 0; round < 5; round++) {
    const hooklens = await startHooklens()
    times.push(hooklens.readyMs)
    await hooklens.stop()
  }
  printRow('start to ready', ms(median(times)), '≤ 400 ms')
}

async function mint(server: Measured): Promise<MintedBin> {
  const response = await createApiClient(server.url).api.bins.$post({ json: {} })
  return (await response.json()) as MintedBin // It is the first bin of a fresh database.
}

/** A subscriber that only reads its frames: on a machine of two cores, what it did with them would be measured too. */
function read(server: Measured, bin: MintedBin): Promise<{ close(): void }> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api/live`)
    const subscribe = { type: 'subscribe', bin: bin.id, key: bin.ownerKey, after: 0 }
    socket.onopen = () => socket.send(JSON.stringify(subscribe))
    socket.onmessage = () => resolve(socket)
  })
}

/** A subscriber as an open inspector is; resolves when it is subscribed. */
function watch(
  server: Measured,
  bin: MintedBin,
  onRequest: (receivedAt: number) => void,
): Promise<{ close(): void }> {
  return new Promise((resolve, reject) => {
    const client = connectLive({
      url: `${server.url.replace('http', 'ws')}/api/live`,
      onState: () => {},
      fetchFrom: async () => [],
    })
    client.subscribe(
      bin.id,
      { key: bin.ownerKey, after: 0 },
      {
        onRequests: (requests) => {
          for (const { receivedAt } of requests) onRequest(receivedAt)
        },
        onEvent: () => {},
        onSubscribed: () => resolve(client),
        onRefused: (reason) => reject(new Error(reason)),
      },
    )
  })
}
