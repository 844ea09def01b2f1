// The command that connects a relay to a bin, as a user would type it. Pure.

import type { Bin } from '../../server/wire/bins.ts'
import { quote } from '../../server/wire/formats/shell.ts'

/** To the target used last, or to the port that most people's server has. */
export function listenCommand(
  { id, captureUrl }: Pick<Bin, 'id' | 'captureUrl'>,
  target = '3000',
): string {
  return `hooklens listen ${quote(target)} --bin ${id} --server ${quote(new URL(captureUrl).origin)}`
}
