import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { subscribeTo } from '../support/live.ts'
import { post } from '../support/post.ts'
import { startTestServer } from '../support/server.ts'

test('[D3] [D7] a replay whose caller hangs up is cancelled and recorded as that', async () => {
  const server = await startTestServer()
  const bin = await server.mint()
  const live = subscribeTo(server, bin)
  await post(bin.captureUrl, '{}')
  const target = await startSilentServer()
  const caller = new AbortController()

  const replay = fetch(`${server.url}/api/bins/${bin.id}/requests/1/replay`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${bin.ownerKey}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ target: target.url }),
    signal: caller.signal,
  })
  await target.asked
  caller.abort()

  await expect(replay).rejects.toThrow('aborted')
  const { delivery } = await live.event('delivered')
  expect(delivery.outcome).toMatchObject({ type: 'error', code: 'cancelled' })
})

/** A developer's server that sits in a breakpoint. */
async function startSilentServer(): Promise<{ url: string; asked: Promise<void> }> {
  let ask = () => {}
  const asked = new Promise<void>((resolve) => {
    ask = resolve
  })
  const server = createServer(() => ask())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo // A TCP server that listens has one.
  return { url: `http://localhost:${port}`, asked }
}
