// How a bin answers its senders, as its owner sets it.

/** The local server's own answer goes to the sender if a relay brings it within this time (D9). */
export interface PassThrough {
  readonly timeoutMs: number
}

export interface BinRules {
  readonly passThrough: PassThrough | null
  /** Whether the bin answers a provider that only wants to validate its URL as the provider demands (P3). */
  readonly handshakes: boolean
}

/** The body of `PUT …/rules`: what is left out stays. */
export type RulesChange = { readonly [Name in keyof BinRules]?: BinRules[Name] | undefined }

export const leastPassThroughMs = 100
/** Senders give up sooner or later; most within half a minute. */
export const mostPassThroughMs = 120_000
