// Which providers' signatures can be made anew, and whether the bin holds a secret for it.

import { signal } from '@preact/signals'
import type { ProviderInfo } from '../../server/wire/providers.ts'
import type { DeliveryApi } from '../delivery-api.ts'

export interface Signer {
  readonly provider: ProviderInfo
  readonly hasSecret: boolean
}

export interface Signing {
  /** Undefined while it is not known, and for whom Hooklens cannot sign. */
  signerOf(provider: string | undefined): Signer | undefined
}

export function createSigning(api: Pick<DeliveryApi, 'listProviders' | 'listSecrets'>): Signing {
  const signers = signal<readonly Signer[]>([])
  Promise.all([api.listProviders(), api.listSecrets()]).then(
    ([providers, secrets]) => {
      const held = new Set(secrets.flatMap((one) => (one.secrets.length > 0 ? one.provider : [])))
      signers.value = providers
        .filter(({ canSign }) => canSign)
        .map((provider) => ({ provider, hasSecret: held.has(provider.id) }))
    },
    () => {}, // Without it requests are sent as they were signed.
  )
  return { signerOf: (id) => signers.value.find(({ provider }) => provider.id === id) }
}
