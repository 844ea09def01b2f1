// The `hooklens` command within the test's own process: quicker, where the way a process ends is not in question.

import type { Readable } from 'node:stream'
import { run, type Terminal } from '../../server/cli/run.ts'
import type { Ended } from './child.ts'

export async function runHere(
  args: readonly string[],
  { env = {}, stdin }: { readonly env?: Terminal['env']; readonly stdin?: Readable } = {},
): Promise<Ended> {
  let stdout = ''
  let stderr = ''
  const code = await run(args, {
    env,
    ...(stdin ? { stdin } : {}),
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
