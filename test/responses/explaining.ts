// What a stored request is told about its answer, asked in few words.

import { explainAnswer } from '../../server/responses/explain.ts'
import type { Explained } from '../../server/responses/reasons.ts'
import { type Filterable, withBody } from '../../server/wire/filter/match.ts'
import type { AnswerRecord } from '../../server/wire/requests.ts'
import type { Rule } from '../../server/wire/rules/rules.ts'
import { request as sample } from '../wire/filter/match-sample.ts'

const { body = () => new Uint8Array(), ...rest } = sample
export const request: Filterable = { ...rest, ...withBody(body()) }

export function rule(more: Partial<Rule> = {}): Rule {
  return { id: 'r', name: '', when: '', then: {}, seed: 1, after: 0, ...more }
}

export const byDefault: AnswerRecord = { status: 200, by: 'default', ms: 1 }

export function byRule(more: Partial<NonNullable<AnswerRecord['rule']>> = {}): AnswerRecord {
  return {
    ...{ status: 500, by: 'rule', ms: 1 },
    rule: { id: 'r', name: 'R', turn: 1, step: 0, steps: 1, ...more },
  }
}

export function explain(more: Partial<Explained> & { readonly rules?: readonly Rule[] } = {}) {
  const { rules = [], ...explained } = more
  const set = { version: 1, rules, default: null }
  return explainAnswer({ request, answer: byDefault, set, validates: 'no', ...explained })
}

/** `outcome: why` of the one at this place among the rules. */
export function ofRule(explained: Parameters<typeof explain>[0], place = 1): string {
  const found = explain(explained).find((one) => one.place === place)
  return `${found?.outcome}: ${found?.why}`
}

export function of(type: string, explained: Parameters<typeof explain>[0]): string {
  const found = explain(explained).find((one) => one.type === type)
  return `${found?.outcome}: ${found?.why}`
}
