// Whether a provider's signature can be made anew, and whether the bin holds a secret for it.

import type { ProviderInfo } from '../../server/wire/providers.ts'
import type { Secrets } from './secrets.ts'

export interface Signer {
  readonly provider: ProviderInfo
  readonly hasSecret: boolean
}

/** Undefined while it is not known, and for whom Hooklens cannot sign. */
export function signerOf(secrets: Secrets, id: string | undefined): Signer | undefined {
  const provider = secrets.providerOf(id)
  if (!provider?.canSign) return undefined
  return { provider, hasSecret: (secrets.heldOf(provider.id)?.secrets.length ?? 0) > 0 }
}
