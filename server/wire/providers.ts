// A sender that Hooklens knows, as the inspector is told of it.

import type { KeyKind } from './secrets.ts'

export interface ProviderInfo {
  /** As in URLs and filters: `github`. */
  readonly id: string
  readonly label: string
  /** The provider's own page about its webhooks. */
  readonly docsUrl: string
  /** How its requests are signed; empty where nothing proves them. */
  readonly schemes: readonly SchemeInfo[]
  /** What the owner enters, the secret or public key first. */
  readonly fields: readonly CredentialFieldInfo[]
  /** Where the capture URL is pasted at the provider. */
  readonly paste: string
  /** Whether a replay of its requests can be signed anew, with a secret of the bin (D5). */
  readonly canSign: boolean
  /** The provider's own library refuses what was signed longer ago; null where no time is signed. */
  readonly toleranceMs: number | null
  /** How it tries again; null where its documentation does not say. */
  readonly retries: RetrySchedule | null
}

/** How a provider tries again, as its documentation has it. */
export interface RetrySchedule {
  /** Seconds between one attempt and the next, for as long as the documentation states them. */
  readonly delays: readonly number[]
  /** How many attempts may follow the first; 0 where it never tries again by itself. Absent where that is not said. */
  readonly most?: number | undefined
  /** Seconds after the first attempt within which all others come. */
  readonly within?: number | undefined
  /** What else is known, in a sentence: «Up to 3 days, ever more rarely.» */
  readonly note?: string | undefined
}

export interface SchemeInfo {
  /** As `POST …/verify` takes it: `hubspot-v3`. */
  readonly id: string
  /** In one line, with code between back quotes. */
  readonly summary: string
  readonly proof: 'secret' | 'public-key'
  /** Which kind of key signs, where one made here may stand in for the provider's own. */
  readonly keyKind?: KeyKind | undefined
}

export interface CredentialFieldInfo {
  /** `secret` and `publicKey` are kept sealed, several at once; any other name is one plain text. */
  readonly name: string
  readonly label: string
  /** Where at the provider it is found. */
  readonly hint: string
  /** What one looks like: `whsec_…`. */
  readonly example?: string | undefined
  readonly isOptional?: boolean | undefined
  /** What counts where nothing is entered. */
  readonly otherwise?: string | undefined
  /** The only texts it may be. */
  readonly choices?: readonly string[] | undefined
}
