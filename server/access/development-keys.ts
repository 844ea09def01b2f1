// Key pairs made here, one per bin and provider, that stand in for the private key a provider never shows: what is
// replayed signed with it is accepted by a receiver that is given its public half.

import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { Store } from '../store/store.ts'
import type { BinId } from '../wire/ids.ts'
import type { DevelopmentKey, KeyKind } from '../wire/secrets.ts'
import type { Sealer } from './sealer.ts'

export interface DevelopmentKeys {
  /** In place of the one there was; undefined when there is no such bin. */
  make(bin: BinId, provider: string, kind: KeyKind): Promise<DevelopmentKey | undefined>
  get(bin: BinId, provider: string): Promise<DevelopmentKey | undefined>
  /** All of the bin, with the provider they stand in for. */
  list(bin: BinId): Promise<readonly (DevelopmentKey & { readonly provider: string })[]>
  remove(bin: BinId, provider: string): Promise<void>
  /** The private key as PEM (PKCS #8), to sign with. */
  open(bin: BinId, provider: string): Promise<string | undefined>
}

export interface DevelopmentKeysOptions {
  readonly store: Pick<Store, 'listSecrets' | 'setSecrets'>
  readonly sealer: Sealer
  readonly now: () => number
}

export function createDevelopmentKeys({
  store,
  sealer,
  now,
}: DevelopmentKeysOptions): DevelopmentKeys {
  async function opened(bin: BinId, provider: string) {
    const held = (await store.listSecrets(bin)).find((one) => one.provider === idOf(provider))
    const [kept] = held?.secrets ?? []
    if (!kept) return undefined
    const [privateKey] = await sealer.open(placeOf(bin, provider), [kept.sealed])
    return privateKey === undefined ? undefined : { privateKey, createdAt: kept.createdAt }
  }

  return {
    async make(bin, provider, kind) {
      const { privateKey } = generate(kind)
      const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
      const createdAt = now()
      const [sealed = new Uint8Array()] = await sealer.seal(placeOf(bin, provider), [pem])
      const secrets = [{ name: kind, createdAt, sealed }]
      const isKept = await store.setSecrets(bin, idOf(provider), { secrets })
      return isKept ? present(pem, createdAt) : undefined
    },

    async get(bin, provider) {
      const key = await opened(bin, provider)
      return key && present(key.privateKey, key.createdAt)
    },

    async list(bin) {
      const held = (await store.listSecrets(bin)).filter((one) => isDevelopmentKey(one.provider))
      const found = held.map(async ({ provider: id }) => {
        const provider = id.slice(mark.length)
        const key = await opened(bin, provider)
        return key ? [{ provider, ...present(key.privateKey, key.createdAt) }] : []
      })
      return (await Promise.all(found)).flat()
    },

    async remove(bin, provider) {
      await store.setSecrets(bin, idOf(provider), { secrets: [] })
    },

    async open(bin, provider) {
      return (await opened(bin, provider))?.privateKey
    },
  }
}

const mark = 'development key: '

/** Whether an entry among the secrets is one of these. */
export function isDevelopmentKey(provider: string): boolean {
  return provider.startsWith(mark)
}

function idOf(provider: string): string {
  return mark + provider
}

function placeOf(bin: BinId, provider: string): string {
  return `development key for ${provider} in ${bin}`
}

function generate(kind: KeyKind): { readonly privateKey: KeyObject } {
  switch (kind) {
    case 'ed25519':
      return generateKeyPairSync('ed25519')
    case 'ec':
      return generateKeyPairSync('ec', { namedCurve: 'P-256' })
    case 'rsa':
      return generateKeyPairSync('rsa', { modulusLength: 2048 })
  }
}

/** The public half in every form that receivers ask for. */
function present(privateKey: string, createdAt: number): DevelopmentKey {
  const key = createPublicKey(createPrivateKey(privateKey))
  const der = key.export({ type: 'spki', format: 'der' })
  const jwk = key.export({ format: 'jwk' })
  const raw = jwk.crv === 'Ed25519' && jwk.x ? Buffer.from(jwk.x, 'base64url') : undefined
  return {
    createdAt,
    pem: key.export({ type: 'spki', format: 'pem' }).toString(),
    base64: der.toString('base64'),
    jwk: JSON.stringify(jwk),
    ...(raw ? { hex: raw.toString('hex'), whpk: `whpk_${raw.toString('base64')}` } : {}),
  }
}
