// The relay beside plain sends: how fast requests get from a bin to a local server, and what both processes hold.
// `npm run bench:relay`; needs a build.

import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApiClient } from '../server/client/api.ts'
import { startListening, userEnv } from '../test/support/listen.ts'
import { post, postMany } from '../test/support/post.ts'
import { median } from './measure.ts'
import { residentBytes, startHooklens } from './processes.ts'
import { printHead, printRow, whole } from './table.ts'

const requests = 2_000
const body = JSON.stringify({ text: 'x'.repeat(2_000) })
const cleanUps: (() => void)[] = []
process.on('exit', () => {
  for (const cleanUp of cleanUps) cleanUp()
})

const local = await startLocal()
printHead()
await measurePlainSends()
for (const concurrency of [1, 8]) await measureRelay(concurrency)
local.close()
process.exit()

/** What the local server takes when one client sends one request after the other, each on a connection of its own. */
async function measurePlainSends(): Promise<void> {
  const rates: number[] = []
  for (let round = 0; round < 3; round++) {
    const startedAt = performance.now()
    for (let n = 0; n < requests; n++) await post(`${local.url}/n/${n}`, body)
    rates.push((requests / (performance.now() - startedAt)) * 1_000)
  }
  printRow('plain sends, one at a time', `${whole(median(rates))}/s`, '')
}

async function measureRelay(concurrency: number): Promise<void> {
  const hooklens = await startHooklens()
  const folder = await mkdtemp(join(tmpdir(), 'hooklens-bench-'))
  const minted = await createApiClient(hooklens.url).api.bins.$post({ json: {} })
  if (!minted.ok) throw new Error(`Minting answered ${minted.status}.`)
  const bin = await minted.json()
  await postMany(`${hooklens.url}/in/${bin.id}`, requests)

  const done = local.sees(requests)
  const startedAt = performance.now()
  const args = [`${local.port}`, '--server', hooklens.url, '--bin', bin.id]
  const flags = ['--since', 'all', '--concurrency', `${concurrency}`]
  const env = { ...userEnv(folder), HOOKLENS_KEY: bin.ownerKey }
  const relay = startListening([...args, ...flags], env, {
    cleanUp: (work) => cleanUps.push(work),
  })
  await relay.ready()
  const readyAt = performance.now()
  await done
  const rate = (requests / (performance.now() - readyAt)) * 1_000
  const memory = [hooklens.memoryBytes(), residentBytes(relay.command.process.pid ?? 0)]
  printRow(
    `relay, ${concurrency} at a time, from the first to the last`,
    `${whole(rate)}/s, connected after ${whole(readyAt - startedAt)} ms`,
    '',
  )
  printRow(
    'memory of server and relay then, MB',
    memory.map((bytes) => whole(bytes / 1024 ** 2)).join(', '),
    '',
  )
  relay.command.process.kill('SIGINT')
  await relay.command.ended()
  await hooklens.stop()
  await rm(folder, { recursive: true, force: true })
}

async function startLocal() {
  let count = 0
  let waiting = { count: 0, resolve: () => {} }
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.end('ok')
      count += 1
      if (count === waiting.count) waiting.resolve()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // A TCP server that listens has one.
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    /** Resolves when so many more have come. */
    sees: (more: number) =>
      new Promise<void>((resolve) => {
        waiting = { count: count + more, resolve }
      }),
    close: () => server.close(),
  }
}
