// A message to be checked, captured or not: the body of `POST …/verify`.

import type { HeaderPair } from './requests.ts'
import type { SecretsExtra } from './secrets.ts'

export interface Verification {
  /** A provider's id, or that of one of its schemes: `hubspot-v3`. */
  readonly scheme: string
  /** Default: what the bin holds of the provider. */
  readonly secret?: string | null | undefined
  readonly publicKey?: string | null | undefined
  readonly extra?: SecretsExtra | null | undefined
  readonly method: string
  readonly url: string
  readonly headers: readonly HeaderPair[]
  readonly bodyBase64: string
  /** When it arrived, Unix time in seconds; default now. */
  readonly at?: number | null | undefined
}
