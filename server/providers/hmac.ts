// The keyed hash that most providers sign with: the same bytes whether a signature is made or checked.

import { createHmac } from 'node:crypto'

export type HmacAlgorithm = 'sha1' | 'sha256' | 'sha384' | 'sha512'

/** Over the parts one behind the other; texts are UTF-8. */
export function hmac(
  algorithm: HmacAlgorithm,
  key: string | Uint8Array,
  ...parts: readonly (string | Uint8Array)[]
): Buffer {
  const hash = createHmac(algorithm, key)
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** As most providers state the time in what they sign. */
export function unixSeconds(ms: number): string {
  return String(Math.floor(ms / 1000))
}
