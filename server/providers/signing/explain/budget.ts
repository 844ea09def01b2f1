// How much may be tried to explain one mismatch: counted in bytes, so that the same message always gets the same answer.

import type { Effort } from '../check.ts'

export interface Budget {
  /** Larger bodies are not rewritten. */
  readonly maxBodyBytes: number
  /** Whether the work may be done; from the first refusal on it never may. */
  take(bytes: number): boolean
  /** Notes that something was left out without asking. */
  cut(): void
  /** Whether anything was left out. */
  readonly isCut: boolean
}

/** What one keyed hash costs besides its bytes: some 4 µs, in which 4 KiB would be hashed. */
export const hashCost = 4 * 1024
/** What comparing with one signature costs: 1 µs. */
export const compareCost = 1024
/** What checking with a public key costs: 40 µs for RSA, up to 170 µs for Ed25519. */
export const publicKeyCost = 48 * 1024

const limits: Readonly<Record<Effort, { readonly bytes: number; readonly maxBodyBytes: number }>> =
  {
    none: { bytes: 0, maxBodyBytes: 0 },
    inline: { bytes: 256 * 1024, maxBodyBytes: 64 * 1024 },
    thorough: { bytes: 24 * 1024 * 1024, maxBodyBytes: 1024 * 1024 },
  }

export function budgetFor(effort: Effort): Budget {
  const { bytes: most, maxBodyBytes } = limits[effort]
  let left = most
  let isCut = false
  return {
    maxBodyBytes,
    take(bytes) {
      left -= bytes
      if (left < 0) isCut = true
      return left >= 0
    },
    cut() {
      isCut = true
    },
    get isCut() {
      return isCut
    },
  }
}
