// Which server a command talks to, and whom it trusts there: the flags that all such commands share.

import type { Flag } from '../flags.ts'
import { httpOrigin } from '../setting-values.ts'

export const serverFlag: readonly [name: string, flag: Flag & { readonly help: string }] = [
  'server',
  {
    value: 'URL',
    help: 'The server that has the bin. Default: HOOKLENS_SERVER, else http://localhost:4665.',
  },
]

export const caFlag: typeof serverFlag = [
  'ca',
  {
    value: 'FILE',
    help: "Also trust the authorities in this PEM file for the server's certificate.",
  },
]

/** The server's origin. Throws a plain Error that says which of the two is wrong. */
export function readServer(
  given: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): string {
  try {
    return httpOrigin(given ?? (env.HOOKLENS_SERVER || 'http://localhost:4665'))
  } catch (error) {
    const source = given === undefined ? 'HOOKLENS_SERVER' : '--server'
    throw new Error(`${source}: ${(error as Error).message}`) // The parser throws nothing else.
  }
}
