// How a bin answers its senders, as its owner sets it.

/** The local server's own answer goes to the sender if a relay brings it within this time (D9). */
export interface PassThrough {
  readonly timeoutMs: number
}

export interface BinRules {
  readonly passThrough: PassThrough | null
}

export const leastPassThroughMs = 100
/** Senders give up sooner or later; most within half a minute. */
export const mostPassThroughMs = 120_000
