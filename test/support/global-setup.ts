// Once before all tests: builds the inspector exactly as it is shipped, and unpacks the browser.

import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { unpackBrowser } from './browser.ts'

export async function setup(): Promise<void> {
  const vite = dirname(createRequire(import.meta.url).resolve('vite/package.json'))
  // A process of its own: in this one everything takes itself for a test.
  const { NODE_ENV: _mode, VITEST: _marker, ...env } = process.env
  const args = [join(vite, 'bin/vite.js'), 'build', '--logLevel', 'warn']
  execFileSync(process.execPath, args, { stdio: 'inherit', env })
  await unpackBrowser()
}
