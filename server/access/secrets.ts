// The secrets a bin holds of its providers: sealed before they are stored, opened only to check or to sign.

import type { SealedSecrets, Store } from '../store/store.ts'
import type { BinId } from '../wire/ids.ts'
import type { ProviderSecrets, SecretsChange, SecretsExtra } from '../wire/secrets.ts'
import { isDevelopmentKey } from './development-keys.ts'
import type { Sealer } from './sealer.ts'

export interface OpenSecret {
  readonly name: string
  readonly secret: string
}

export interface Secrets {
  list(bin: BinId): Promise<readonly ProviderSecrets[]>
  /** Replaces what is given; empty lists delete. Undefined when there is no such bin. */
  replace(bin: BinId, provider: string, change: SecretsChange): Promise<ProviderSecrets | undefined>
  /** All of the bin, by provider. Rejects with `unavailable` when the key is wrong or lost; the cause says where it is. */
  open(bin: BinId): Promise<OpenSecrets>
}

export type OpenSecrets = ReadonlyMap<string, OpenCredentials>

export interface OpenCredentials {
  /** The one to sign with first. */
  readonly credentials: readonly OpenSecret[]
  readonly extra: SecretsExtra
}

export interface SecretsOptions {
  readonly store: Pick<Store, 'listSecrets' | 'setSecrets'>
  readonly sealer: Sealer
  readonly now: () => number
}

export function createSecrets({ store, sealer, now }: SecretsOptions): Secrets {
  /** Keys made here are no provider's. */
  async function listed(bin: BinId): Promise<readonly SealedSecrets[]> {
    const all = await store.listSecrets(bin)
    return all.filter(({ provider }) => !isDevelopmentKey(provider))
  }

  async function summaryOf(bin: BinId, provider: string): Promise<ProviderSecrets> {
    const found = (await store.listSecrets(bin)).find((held) => held.provider === provider)
    return found ? withoutSealed(found) : { provider, secrets: [], extra: {} }
  }

  return {
    list: async (bin) => (await listed(bin)).map(withoutSealed),

    async replace(bin, provider, { secrets, extra }) {
      const createdAt = now()
      const texts = secrets?.map(({ secret }) => secret)
      const sealed = texts && (await sealer.seal(placeOf(bin, provider), texts))
      const kept = sealed?.map((bytes, index) => ({
        name: secrets?.[index]?.name ?? '',
        createdAt,
        sealed: bytes,
      }))
      const change = { ...(kept ? { secrets: kept } : {}), ...(extra ? { extra } : {}) }
      return (await store.setSecrets(bin, provider, change)) ? summaryOf(bin, provider) : undefined
    },

    async open(bin) {
      const open = new Map<string, OpenCredentials>()
      for (const { provider, secrets, extra } of await listed(bin)) {
        const sealed = secrets.map((one) => one.sealed)
        const texts = await sealer.open(placeOf(bin, provider), sealed)
        const credentials = secrets.map(({ name }, index) => ({ name, secret: texts[index] ?? '' }))
        open.set(provider, { credentials, extra })
      }
      return open
    },
  }
}

function withoutSealed({ provider, secrets, extra }: SealedSecrets): ProviderSecrets {
  return {
    provider,
    secrets: secrets.map(({ name, createdAt }) => ({ name, createdAt })),
    extra,
  }
}

/** A sealed secret copied to another bin or provider does not open there. */
function placeOf(bin: BinId, provider: string): string {
  return `secret of ${provider} in ${bin}`
}
