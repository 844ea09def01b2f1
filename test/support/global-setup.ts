// Once before all tests: builds the inspector exactly as it is shipped, unpacks the browser, and has Node keep compiled code.

import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { unpackBrowser } from './browser.ts'

export async function setup(): Promise<void> {
  // Half of what a process costs to start is compiling, and dozens of the same program are started.
  process.env.NODE_COMPILE_CACHE ??= fileURLToPath(
    new URL('../../node_modules/.cache/compiled', import.meta.url),
  )
  const vite = dirname(createRequire(import.meta.url).resolve('vite/package.json'))
  // A process of its own: in this one everything takes itself for a test.
  const { NODE_ENV: _mode, VITEST: _marker, ...env } = process.env
  const args = [join(vite, 'bin/vite.js'), 'build', '--logLevel', 'warn']
  execFileSync(process.execPath, args, { stdio: 'inherit', env })
  await unpackBrowser()
}
