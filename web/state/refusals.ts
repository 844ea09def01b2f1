// Why a bin can no longer be watched, in words.

import type { RefusedReason } from '../../server/wire/live.ts'

export const refusals: Record<RefusedReason, string> = {
  'not-found': 'There is no such bin. It may have expired or been deleted.',
  'wrong-key': 'The key does not open this bin.',
  deleted: 'Someone who holds its owner key deleted it, with everything in it.',
  expired: 'It was not used for so long that it was deleted, with everything in it.',
  'bad-message': 'The live stream refused this page. Reload it to get the current version.',
}

/** A failure that came without a code. */
export function asUnknown(error: unknown) {
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) }
}
