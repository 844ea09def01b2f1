// A bin as the API shows it, its keys and its limits.

import type { BinId, Seq } from './ids.ts'

/** Bounds of one bin (C6); sizes in bytes. */
export interface BinLimits {
  readonly bodyBytes: number
  readonly requests: number
  readonly bytes: number
  /** A throwaway bin is deleted this long after its last use; null means never. */
  readonly expiresAfterMs: number | null
}

/** What a key allows: `owner` manages, `view` only reads (A1). */
export type Access = 'owner' | 'view'

export interface Bin {
  readonly id: BinId
  readonly name: string
  readonly createdAt: number
  readonly lastUsedAt: number
  readonly expiresAt: number | null
  /** Declared at start by the operator: never expires (C8). */
  readonly persistent: boolean
  readonly captureUrl: string
  readonly inspectUrl: string
  /** The lowest seq still kept; `lastSeq + 1` when there is none. */
  readonly firstSeq: Seq
  /** The highest seq ever given; 0 before the first request. */
  readonly lastSeq: Seq
  /** Counts every change that is not a capture: marks, deletions, deliveries, settings. */
  readonly rev: number
  readonly requests: number
  readonly bytes: number
  readonly limits: BinLimits
  readonly access: Access
}

/** The answer to minting a bin: the only time its keys are shown. */
export interface MintedBin extends Bin {
  readonly ownerKey: string
  readonly viewKey: string
}

export const ownerKeyPrefix = 'hlo_'
export const viewKeyPrefix = 'hlv_'
