// Decides what a sender is answered, and by whom: a handshake, a preflight, a rule, the default, in that order (R1).

import { type Answer, textAnswer } from '../wire/answers.ts'
import type { Filterable } from '../wire/filter/match.ts'
import type { AnswerRecord, RequestState, RuleRecord } from '../wire/requests.ts'
import type { Drip, Ending, Overridable } from '../wire/rules/rules.ts'
import type { CompiledRules } from './compile.ts'
import { isPreflight, preflightHeaders } from './cors.ts'
import { findRule, type RuleHit, type TakeTurn } from './find-rule.ts'
import { delayOf, recordOf, sentStatus } from './performance.ts'
import type { CompiledResponse } from './render.ts'
import type { TemplateValues } from './template.ts'

export interface Decision {
  readonly answer: Answer
  /** The answer where it tells the request's number. */
  readonly answerAs?: (seq: number) => Answer
  /** How it is brought about; absent where it simply goes out. */
  readonly performance?: Performance
  readonly record: Omit<AnswerRecord, 'ms'>
  /** Whether an answer that is passed through may take its place (D9). */
  readonly canYield?: boolean
}

export interface Performance {
  readonly delayMs: number
  readonly drip?: Drip | undefined
  readonly end: Ending
}

const defaultAnswer = textAnswer(200, 'application/json', '{"ok":true}')

/** What of a request decides its answer; header names are lower case. */
export interface Asked {
  readonly method: string
  readonly headers: ReadonlyMap<string, string>
}

/** What a bin has of its own. */
export interface OwnRules {
  readonly rules: CompiledRules
  /** The request as its rules' filters see it. */
  readonly request: Filterable
  readonly takeTurn: TakeTurn
  /** All that a template may ask of the request but its number, its turn, and what is drawn. */
  readonly values: () => Omit<TemplateValues, 'seq' | 'turn' | 'salt'>
  readonly newSalt: () => number
}

/** `handshake` is the provider's answer where the request validates the URL (P3); `own` is absent in a bin without rules. */
export function decideAnswer(
  asked: Asked,
  handshake: Answer | undefined,
  own: OwnRules | undefined,
): Decision {
  if (!own) return withoutRules(asked, handshake)
  const { rules, request, takeTurn } = own
  const before: Overridable | undefined = handshake
    ? 'handshake'
    : isPreflight(asked.method, asked.headers)
      ? 'preflight'
      : undefined
  const { hit, missed } = findRule(rules, request, takeTurn, before)
  const noted: Noted =
    missed.length > 0 ? { rulesVersion: rules.version, missed } : { rulesVersion: rules.version }
  if (hit) return respond(hit.response, own, noted, hit)
  if (!before && rules.fallback) return respond(rules.fallback, own, noted, undefined)
  const decided = withoutRules(asked, handshake)
  return { ...decided, record: { ...decided.record, ...noted } }
}

/** What a record tells of the rules whoever answered. */
type Noted = Pick<AnswerRecord, 'rulesVersion' | 'missed'>

function withoutRules(asked: Asked, handshake: Answer | undefined): Decision {
  if (handshake) {
    return { answer: handshake, record: { status: handshake.status, by: 'handshake' } }
  }
  if (isPreflight(asked.method, asked.headers)) {
    const headers = preflightHeaders(asked.headers)
    const answer = { status: 204, headers, body: new Uint8Array() }
    return { answer, record: { status: 204, by: 'default' } }
  }
  return { answer: defaultAnswer, record: { status: 200, by: 'default' }, canYield: true }
}

/** `hit` is absent where no rule says so, but the bin's default. */
function respond(
  response: CompiledResponse,
  own: OwnRules,
  noted: Noted,
  hit: RuleHit | undefined,
): Decision {
  const turn = hit?.turn ?? 1
  const delayMs = delayOf(response, hit?.rule.rule, turn)
  const { drip, end, fixed } = response
  const performance = delayMs > 0 || drip || end !== 'normal' ? { delayMs, drip, end } : undefined
  const told = {
    status: sentStatus(response),
    by: hit ? 'rule' : 'default',
    ...recordOf(response, delayMs),
    ...(hit && { rule: ruleRecord(hit) }),
    ...noted,
  } as const
  const canYield = !hit?.rule.overrides.has('pass-through')
  const same = performance ? { canYield, performance } : { canYield }
  if (fixed) return { answer: fixed, record: told, ...same }

  const salt = response.needsSalt ? own.newSalt() : 0
  const values = { ...own.values(), turn, salt, seq: 0 }
  const { answer, missing, note } = response.render(values)
  return {
    answer,
    ...same,
    ...(response.needsSeq && {
      answerAs: (seq: number) => response.render({ ...values, seq }).answer,
    }),
    record: {
      ...told,
      ...(note !== undefined && { status: answer.status, note }),
      ...(missing.length > 0 && { missing }),
      ...(response.needsSalt && { salt }),
    },
  }
}

function ruleRecord({ rule, turn, step }: RuleHit): RuleRecord {
  return { id: rule.rule.id, name: rule.name, turn, step, steps: rule.steps.length }
}

/** The answer to a request that did not arrive whole; undefined when nobody is left to read it. */
export function answerToFragment(state: RequestState, reason: string): Decision | undefined {
  switch (state) {
    case 'too-large':
      return errorAnswer(413, 'too-large', reason)
    case 'malformed':
      return errorAnswer(400, 'bad-request', reason)
    default:
      return undefined
  }
}

function errorAnswer(status: number, code: string, message: string): Decision {
  const body = JSON.stringify({ error: { code, message } })
  return {
    answer: textAnswer(status, 'application/json', body),
    record: { status, by: 'default' },
  }
}
