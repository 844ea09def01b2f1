// The known providers and what the bin holds of each, shared by all that shows or changes it. Never holds a secret.

import { type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { Seq } from '../../server/wire/ids.ts'
import type { ProviderInfo } from '../../server/wire/providers.ts'
import type {
  GivenSecret,
  ProviderSecrets,
  SecretPatch,
  SecretSummary,
  SecretsExtra,
} from '../../server/wire/secrets.ts'
import type { SignedMessage, Signing } from '../../server/wire/sign.ts'
import type { Checking } from '../../server/wire/verdicts.ts'
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
  /** The changes reject with the API's reason. */
  enter(provider: string, entered: Entered): Promise<void>
  changeOne(provider: string, one: HeldSecret, patch: SecretPatch): Promise<void>
  removeOne(provider: string, one: HeldSecret): Promise<void>
  cancelCheck(provider: string): Promise<void>
  /** With the secret there is, or else with one made for samples. */
  sign(message: Signing): Promise<SignedMessage>
  /** Keeps what a request offers: the key it names, or the secret it hands over. */
  accept(seq: Seq, what: 'key' | 'secret'): Promise<void>
}

/** A secret as it was seen: by the time it is changed, a change before may have moved it. */
export interface HeldSecret {
  readonly secret: SecretSummary
  readonly position: number
}

export interface Entered {
  readonly secrets: readonly GivenSecret[]
  /** What becomes of the secrets there are. */
  readonly others: 'replaced' | 'before' | 'after'
  /** Each for itself; an empty one is taken away. */
  readonly extra: SecretsExtra
}

export interface SecretsDeps {
  readonly api: Pick<
    DeliveryApi,
    | 'listProviders'
    | 'listSecrets'
    | 'setSecrets'
    | 'addSecret'
    | 'changeSecret'
    | 'removeSecret'
    | 'listRechecks'
    | 'cancelRecheck'
    | 'fetchKey'
    | 'keepSecret'
    | 'sign'
  >
  readonly checking: Signal<ReadonlyMap<string, Checking>>
  /** The view key does not even list them. */
  readonly isOwner: boolean
}

export function createSecrets({ api, checking, isOwner }: SecretsDeps): Secrets {
  const providers = signal<readonly ProviderInfo[]>([])
  const held = signal<readonly ProviderSecrets[] | undefined>(undefined)
  const problem = signal('')
  let isAsked = false

  async function load(): Promise<void> {
    const [known, secrets, rechecks] = await Promise.all([
      api.listProviders(),
      isOwner ? api.listSecrets() : undefined,
      api.listRechecks(),
    ])
    held.value = secrets
    providers.value = known
    problem.value = ''
    // What the live stream has told meanwhile is newer.
    const earlier = rechecks.map((one) => [one.provider, one] as const)
    checking.value = new Map([...earlier, ...checking.peek()])
  }

  function heldOf(provider: string): ProviderSecrets | undefined {
    const all = held.value
    const found = all?.find((one) => one.provider === provider)
    return found ?? (all && { provider, secrets: [], extra: {} })
  }

  async function take(change: Promise<ProviderSecrets>): Promise<void> {
    const changed = await change
    const others = (held.peek() ?? []).filter(({ provider }) => provider !== changed.provider)
    held.value = [...others, changed]
  }

  let latest: Promise<unknown> = Promise.resolve()

  /** The API goes by positions, which the change before may have moved. */
  function afterOthers(
    provider: string,
    one: HeldSecret,
    change: (position: number) => Promise<ProviderSecrets>,
  ): Promise<void> {
    const changed = latest.then(() => {
      const position = findPosition(heldOf(provider)?.secrets ?? [], one)
      if (position === undefined) throw new Error('This secret is no longer there.')
      return take(change(position))
    })
    latest = changed.catch(() => {})
    return changed
  }

  return {
    providers,
    problem,
    want() {
      if (isAsked) return
      isAsked = true
      load().catch((error: unknown) => {
        isAsked = false
        problem.value = messageOf(error)
      })
    },
    providerOf: (id) => providers.value.find((provider) => provider.id === id),
    heldOf,
    async enter(provider, { secrets, others, extra }) {
      const { secrets: there = [], extra: before = {} } = heldOf(provider) ?? {}
      const isAdding = others !== 'replaced' && there.length > 0
      const change = {
        ...(secrets.length > 0 && !isAdding ? { secrets } : {}),
        ...(Object.keys(extra).length > 0 ? { extra: withoutEmpty({ ...before, ...extra }) } : {}),
      }
      if (Object.keys(change).length > 0) await take(api.setSecrets(provider, change))
      if (!isAdding) return
      for (const secret of secrets) {
        await take(api.addSecret(provider, { ...secret, first: others === 'after' }))
      }
    },
    changeOne: (provider, one, patch) =>
      afterOthers(provider, one, (position) => api.changeSecret(provider, position, patch)),
    removeOne: (provider, one) =>
      afterOthers(provider, one, (position) => api.removeSecret(provider, position)),
    accept: (seq, what) => take(what === 'key' ? api.fetchKey(seq) : api.keepSecret(seq)),
    async sign(message) {
      const signed = await api.sign({ ...message, makesSecret: true })
      if (isAsked) held.value = await api.listSecrets()
      return signed
    },
    async cancelCheck(provider) {
      const ended = await api.cancelRecheck(provider)
      checking.value = new Map(checking.peek()).set(provider, ended)
    },
  }
}

function findPosition(
  held: readonly SecretSummary[],
  { secret, position }: HeldSecret,
): number | undefined {
  const isIt = (one: SecretSummary | undefined) =>
    one?.createdAt === secret.createdAt && one.name === secret.name
  if (isIt(held[position])) return position
  const found = held.findIndex(isIt)
  return found === -1 ? undefined : found
}

function withoutEmpty(extra: SecretsExtra): SecretsExtra {
  return Object.fromEntries(Object.entries(extra).filter(([, value]) => value !== ''))
}
