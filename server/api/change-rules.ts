// Makes a bin's next rules of those it has and what is given: checked, and with what the server adds. Pure but for chance.

import { isDeepStrictEqual } from 'node:util'
import { newRuleId, newSeed } from '../access/keys.ts'
import { templateFlaw } from '../responses/template.ts'
import { AppError } from '../wire/errors.ts'
import { compileRegex } from '../wire/filter/regex.ts'
import type { Seq } from '../wire/ids.ts'
import { type FlawPath, rulesFlaws } from '../wire/rules/flaws.ts'
import type { GivenRule, Rule, RuleSet, RulesChange } from '../wire/rules/rules.ts'

/** Throws `bad-request` that names the first flaw and where it is, and carries them all. */
export function changedRules(
  held: RuleSet,
  given: RulesChange,
  lastSeq: Seq,
): Omit<RuleSet, 'version'> {
  checkRules(given)
  return {
    rules: given.rules?.map((rule) => completed(rule, held.rules, lastSeq)) ?? held.rules,
    default: given.default === undefined ? held.default : given.default,
  }
}

function checkRules(given: RulesChange): void {
  const flaws = rulesFlaws(given, { compileRegex, checkTemplate: templateFlaw })
  const [first] = flaws
  if (!first) return
  throw new AppError('bad-request', `${spelled(first.path)}: ${first.message}`, { flaws })
}

/** Throws `not-found` when there is no such rule. */
export function restarted(held: RuleSet, id: string, lastSeq: Seq): Omit<RuleSet, 'version'> {
  if (!held.rules.some((rule) => rule.id === id)) {
    throw new AppError('not-found', `This bin has no rule '${id}'. It may have been deleted.`)
  }
  return {
    rules: held.rules.map((rule) => (rule.id === id ? { ...rule, after: lastSeq } : rule)),
    default: held.default,
  }
}

/** With an id and a seed. A rule that does otherwise than before counts anew. */
export function completed(given: GivenRule, held: readonly Rule[], lastSeq: Seq): Rule {
  const before = held.find(({ id }) => id === given.id)
  const { id = newRuleId(), name = '', seed = before?.seed ?? newSeed() } = given
  const rule = { ...given, id, name, seed, after: lastSeq }
  return before && isDeepStrictEqual(whatItDoes(before), whatItDoes(rule))
    ? { ...rule, after: before.after }
    : rule
}

function whatItDoes({ when, then, per = 'bin', loop = false, seed }: Rule) {
  return { when, then, per, loop, seed }
}

/** `rules[0].then[1].status`, as it would be written in a program. */
function spelled(path: FlawPath): string {
  return path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : index > 0 ? `.${step}` : step))
    .join('')
}
