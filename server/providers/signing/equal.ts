// The one place where a given value is compared with a secret one, in a time that tells nothing of either.

import { hash, timingSafeEqual } from 'node:crypto'

/** Digests have the same length whatever the values, so that not even the length of a secret shows. */
export function isEqual(given: string, expected: string): boolean {
  return timingSafeEqual(hash('sha256', given, 'buffer'), hash('sha256', expected, 'buffer'))
}
