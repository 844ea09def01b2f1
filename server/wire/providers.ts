// A sender that Hooklens knows, as the inspector is told of it.

export interface ProviderInfo {
  /** As in URLs and filters: `github`. */
  readonly id: string
  readonly label: string
  /** The provider's own page about its webhooks. */
  readonly docsUrl: string
  /** Whether a replay of its requests can be signed anew, with a secret of the bin (D5). */
  readonly canSign: boolean
  /** The provider's own library refuses what was signed longer ago; null where no time is signed. */
  readonly toleranceMs: number | null
}
