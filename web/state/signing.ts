// Whether a provider's signature can be made anew, and what the bin lacks to do it.

import type { ProviderInfo } from '../../server/wire/providers.ts'
import { isSampleSecret } from '../../server/wire/secrets.ts'
import type { DevelopmentKeys } from './development-keys.ts'
import type { Secrets } from './secrets.ts'

export interface Signer {
  readonly provider: ProviderInfo
  /** What it takes: each of these alone is enough. */
  readonly signsWith: readonly SigningKey[]
  readonly isReady: boolean
}

/** A secret shared with the provider, or a key made here in place of the provider's own. */
export type SigningKey = 'secret' | 'development-key'

/** Undefined while it is not known, and for whom Hooklens cannot sign. */
export function signerOf(
  secrets: Secrets,
  keys: DevelopmentKeys,
  id: string | undefined,
): Signer | undefined {
  const provider = secrets.providerOf(id)
  if (!provider?.canSign) return undefined
  const signsWith = signingKeysOf(provider)
  // No receiver knows a secret that was made for samples.
  const held = (secrets.heldOf(provider.id)?.secrets ?? []).filter((one) => !isSampleSecret(one))
  if (signsWith.includes('secret') && held.length > 0) return { provider, signsWith, isReady: true }
  if (!signsWith.includes('development-key')) return { provider, signsWith, isReady: false }
  const key = keys.of(provider.id)
  return key.type === 'loading' ? undefined : { provider, signsWith, isReady: key.type === 'held' }
}

export function signingKeysOf({ schemes, canSign }: ProviderInfo): readonly SigningKey[] {
  if (!canSign) return []
  const has = (proof: 'secret' | 'public-key') => schemes.some((scheme) => scheme.proof === proof)
  const hasKey = schemes.some(({ keyKind }) => keyKind !== undefined)
  return [
    ...(has('secret') ? ['secret' as const] : []),
    ...(hasKey ? ['development-key' as const] : []),
  ]
}
