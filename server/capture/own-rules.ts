// A request just read, as the rules of its bin see it.

import type { CompiledRules } from '../responses/compile.ts'
import type { OwnRules } from '../responses/decide.ts'
import type { NewRequest } from '../store/store.ts'
import type { Answer } from '../wire/answers.ts'
import { withBody } from '../wire/filter/match.ts'
import { newSummary } from '../wire/new-summary.ts'
import type { AnswerRecord } from '../wire/requests.ts'
import type { RuleTurns } from './rule-turns.ts'

export interface OwnRulesOptions {
  readonly rules: CompiledRules
  readonly turns: RuleTurns
  /** What the request's provider wants answered, if it validates the URL. */
  readonly handshake: Answer | undefined
  /** Unix time in milliseconds of the answer. */
  readonly at: number
  readonly newSalt: () => number
}

export type Unanswered = Omit<NewRequest, 'response'>

export function ownRulesOf(request: Unanswered, options: OwnRulesOptions): OwnRules {
  const { rules, turns, handshake, at, newSalt } = options
  const { bin, headers, trailers, body } = request
  return {
    rules,
    request: {
      // It has no number; but that it is a handshake is known.
      summary: newSummary(request, 0, handshake ? handshakeRecord(handshake) : null),
      headers,
      trailers,
      ...withBody(body),
    },
    takeTurn: turns.take,
    values: () => ({ ...request, bin, at }),
    newSalt,
  }
}

function handshakeRecord({ status }: Answer): AnswerRecord {
  return { status, by: 'handshake', ms: 0 }
}
