// Secrets of providers, kept per bin: written and replaced, never read back.

/** What may be known of a stored secret. */
export interface SecretSummary {
  /** Given by the user to tell several apart: `test`, `old`. */
  readonly name: string
  readonly createdAt: number
}

/** The secrets a bin holds of one provider, the one to sign with first. */
export interface ProviderSecrets {
  readonly provider: string
  readonly secrets: readonly SecretSummary[]
}

/** The body of `PUT …/secrets/:provider`: replaces all of that provider. */
export interface SecretsChange {
  readonly secrets: readonly { readonly name?: string; readonly secret: string }[]
}

export const mostSecretsPerProvider = 10
export const longestSecret = 8_192
