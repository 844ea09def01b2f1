// The part of the REST API that is about how requests are delivered. Apart from `api.ts`, whose code the first paint needs.

import { createApiClient } from '../server/client/api.ts'
import type { DeliveryWay, DeliveryWithBody } from '../server/wire/deliveries.ts'
import type { BinId, Seq } from '../server/wire/ids.ts'
import type { ProviderInfo } from '../server/wire/providers.ts'
import type { WayChoice } from '../server/wire/relay.ts'
import type { BinRules, RulesChange } from '../server/wire/rules/rules.ts'
import type {
  AddedSecret,
  ProviderSecrets,
  SecretPatch,
  SecretsChange,
} from '../server/wire/secrets.ts'
import type { SignedMessage, Signing } from '../server/wire/sign.ts'
import type { SignatureParts } from '../server/wire/signatures.ts'
import type { Checking } from '../server/wire/verdicts.ts'
import { settle } from './api.ts'

export interface DeliveryApi {
  /** How a replay would go; rejects when the target is none. */
  findWay(target: string, via: DeliveryWay | undefined, signal: AbortSignal): Promise<WayChoice>
  listProviders(): Promise<readonly ProviderInfo[]>
  /** Those of providers of which there are any. */
  listSecrets(): Promise<readonly ProviderSecrets[]>
  /** In place of all of that provider. */
  setSecrets(provider: string, change: SecretsChange): Promise<ProviderSecrets>
  removeSecrets(provider: string): Promise<void>
  addSecret(provider: string, added: AddedSecret): Promise<ProviderSecrets>
  /** Names the one at `position`, or moves it. */
  changeSecret(provider: string, position: number, patch: SecretPatch): Promise<ProviderSecrets>
  removeSecret(provider: string, position: number): Promise<ProviderSecrets>
  /** Those under way. */
  listRechecks(): Promise<readonly Checking[]>
  cancelRecheck(provider: string): Promise<Checking>
  /** `isExpected`: and what the secrets of the bin make of it. */
  getSignature(seq: Seq, isExpected: boolean): Promise<SignatureParts>
  /** Fetches the URL in a request that validates the webhook. */
  confirm(seq: Seq): Promise<DeliveryWithBody>
  fetchKey(seq: Seq): Promise<ProviderSecrets>
  keepSecret(seq: Seq): Promise<ProviderSecrets>
  /** As the provider would, now. */
  sign(message: Signing): Promise<SignedMessage>
  getRules(): Promise<BinRules>
  setRules(rules: RulesChange): Promise<BinRules>
}

export function createDeliveryApi(origin: string, bin: BinId, key: string): DeliveryApi {
  const { api } = createApiClient(origin, key)
  const routes = api.bins[':bin']
  const param = { bin }
  const requestAt = routes.requests[':seq']
  const of = (seq: Seq) => ({ bin, seq: String(seq) })
  const secretAt = routes.secrets[':provider'][':position']
  const at = (provider: string, position: number) => ({
    ...{ bin, provider },
    position: String(position),
  })
  return {
    async findWay(target, via, signal) {
      const query = via === undefined ? { target } : { target, via }
      const answer = await settle(routes.way.$get({ param, query }, { init: { signal } }))
      return (await answer.json()) as WayChoice
    },
    async listProviders() {
      const answer = await settle(api.providers.$get())
      return (await answer.json()).providers
    },
    async listSecrets() {
      const answer = await settle(routes.secrets.$get({ param }))
      return ((await answer.json()) as { providers: readonly ProviderSecrets[] }).providers
    },
    async setSecrets(provider, json) {
      const call = routes.secrets[':provider'].$put({ param: { bin, provider }, json })
      return (await (await settle(call)).json()) as ProviderSecrets
    },
    async removeSecrets(provider) {
      await settle(routes.secrets[':provider'].$delete({ param: { bin, provider } }))
    },
    async addSecret(provider, json) {
      const call = routes.secrets[':provider'].$post({ param: { bin, provider }, json })
      return (await (await settle(call)).json()) as ProviderSecrets
    },
    async changeSecret(provider, position, json) {
      const call = secretAt.$patch({ param: at(provider, position), json })
      return (await (await settle(call)).json()) as ProviderSecrets
    },
    async removeSecret(provider, position) {
      const call = secretAt.$delete({ param: at(provider, position) })
      return (await (await settle(call)).json()) as ProviderSecrets
    },
    async listRechecks() {
      const answer = await settle(routes.rechecks.$get({ param }))
      return ((await answer.json()) as { rechecks: readonly Checking[] }).rechecks
    },
    async cancelRecheck(provider) {
      const call = routes.rechecks[':provider'].$delete({ param: { bin, provider } })
      return (await (await settle(call)).json()) as Checking
    },
    async getSignature(seq, isExpected) {
      const query = isExpected ? { expected: '1' as const } : {}
      const call = requestAt.signature.$get({ param: of(seq), query })
      return (await (await settle(call)).json()) as SignatureParts
    },
    async confirm(seq) {
      const call = requestAt.confirm.$post({ param: of(seq) })
      return (await (await settle(call)).json()) as DeliveryWithBody
    },
    async fetchKey(seq) {
      const call = requestAt['fetch-key'].$post({ param: of(seq) })
      return (await (await settle(call)).json()) as ProviderSecrets
    },
    async keepSecret(seq) {
      const call = requestAt['keep-secret'].$post({ param: of(seq) })
      return (await (await settle(call)).json()) as ProviderSecrets
    },
    async sign(json) {
      return (await (await settle(routes.sign.$post({ param, json }))).json()) as SignedMessage
    },
    async getRules() {
      return (await (await settle(routes.rules.$get({ param }))).json()) as BinRules
    },
    async setRules(json) {
      return (await (await settle(routes.rules.$put({ param, json }))).json()) as BinRules
    },
  }
}
