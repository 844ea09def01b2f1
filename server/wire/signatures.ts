// A signature taken apart, for those who want to see what was signed and what was expected (P2).

export interface SignatureParts {
  /** The scheme's id: `stripe`. */
  readonly scheme: string
  /** In one line: `HMAC-SHA256 of {t}.{body}, hex`. */
  readonly summary: string
  /** The bytes that are signed, the first 64 KiB of them. */
  readonly signedBase64: string
  /** How many are signed in all. */
  readonly signedBytes: number
  /** As they stand in the request, in the provider's encoding. */
  readonly given: readonly string[]
  /** When it was signed, Unix time in milliseconds; null where that is not signed. */
  readonly signedAt: number | null
  /** What each secret of the bin makes of the same bytes; only when asked for, and where there is such a thing. */
  readonly expected?: readonly ExpectedSignature[] | undefined
}

export interface ExpectedSignature {
  /** Of the secret. */
  readonly name: string
  readonly signature: string
  /** Whether it is among those given. */
  readonly isGiven: boolean
}
