// The inspector's build, and its development behind the server.

import { spawn } from 'node:child_process'
import preact from '@preact/preset-vite'
import { defineConfig, type Plugin } from 'vite'

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
      // On a busy machine it tells whoever starts the product how long its plugins took.
      checks: { bundlerTimings: false },
      output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } },
    },
  },
  server: { proxy: { '/api': { target: serverUrl, ws: true }, '/in': serverUrl } },
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
