// The part of the REST API that is about how a bin answers.

import { createApiClient } from '../server/client/api.ts'
import type { BinId, Seq } from '../server/wire/ids.ts'
import type { Rules, RulesChange } from '../server/wire/rules/rules.ts'
import type { ToldAnswer } from '../server/wire/told-answers.ts'
import { settle } from './api.ts'

export interface RulesApi {
  get(): Promise<Rules>
  /** What is left out stays. Rejects with `conflict` when `version` is not the newest, with flaws where any are wrong. */
  put(change: RulesChange): Promise<Rules>
  /** The next request that the rule matches is its first. */
  restart(rule: string): Promise<Rules>
  /** Rejects with flaws where the rules have any. */
  preview(wanted: PreviewOptions, signal: AbortSignal): Promise<ToldAnswer>
}

export interface PreviewOptions extends Pick<RulesChange, 'rules' | 'default'> {
  /** The request; without one, the newest. */
  readonly seq?: Seq | undefined
  /** Without one, the next of the rule that answers. */
  readonly turn?: number | undefined
}

export function createRulesApi(origin: string, bin: BinId, key: string): RulesApi {
  const routes = createApiClient(origin, key).api.bins[':bin'].rules
  const param = { bin }
  return {
    async get() {
      return (await (await settle(routes.$get({ param }))).json()) as Rules
    },
    async put(json) {
      return (await (await settle(routes.$put({ param, json }))).json()) as Rules
    },
    async preview(json, signal) {
      const call = routes.preview.$post({ param, json }, { init: { signal } })
      return (await (await settle(call)).json()) as ToldAnswer
    },
    async restart(rule) {
      const call = routes[':rule'].restart.$post({ param: { bin, rule } })
      return (await (await settle(call)).json()) as Rules
    },
  }
}
