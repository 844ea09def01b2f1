// The part of the REST API that is about how a bin answers.

import { createApiClient } from '../server/client/api.ts'
import type { BinId } from '../server/wire/ids.ts'
import type { Rules, RulesChange } from '../server/wire/rules/rules.ts'
import { settle } from './api.ts'

export interface RulesApi {
  get(): Promise<Rules>
  /** What is left out stays. Rejects with `conflict` when `version` is not the newest, with flaws where any are wrong. */
  put(change: RulesChange): Promise<Rules>
  /** The next request that the rule matches is its first. */
  restart(rule: string): Promise<Rules>
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
    async restart(rule) {
      const call = routes[':rule'].restart.$post({ param: { bin, rule } })
      return (await (await settle(call)).json()) as Rules
    },
  }
}
