// Once before all tests: has the inspector built exactly as it is shipped and the browser unpacked, while tests that need
// neither run already; and has Node keep compiled code.

import { execFile } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'
import { webRoot } from '../../server/package.ts'
import { unpackBrowser } from './browser.ts'

export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  // Half of what a process costs to start is compiling, and dozens of the same program are started.
  process.env.NODE_COMPILE_CACHE ??= fileURLToPath(
    new URL('../../node_modules/.cache/compiled', import.meta.url),
  )
  const unwanted = new AbortController()
  const made = [buildInspector(unwanted.signal), unpackBrowser()]
  const told = await tell(Promise.all(made))
  provide('inspectorReady', told.url)
  return async () => {
    told.close()
    unwanted.abort()
    // A browser unpacked by half would be taken for a whole one.
    await Promise.allSettled(made)
  }
}

async function buildInspector(signal: AbortSignal): Promise<void> {
  // A server that starts before it is filled serves it once it is.
  mkdirSync(webRoot, { recursive: true })
  const vite = dirname(createRequire(import.meta.url).resolve('vite/package.json'))
  // A process of its own: in this one everything takes itself for a test.
  const { NODE_ENV: _mode, VITEST: _marker, ...env } = process.env
  const args = [join(vite, 'bin/vite.js'), 'build', '--logLevel', 'warn']
  await promisify(execFile)(process.execPath, args, { env, signal })
}

/** Answers processes that ask once all is ready: then with 200, or with why it will not be. */
async function tell(ready: Promise<unknown>): Promise<{ url: string; close(): void }> {
  // Those who ask are told; where nobody does it does not matter.
  ready.catch(() => {})
  const server = createServer((_request, response) => {
    ready.then(
      () => response.end(),
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // A TCP server that listens has one.
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { url: `http://127.0.0.1:${port}`, close }
}
