// The known providers and what the bin holds of each, shared by all that shows or changes it. Never holds a secret.

import { type ReadonlySignal, signal } from '@preact/signals'
import type { ProviderInfo } from '../../server/wire/providers.ts'
import type { ProviderSecrets, SecretsChange, SecretsExtra } from '../../server/wire/secrets.ts'
import { messageOf } from '../api.ts'
import type { DeliveryApi } from '../delivery-api.ts'

export interface Secrets {
  readonly providers: ReadonlySignal<readonly ProviderInfo[]>
  /** Why they could not be fetched. */
  readonly problem: ReadonlySignal<string>
  /** Fetches what is not here yet. */
  want(): void
  providerOf(id: string | undefined): ProviderInfo | undefined
  /** Undefined until it is known, and for those who only read. */
  heldOf(provider: string): ProviderSecrets | undefined
  /** What is left out stays, each extra for itself; an empty extra is taken away. Rejects with the API's reason. */
  change(provider: string, change: SecretsChange): Promise<void>
  removeAll(provider: string): Promise<void>
}

type SecretsApi = Pick<
  DeliveryApi,
  'listProviders' | 'listSecrets' | 'setSecrets' | 'removeSecrets'
>

export interface SecretsDeps {
  readonly api: SecretsApi
  /** The view key does not even list them. */
  readonly isOwner: boolean
}

export function createSecrets({ api, isOwner }: SecretsDeps): Secrets {
  const providers = signal<readonly ProviderInfo[]>([])
  const held = signal<readonly ProviderSecrets[] | undefined>(undefined)
  const problem = signal('')
  let isAsked = false

  function want(): void {
    if (isAsked) return
    isAsked = true
    Promise.all([api.listProviders(), isOwner ? api.listSecrets() : undefined]).then(
      ([known, secrets]) => {
        held.value = secrets
        providers.value = known
        problem.value = ''
      },
      (error: unknown) => {
        isAsked = false
        problem.value = messageOf(error)
      },
    )
  }

  function heldOf(provider: string): ProviderSecrets | undefined {
    const all = held.value
    const found = all?.find((one) => one.provider === provider)
    return found ?? (all && { provider, secrets: [], extra: {} })
  }

  function take(changed: ProviderSecrets): void {
    const others = (held.peek() ?? []).filter(({ provider }) => provider !== changed.provider)
    held.value = [...others, changed]
  }

  return {
    providers,
    problem,
    want,
    providerOf: (id) => providers.value.find((provider) => provider.id === id),
    heldOf,
    async change(provider, { secrets, extra }) {
      const merged = extra && withoutEmpty({ ...heldOf(provider)?.extra, ...extra })
      const given = { ...(secrets ? { secrets } : {}), ...(merged ? { extra: merged } : {}) }
      take(await api.setSecrets(provider, given))
    },
    async removeAll(provider) {
      await api.removeSecrets(provider)
      take({ provider, secrets: [], extra: {} })
    },
  }
}

function withoutEmpty(extra: SecretsExtra): SecretsExtra {
  return Object.fromEntries(Object.entries(extra).filter(([, value]) => value !== ''))
}
