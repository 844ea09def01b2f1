// The `hooklens` command within the test's own process: quicker, where the way a process ends is not in question.

import { run, type Terminal } from '../../server/cli/run.ts'
import type { Ended } from './child.ts'

export async function runHere(
  args: readonly string[],
  { env = {} }: { readonly env?: Terminal['env'] } = {},
): Promise<Ended> {
  let stdout = ''
  let stderr = ''
  const code = await run(args, {
    env,
    stdout: {
      write: (text) => {
        stdout += text
      },
    },
    stderr: {
      write: (text) => {
        stderr += text
      },
    },
    on: () => {},
  })
  return { code, stdout, stderr }
}
