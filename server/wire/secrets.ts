// Secrets of providers, kept per bin: written and replaced, never read back.

/** What may be known of a stored secret. */
export interface SecretSummary {
  /** Given by the user to tell several apart: `test`, `old`. */
  readonly name: string
  readonly createdAt: number
}

/**
 * What a secret is called that the server made to sign samples with, and nobody else knows. Whatever it does not fit was
 * signed with the real one, which is missing. Renamed, it counts as one of the sender's.
 */
export const sampleSecretName = 'Sample, made here'

export function isSampleSecret({ name }: { readonly name: string }): boolean {
  return name === sampleSecretName
}

/** What a bin holds of one provider: secrets and public keys, the one to sign with first. */
export interface ProviderSecrets {
  readonly provider: string
  readonly secrets: readonly SecretSummary[]
  readonly extra: SecretsExtra
}

/** What else it takes to check a signature, and is no secret: `url`, `webhookId`. */
export type SecretsExtra = Readonly<Record<string, string>>

/** The body of `PUT …/secrets/:provider`. What is given replaces what there was; what is left out stays. */
export interface SecretsChange {
  readonly secrets?: readonly GivenSecret[] | undefined
  /** In short for a list of one, without a name. */
  readonly secret?: string | undefined
  readonly publicKey?: string | undefined
  readonly extra?: SecretsExtra | undefined
}

/** The body of `POST …/secrets/:provider`: one more; as the first it signs from now on. */
export interface AddedSecret {
  readonly name?: string | undefined
  readonly secret?: string | undefined
  readonly publicKey?: string | undefined
  readonly first?: boolean | undefined
}

/** A name, or a place among the others: the one at position 0 signs. */
export interface SecretPatch {
  readonly name?: string | undefined
  readonly position?: number | undefined
}

export interface GivenSecret {
  readonly name?: string
  readonly secret: string
}

export const mostSecretsPerProvider = 10
export const longestSecret = 8_192
export const mostExtras = 20
export const longestExtra = 2_048

export type KeyKind = 'ed25519' | 'ec' | 'rsa'

/** The public half of a key pair made for a bin, to give to one's own receiver. */
export interface DevelopmentKey {
  readonly createdAt: number
  /** SubjectPublicKeyInfo. */
  readonly pem: string
  /** The same in DER, without armour. */
  readonly base64: string
  /** A JSON Web Key, as text. */
  readonly jwk: string
  /** The 32 bytes of an Ed25519 key, as Discord shows them. */
  readonly hex?: string | undefined
  /** The same as Standard Webhooks writes them. */
  readonly whpk?: string | undefined
}
