// Puts many requests into a bin at once, past the network: for what only shows in a bin that is full.

import { join } from 'node:path'
import { openStore } from '../../server/store/open.ts'
import type { NewRequest } from '../../server/store/store.ts'
import type { MintedBin } from '../../server/wire/bins.ts'
import type { BinId } from '../../server/wire/ids.ts'
import { startTestServer, type TestServer, temporaryFolder } from './server.ts'

/** A server with one bin that has `count` requests. */
export async function startFilledServer(
  count: number,
): Promise<{ server: TestServer; bin: MintedBin }> {
  const db = join(await temporaryFolder(), 'test.db')
  const before = await startTestServer({ db })
  const bin = await before.mint()
  await before.close()
  const limits = { requestsPerBin: 1e6, bytesPerBin: 1e10, totalBytes: 1e10 }
  const store = await openStore(db, { limits })
  for (let done = 0; done < count; done += 5_000) {
    const batch = Math.min(5_000, count - done)
    await store.append(
      Array.from({ length: batch }, (_, index) => captured(bin.id, done + index + 1)),
    )
  }
  await store.close()
  const server = await startTestServer({ db, maxRequestsPerBin: 1e6 })
  return { server, bin }
}

function captured(bin: BinId, n: number): NewRequest {
  const body = Buffer.from(`{"n":${n}}`)
  return {
    bin,
    receivedAt: Date.UTC(2026, 0, 1) + n,
    durationMs: 1,
    method: 'POST',
    target: `/in/${bin}/n/${n}`,
    path: `/n/${n}`,
    query: '',
    httpVersion: '1.1',
    headers: [['Content-Type', 'application/json']],
    trailers: [],
    remoteAddress: '127.0.0.1',
    state: 'complete',
    body,
    sha256: '0f'.repeat(32),
    contentType: 'application/json',
    contentEncoding: null,
    provider: null,
    signature: null,
    gist: null,
    response: { status: 200, by: 'default', ms: 0.4 },
  }
}
