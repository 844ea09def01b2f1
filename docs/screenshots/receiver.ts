// The local server that pictured replays and relays go to. How it answers is in the path.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Receiver {
  readonly url: string
  close(): void
}

/**
 * Answers 200. Below `/silent-for-slack` and `/failing-for-github` not to those; below `/takes-once` a path of GitHub's
 * only once, and Slack's with another body each time.
 */
export async function startReceiver(): Promise<Receiver> {
  const taken = new Set<string>()
  let count = 0
  const server = createServer(({ url = '' }, response) => {
    if (url.startsWith('/silent-for-slack/slack')) return
    const isRefused =
      url.startsWith('/failing-for-github/github') ||
      (url.startsWith('/takes-once/github') && taken.has(url))
    taken.add(url)
    count += 1
    const isCounted = url.startsWith('/takes-once/slack') || url.startsWith('/counted')
    const answer = { received: !isRefused, ...(isCounted ? { order: 1_000 + count } : {}) }
    const status = isRefused ? (url.startsWith('/failing') ? 503 : 409) : 200
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    // A TCP server's address is never text.
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
