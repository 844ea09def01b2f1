// The secrets a bin holds of its providers: sealed before they are stored, opened only to check or to sign.

import type { SealedSecret, SealedSecrets, Store } from '../store/store.ts'
import { AppError } from '../wire/errors.ts'
import type { BinId } from '../wire/ids.ts'
import {
  type GivenSecret,
  isSampleSecret,
  mostSecretsPerProvider,
  type ProviderSecrets,
  type SecretPatch,
  type SecretsExtra,
  sampleSecretName,
} from '../wire/secrets.ts'
import { isDevelopmentKey } from './development-keys.ts'
import type { Sealer } from './sealer.ts'

export interface OpenSecret {
  readonly name: string
  readonly secret: string
}

/** Those that change something resolve to what is held then, and to undefined when there is no such bin. */
export interface Secrets {
  list(bin: BinId): Promise<readonly ProviderSecrets[]>
  /** Replaces what is given; empty lists delete. */
  replace(bin: BinId, provider: string, change: Replacement): Promise<ProviderSecrets | undefined>
  /**
   * After the others, or before them to sign with it; but before those made for samples, which make room. Throws
   * `bad-request` when there are too many.
   */
  add(
    bin: BinId,
    provider: string,
    given: GivenSecret,
    place: 'first' | 'last',
  ): Promise<ProviderSecrets | undefined>
  /** Unless there is one already: one made here, to sign samples with. */
  addSample(bin: BinId, provider: string, secret: string): Promise<ProviderSecrets | undefined>
  /** Throws `not-found` when there is none at that position; 0 is the one to sign with. */
  remove(bin: BinId, provider: string, position: number): Promise<ProviderSecrets | undefined>
  /** Names it, or moves it to another position; throws as above. */
  change(
    bin: BinId,
    provider: string,
    position: number,
    change: SecretPatch,
  ): Promise<ProviderSecrets | undefined>
  /** All of the bin, by provider. Rejects with `unavailable` when the key is wrong or lost; the cause says where it is. */
  open(bin: BinId): Promise<OpenSecrets>
  /** The same to check with: what cannot be opened is left out, reported, and the provider said to be locked. */
  openForChecks(bin: BinId): Promise<OpenSecrets>
}

export interface Replacement {
  readonly secrets?: readonly GivenSecret[] | undefined
  readonly extra?: SecretsExtra | undefined
}

export type OpenSecrets = ReadonlyMap<string, OpenCredentials>

export interface OpenCredentials {
  /** The one to sign with first. */
  readonly credentials: readonly OpenSecret[]
  readonly extra: SecretsExtra
  /** There are more, which cannot be opened. */
  readonly isLocked?: true
}

export interface SecretsOptions {
  readonly store: Pick<Store, 'listSecrets' | 'setSecrets' | 'changeSecrets'>
  readonly sealer: Sealer
  readonly now: () => number
  /** Something cannot be opened to check with; the cause says where the key should be. */
  readonly onLocked?: (error: unknown) => void
}

export function createSecrets(options: SecretsOptions): Secrets {
  const { store, sealer, now, onLocked = () => {} } = options

  /** Keys made here are no provider's. */
  async function listed(bin: BinId): Promise<readonly SealedSecrets[]> {
    const all = await store.listSecrets(bin)
    return all.filter(({ provider }) => !isDevelopmentKey(provider))
  }

  async function summaryOf(bin: BinId, provider: string): Promise<ProviderSecrets> {
    const found = (await store.listSecrets(bin)).find((held) => held.provider === provider)
    return found ? withoutSealed(found) : { provider, secrets: [], extra: {} }
  }

  async function sealed(
    bin: BinId,
    provider: string,
    given: readonly GivenSecret[],
  ): Promise<readonly SealedSecret[]> {
    const createdAt = now()
    const texts = given.map(({ secret }) => secret)
    const all = await sealer.seal(placeOf(bin, provider), texts)
    return all.map((bytes, index) => ({ name: given[index]?.name ?? '', createdAt, sealed: bytes }))
  }

  async function opened(
    bin: BinId,
    { provider, secrets }: SealedSecrets,
  ): Promise<readonly OpenSecret[]> {
    const texts = await sealer.open(
      placeOf(bin, provider),
      secrets.map((one) => one.sealed),
    )
    return secrets.map(({ name }, index) => ({ name, secret: texts[index] ?? '' }))
  }

  async function changed(
    bin: BinId,
    provider: string,
    change: Parameters<Store['changeSecrets']>[2],
  ): Promise<ProviderSecrets | undefined> {
    const isThere = await store.changeSecrets(bin, provider, change)
    return isThere ? summaryOf(bin, provider) : undefined
  }

  return {
    list: async (bin) => (await listed(bin)).map(withoutSealed),

    async replace(bin, provider, { secrets, extra }) {
      const kept = secrets && (await sealed(bin, provider, secrets))
      const change = { ...(kept ? { secrets: kept } : {}), ...(extra ? { extra } : {}) }
      return (await store.setSecrets(bin, provider, change)) ? summaryOf(bin, provider) : undefined
    },

    async add(bin, provider, given, place) {
      const added = await sealed(bin, provider, [given])
      return changed(bin, provider, (held) => {
        const real = held.filter((one) => !isSampleSecret(one))
        const isFull = held.length >= mostSecretsPerProvider
        if (isFull && real.length === held.length) throw tooMany()
        const others = isFull ? real : held
        if (place === 'first') return [...added, ...others]
        const samplesAt = others.findIndex(isSampleSecret)
        return others.toSpliced(samplesAt < 0 ? others.length : samplesAt, 0, ...added)
      })
    },

    async addSample(bin, provider, secret) {
      const added = await sealed(bin, provider, [{ name: sampleSecretName, secret }])
      return changed(bin, provider, (held) => (held.length === 0 ? added : held))
    },

    async remove(bin, provider, position) {
      return changed(bin, provider, (held) => {
        if (position >= held.length) throw noSecret(provider, position)
        return held.toSpliced(position, 1)
      })
    },

    async change(bin, provider, position, { name, position: to = position }) {
      return changed(bin, provider, (held) => {
        const found = held[position]
        if (!found || to >= held.length) throw noSecret(provider, found ? to : position)
        const renamed = { ...found, name: name ?? found.name }
        return held.toSpliced(position, 1).toSpliced(to, 0, renamed)
      })
    },

    async open(bin) {
      const open = new Map<string, OpenCredentials>()
      for (const held of await listed(bin)) {
        const { provider, extra } = held
        open.set(provider, { credentials: await opened(bin, held), extra })
      }
      return open
    },

    async openForChecks(bin) {
      const open = new Map<string, OpenCredentials>()
      for (const held of await listed(bin)) {
        const { provider, extra } = held
        const each = await Promise.allSettled(
          held.secrets.map((one) => opened(bin, { ...held, secrets: [one] })),
        )
        const credentials = each.flatMap((one) => (one.status === 'fulfilled' ? one.value : []))
        const [failed] = each.filter((one) => one.status === 'rejected')
        if (failed) onLocked(failed.reason)
        open.set(provider, { credentials, extra, ...(failed ? { isLocked: true } : {}) })
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

function tooMany(): AppError {
  return new AppError(
    'bad-request',
    `A provider has at most ${mostSecretsPerProvider} secrets. Delete one that is no longer used.`,
  )
}

function noSecret(provider: string, position: number): AppError {
  return new AppError('not-found', `There is no secret of ${provider} at position ${position}.`)
}
