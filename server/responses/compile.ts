// A bin's rules made ready, so that each request costs little: filters parsed, bodies encoded, what rules out most
// requests at hand.

import { createPredicate, type FilterPredicate } from '../wire/filter/match.ts'
import { parseFilter } from '../wire/filter/parse.ts'
import { compileWithin, type RegexWork } from '../wire/filter/regex.ts'
import type { RegexCompiler } from '../wire/filter/syntax.ts'
import { type Overridable, type Rule, type RuleSet, stepsOf } from '../wire/rules/rules.ts'
import { titleOf } from '../wire/rules/title.ts'
import { createGateKeeper, type GateKeeper, type Gates, gatesOf } from './gates.ts'
import { type CompiledResponse, compileResponse } from './render.ts'

export interface CompiledRules {
  readonly version: number
  /** In their order, without those that are off. */
  readonly rules: readonly CompiledRule[]
  /** Rules out most of them at once, by their index. */
  readonly keepGates: GateKeeper
  /** Called before a request is looked at: its regular expressions may do so much, and no more (A6). */
  readonly refill: () => void
  /** What answers when nothing else does; undefined is the product's own. */
  readonly fallback: CompiledResponse | undefined
}

export interface CompiledRule {
  readonly rule: Rule
  readonly name: string
  readonly predicate: FilterPredicate
  /** What a request must have, or not have, for the predicate to be worth asking. */
  readonly gates: Gates
  readonly steps: readonly CompiledResponse[]
  readonly overrides: ReadonlySet<Overridable>
}

/** The event loop is not held for longer than a fiftieth of a second, however many rules a bin has. */
export const workPerRequest = 100_000

/** A rule that no longer compiles is left out: what was valid when it was saved may not be so to a later program. */
export function compileRules(set: RuleSet): CompiledRules {
  const work: RegexWork = { left: 0 }
  const compileRegex = compileWithin(work)
  const rules = set.rules.flatMap((rule) => {
    const compiled = rule.off ? undefined : compileRule(rule, compileRegex)
    return compiled ? [compiled] : []
  })
  return {
    version: set.version,
    rules,
    keepGates: createGateKeeper(rules.map(({ gates }) => gates)),
    refill: () => {
      work.left = workPerRequest
    },
    fallback: set.default ? compileResponse(set.default) : undefined,
  }
}

export function compileRule(rule: Rule, compileRegex: RegexCompiler): CompiledRule | undefined {
  const parsed = parseFilter(rule.when, compileRegex)
  if (parsed.type === 'error') return undefined
  return {
    rule,
    name: titleOf(rule),
    // Times seen from now are refused when a rule is saved.
    predicate: createPredicate(parsed.filter, { now: 0, compileRegex }),
    gates: gatesOf(parsed.filter),
    steps: stepsOf(rule).map(compileResponse),
    overrides: new Set(rule.overrides),
  }
}
