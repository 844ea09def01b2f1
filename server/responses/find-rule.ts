// Which rule answers a request: the first that matches, whose turn and chance say so (R1, R3).

import type { Filterable } from '../wire/filter/match.ts'
import { eventKeyOf } from '../wire/repeats.ts'
import type { RequestSummary, Turn } from '../wire/requests.ts'
import { type Overridable, type Rule, stepAt } from '../wire/rules/rules.ts'
import type { CompiledRule, CompiledRules } from './compile.ts'
import { draw } from './draw.ts'
import { isOpen } from './gates.ts'
import type { CompiledResponse } from './render.ts'

/** Counts the requests that a rule matched; of those with the same key the how-manieth this is. */
export type TakeTurn = (rule: Rule, key: string) => number

export interface RuleHit {
  readonly rule: CompiledRule
  readonly turn: number
  readonly step: number
  readonly response: CompiledResponse
}

export interface Found {
  readonly hit: RuleHit | undefined
  /** Rules that matched, but whose chance did not strike. */
  readonly missed: readonly Turn[]
}

/** `before` is what answers otherwise: then only rules that come before it are asked. */
export function findRule(
  { rules, refill, keepGates }: CompiledRules,
  request: Filterable,
  takeTurn: TakeTurn,
  before?: Overridable,
): Found {
  refill()
  const marks = keepGates(request)
  const missed: Turn[] = []
  for (let index = 0; index < rules.length; index++) {
    const rule = marks[index] === isOpen ? rules[index] : undefined
    if (!rule || (before && !rule.overrides.has(before))) continue
    if (!rule.predicate.test(request)) continue
    const turn = takeTurn(rule.rule, turnKeyOf(rule.rule, request.summary))
    const step = stepAt(rule.rule, turn)
    const response = rule.steps[step]
    if (!response) continue
    if (strikes(rule.rule, response, turn)) return { hit: { rule, turn, step, response }, missed }
    missed.push({ rule: rule.rule.id, turn })
  }
  return { hit: undefined, missed }
}

/** Whether the chance of a response strikes at a turn: the same for the same seed, whenever it is asked. */
export function strikes({ seed }: Rule, { chance }: CompiledResponse, turn: number): boolean {
  return chance >= 1 || draw(seed, turn, 'chance') < chance
}

/** What of a request says with which others it is counted. */
export type Counted = Pick<
  RequestSummary,
  'method' | 'path' | 'provider' | 'body' | 'state' | 'remoteAddress'
>

/** Requests with the same key are counted together. */
export function turnKeyOf({ per = 'bin' }: Rule, request: Counted): string {
  switch (per) {
    case 'bin':
      return ''
    case 'source':
      return request.remoteAddress
    case 'delivery':
      return deliveryKeyOf(request)
  }
}

/** The event it is an attempt at; of a sender that nobody knows, what it sent. */
function deliveryKeyOf(request: Counted): string {
  const { provider, method, path, body } = request
  const event = eventKeyOf(request)
  return event === undefined
    ? `${method} ${path} ${body.sha256}`
    : `${provider?.id} ${provider?.event} ${path} ${event}`
}
