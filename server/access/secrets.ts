// The secrets a bin holds of its providers: sealed before they are stored, opened only to check or to sign.

import type { SealedSecrets, Store } from '../store/store.ts'
import { AppError } from '../wire/errors.ts'
import type { BinId } from '../wire/ids.ts'
import type { ProviderSecrets, SecretsChange, SecretsExtra } from '../wire/secrets.ts'
import { seal, unseal } from './sealing.ts'
import type { SecretKey } from './secret-key.ts'

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
  readonly key: SecretKey
  readonly now: () => number
}

export function createSecrets({ store, key, now }: SecretsOptions): Secrets {
  function opened(sealed: Uint8Array, bytes: Uint8Array, bin: BinId, provider: string): string {
    const unsealed = unseal(bytes, placeOf(bin, provider), sealed)
    if (unsealed.type === 'text') return unsealed.text
    throw unsealed.type === 'other-key' ? cannotOpen(otherKey(key.place)) : damaged(provider)
  }

  async function keyBytes(): Promise<Uint8Array> {
    const bytes = await key.read().catch((cause) => Promise.reject(cannotOpen(cause)))
    if (!bytes) throw cannotOpen(lostKey(key.place))
    return bytes
  }

  async function summaryOf(bin: BinId, provider: string): Promise<ProviderSecrets> {
    const found = (await store.listSecrets(bin)).find((held) => held.provider === provider)
    return found ? withoutSealed(found) : { provider, secrets: [], extra: {} }
  }

  return {
    list: async (bin) => (await store.listSecrets(bin)).map(withoutSealed),

    async replace(bin, provider, { secrets, extra }) {
      const createdAt = now()
      const place = placeOf(bin, provider)
      const bytes = secrets?.length
        ? await key.readOrMake().catch((cause) => Promise.reject(cannotSeal(cause)))
        : undefined
      const sealed = secrets?.map(({ name = '', secret }) => ({
        name,
        createdAt,
        sealed: bytes ? seal(bytes, place, secret) : new Uint8Array(),
      }))
      const change = { ...(sealed ? { secrets: sealed } : {}), ...(extra ? { extra } : {}) }
      return (await store.setSecrets(bin, provider, change)) ? summaryOf(bin, provider) : undefined
    },

    async open(bin) {
      const held = await store.listSecrets(bin)
      const bytes = held.some(({ secrets }) => secrets.length > 0) ? await keyBytes() : undefined
      return new Map(
        held.map(({ provider, secrets, extra }) => {
          const credentials = secrets.map(({ name, sealed }) => ({
            name,
            secret: bytes ? opened(sealed, bytes, bin, provider) : '',
          }))
          return [provider, { credentials, extra }] as const
        }),
      )
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

/** Where a server keeps its key is no business of those who hold bins on it: it stands in the cause, for the log. */
function cannotOpen(cause: unknown): AppError {
  return new AppError(
    'unavailable',
    "The server cannot open this bin's secrets: the key they are sealed with is missing or is another one. Its log says where; set the secrets anew, or have the key put back.",
    { cause },
  )
}

function cannotSeal(cause: unknown): AppError {
  return new AppError(
    'unavailable',
    'The server cannot seal secrets, so nothing was stored: its key for them cannot be read or made. Its log says why.',
    { cause },
  )
}

function lostKey(place: string): Error {
  return new Error(`The key that secrets are sealed with is missing: ${place}. Put the file back.`)
}

function otherKey(place: string): Error {
  return new Error(
    `Secrets are sealed with another key than the one in ${place}. Put the right key back.`,
  )
}

function damaged(provider: string): AppError {
  return new AppError(
    'unavailable',
    `The stored secret of ${provider} is damaged and cannot be opened. Set it anew.`,
  )
}
