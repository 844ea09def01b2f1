// What a request would be answered by rules that are only being written: no turn is counted, and chances are taken to
// strike.

import type { Answer } from '../wire/answers.ts'
import { type Filterable, withBody } from '../wire/filter/match.ts'
import type { CapturedRequest } from '../wire/requests.ts'
import { type Rule, type RuleResponse, type RuleSet, stepsOf } from '../wire/rules/rules.ts'
import type { ToldAnswer } from '../wire/told-answers.ts'
import { compileRules } from './compile.ts'
import { decideAnswer } from './decide.ts'
import { explainAnswer } from './explain.ts'
import type { TakeTurn } from './find-rule.ts'
import type { Foretold } from './reasons.ts'
import { describeSent, named } from './retell.ts'

export interface Foretelling {
  /** As it was captured; it is taken to come again, at `at`. */
  readonly request: CapturedRequest
  readonly body: Uint8Array
  readonly bin: string
  readonly at: number
  readonly set: RuleSet
  /** The provider's answer, where the request validates the URL. */
  readonly handshake: Answer | undefined
  /** What the bin does besides its rules. */
  readonly foretold: Foretold
  /** The turn a rule would have next. */
  readonly nextTurn: TakeTurn
}

export function foretellAnswer(foretelling: Foretelling): Omit<ToldAnswer, 'rules'> {
  const { request, body, bin, at, set, foretold, nextTurn } = foretelling
  const handshake = foretold.handshakes ? foretelling.handshake : undefined
  const decision = decideAnswer(
    { method: request.method, headers: named(request.headers) },
    handshake,
    {
      rules: compileRules({ ...set, rules: set.rules.map(withoutChances) }),
      request: filterable(request, body, handshake),
      takeTurn: nextTurn,
      values: () => ({ ...request, body, bin, contentType: request.body.contentType, at }),
      // The same ones each time, as long as one writes.
      newSalt: () => request.seq,
    },
  )
  const answer = { ...decision.record, ms: 0 }
  const made = decision.answerAs?.(request.seq) ?? decision.answer
  return {
    answer,
    candidates: explainAnswer({
      ...{ request: filterable(request, body), answer, set, foretold },
      validates: foretelling.handshake ? 'yes' : 'no',
    }),
    sent: describeSent(made, request, answer),
  }
}

/** As rules' filters see it. */
export function filterable(
  request: CapturedRequest,
  body: Uint8Array,
  handshake?: Answer | undefined,
): Filterable {
  const { headers, trailers } = request
  const response = handshake
    ? ({ status: handshake.status, by: 'handshake', ms: 0 } as const)
    : null
  return { summary: { ...request, response }, headers, trailers, ...withBody(body) }
}

function withoutChances(rule: Rule): Rule {
  return { ...rule, then: stepsOf(rule).map(withoutChance) }
}

function withoutChance({ chance: _, ...response }: RuleResponse): RuleResponse {
  return response
}
