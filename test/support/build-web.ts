// Builds the inspector once before the tests, as the server serves the built one.

import { existsSync } from 'node:fs'
import { build } from 'vite'

export async function setup(): Promise<void> {
  if (!existsSync('web/main.tsx')) return
  await build({ configFile: 'vite.config.ts', logLevel: 'warn' })
}
