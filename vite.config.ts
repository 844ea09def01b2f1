// One configuration for the inspector's build, for development and for the tests.

import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import preact from '@preact/preset-vite'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

/** See test/support/browser.ts. */
const slowness = Number(process.env.HOOKLENS_TEST_SLOWNESS ?? 1)
const serverUrl = 'http://localhost:4665'

export default defineConfig({
  root: 'web',
  plugins: [preact(), blockingScript(), hooklensServer()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2023',
    // All that the first paint needs comes in one file, not in eight that each cost a round trip.
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } },
    },
  },
  server: { proxy: { '/api': { target: serverUrl, ws: true }, '/in': serverUrl } },
  test: {
    root: '.',
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: 'test/support/global-setup.ts',
    // Most tests wait for sockets and disks: two at a time even on two cores.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // No module keeps state of its own, so files may share a process: each would load everything anew.
    isolate: false,
    testTimeout: 30_000 * slowness,
    // A machine under load takes its time.
    expect: { poll: { timeout: 10_000 * slowness } },
    hookTimeout: 60_000 * slowness,
  },
})

/** Nothing is painted before the script has set the theme, so that none flashes. */
function blockingScript(): Plugin {
  return {
    name: 'blocking-script',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html) => html.replace('<script type="module"', '$& blocking="render"'),
    },
  }
}

/** `npm run dev`: the server behind Vite, restarted when its sources change. */
function hooklensServer(): Plugin {
  return {
    name: 'hooklens-server',
    apply: (_config, { command }) => command === 'serve' && !process.env.VITEST,
    configureServer({ httpServer }) {
      const flags = ['--port', new URL(serverUrl).port, '--public-url', serverUrl]
      const child = spawn(
        process.execPath,
        ['--watch', '--watch-preserve-output', 'server/cli/bin.ts', ...flags],
        {
          stdio: 'inherit',
        },
      )
      httpServer?.on('close', () => child.kill())
      process.on('exit', () => child.kill())
    },
  }
}
