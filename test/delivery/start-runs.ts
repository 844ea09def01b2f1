// Starting runs and watching them, and a target that does as it is told.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import type { MintedBin } from '../../server/wire/bins.ts'
import type { Run, RunOptions, RunWithOutcomes } from '../../server/wire/runs.ts'
import { call } from '../support/call.ts'
import { subscribeTo, type TestSubscriber } from '../support/live.ts'
import { post } from '../support/post.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

export async function setUp(count: number, server?: TestServer) {
  const started = server ?? (await startTestServer())
  const bin = await started.mint()
  for (let n = 1; n <= count; n++) await post(`${bin.captureUrl}/n/${n}`, `{"n":${n}}`)
  return { server: started, bin, live: subscribeTo(started, bin) }
}

export function start(
  server: TestServer,
  { id, ownerKey: key }: MintedBin,
  json: Partial<RunOptions>,
) {
  return call(server, `POST /bins/${id}/replays`, { key, json })
}

export async function read(
  server: TestServer,
  { id, viewKey: key }: MintedBin,
  run: string,
): Promise<RunWithOutcomes> {
  return (await call(server, `GET /bins/${id}/replays/${run}`, { key })).json
}

/** Resolves with a run once it is as wanted. */
export async function until(
  live: TestSubscriber,
  isWanted: (run: Run) => boolean = ({ state }) => state !== 'running',
): Promise<Run> {
  return live.until((events) => {
    const runs = events.flatMap((event) => (event.type === 'run' ? [event.run] : []))
    return runs.find(isWanted)
  })
}

/** A developer's server that does with requests what the test wants. */
export async function startTarget(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
) {
  const server = createServer((request, response) => {
    request.resume()
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo // A TCP server that listens has one.
  return `http://localhost:${port}`
}
