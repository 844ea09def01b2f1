// The order of the test files: what takes longest comes first, so that no process is left with a long one at the end.

import { statSync } from 'node:fs'
import { relative } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Before all others, in this order. The first of them run while the inspector, which takes a browser, is being built. */
const first = ['test/package.test.ts', 'test/store/', 'test/e2e/', 'test/live/', 'test/capture/']

/** By what is known of them, not by what they took last: a fresh clone is as quick. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const root = this.ctx.config.root
    return files
      .map((file) => ({
        file,
        rank: rankOf(relative(root, file.moduleId)),
        bytes: statSync(file.moduleId).size,
      }))
      .toSorted((a, b) => a.rank - b.rank || b.bytes - a.bytes)
      .map(({ file }) => file)
  }
}

function rankOf(path: string): number {
  const found = first.findIndex((place) => path.startsWith(place))
  return found === -1 ? first.length : found
}
