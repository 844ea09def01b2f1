// How the tests are run: beside the inspector's build, which a package is made with and this is not part of.

import { availableParallelism } from 'node:os'
import { defineConfig, mergeConfig } from 'vitest/config'
import { LongestFirst } from './test/support/longest-first.ts'
import build from './vite.config.ts'

/** See test/support/browser.ts. */
const slowness = Number(process.env.HOOKLENS_TEST_SLOWNESS ?? 1)

export default mergeConfig(
  build,
  defineConfig({
    test: {
      root: '.',
      include: ['test/**/*.test.{ts,tsx}'],
      globalSetup: 'test/support/global-setup.ts',
      sequence: { sequencer: LongestFirst },
      // Most tests wait for sockets and disks: two at a time even on two cores.
      maxWorkers: Math.max(2, availableParallelism() - 1),
      // No module keeps state of its own, so files may share a process: each would load everything anew.
      isolate: false,
      testTimeout: 30_000 * slowness,
      // A machine under load takes its time.
      expect: { poll: { timeout: 10_000 * slowness } },
      hookTimeout: 60_000 * slowness,
    },
  }),
)
