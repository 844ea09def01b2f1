// The part of the REST API that finds out how senders sign, and makes the keys that stand in for theirs.

import { createApiClient } from '../server/client/api.ts'
import type { BinId, Seq } from '../server/wire/ids.ts'
import type { DevelopmentKey, SecretsExtra } from '../server/wire/secrets.ts'
import { settle } from './api.ts'

/** A way of signing that fits a request. */
export interface Guess {
  /** A known provider, or `custom`. */
  readonly provider: string
  readonly label: string
  readonly summary: string
  readonly extra: SecretsExtra
}

export interface ProvidersKey extends DevelopmentKey {
  readonly provider: string
}

export interface SigningApi {
  /** The likeliest first. The secret is not kept. */
  guess(seq: Seq, secret: string): Promise<readonly Guess[]>
  listDevelopmentKeys(): Promise<readonly ProvidersKey[]>
  /** In place of the one there was. */
  makeDevelopmentKey(provider: string): Promise<DevelopmentKey>
  removeDevelopmentKey(provider: string): Promise<void>
}

export function createSigningApi(origin: string, bin: BinId, key: string): SigningApi {
  const routes = createApiClient(origin, key).api.bins[':bin']
  const developmentKey = routes.secrets[':provider']['development-key']
  return {
    async guess(seq, secret) {
      const param = { bin, seq: String(seq) }
      const call = routes.requests[':seq'].guess.$post({ param, json: { secret } })
      return ((await (await settle(call)).json()) as { guesses: readonly Guess[] }).guesses
    },
    async listDevelopmentKeys() {
      const answer = await settle(routes['development-keys'].$get({ param: { bin } }))
      return ((await answer.json()) as { keys: readonly ProvidersKey[] }).keys
    },
    async makeDevelopmentKey(provider) {
      const answer = await settle(developmentKey.$post({ param: { bin, provider } }))
      return (await answer.json()) as DevelopmentKey
    },
    async removeDevelopmentKey(provider) {
      await settle(developmentKey.$delete({ param: { bin, provider } }))
    },
  }
}
