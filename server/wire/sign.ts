// A message to be signed as its provider would: the body of `POST …/sign`, and what comes of it.

import type { HeaderPair } from './requests.ts'

export interface Signing {
  /** A provider's id, or that of one of its schemes: `hubspot-v3`. */
  readonly scheme: string
  readonly method: string
  /** As configured at the provider, with its query. */
  readonly url: string
  readonly headers: readonly HeaderPair[]
  readonly bodyBase64: string
  /** Where the bin holds no secret of the provider, one is made, kept and used. */
  readonly makesSecret?: boolean | undefined
}

/** Some sign in the query, and some in the body. */
export interface SignedMessage {
  readonly url: string
  readonly headers: readonly HeaderPair[]
  readonly bodyBase64: string
}
