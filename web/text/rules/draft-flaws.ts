// What is wrong with rules as they are edited, by the place it is wrong in: `RULE/then/0/status`, `default/body`.

import type { RegexCompiler } from '../../../server/wire/filter/syntax.ts'
import { type Flaw, type FlawPath, rulesFlaws } from '../../../server/wire/rules/flaws.ts'
import type { RulesDraft } from './rule-draft.ts'

/** Messages by place. `rules` is about all of them together. */
export type DraftFlaws = ReadonlyMap<string, string>

/** `id` is a rule's, or `default`, whose only step is 0. */
export function placeAt(id: string, ...rest: FlawPath): string {
  return [id, ...rest].join('/')
}

export const placeOfStep = (id: string, step: number): string => placeAt(id, 'then', step)

/** A line of headers that nobody has typed into is not wrong yet. */
export function draftFlaws(draft: RulesDraft, compileRegex?: RegexCompiler): DraftFlaws {
  const rules = draft.rules.map(({ steps, ...rule }) => ({ ...rule, then: steps }))
  const flaws = rulesFlaws({ rules, default: draft.default }, { compileRegex })
  return new Map(
    flaws
      .map((flaw): [string, string] => [placeOf(flaw, draft), flaw.message])
      .filter(([place]) => !isBlankHeader(valueAt(draft, place))),
  )
}

/** Of a path into the rules as they are sent, where a single step stands alone. */
export function placeOf({ path: [root, ...rest] }: Flaw, draft: RulesDraft): string {
  if (root === 'default') return placeAt('default', 'then', 0, ...rest)
  const [index, field, ...inside] = rest
  const rule = draft.rules[Number(index)]
  if (root !== 'rules' || !rule) return 'rules'
  if (field === undefined) return rule.id
  const isStep = field === 'then' && inside.length > 0
  const isAlone = isStep && typeof inside[0] !== 'number'
  return placeAt(rule.id, field, ...(isAlone ? [0] : []), ...inside)
}

/** What stands there now; undefined for nothing. */
export function valueAt(draft: RulesDraft, place: string): unknown {
  const [id, ...steps] = place.split('/')
  const from =
    id === 'default'
      ? { then: [draft.default] }
      : withThen(draft.rules.find((rule) => rule.id === id))
  return steps.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined,
    from,
  )
}

function withThen(rule: RulesDraft['rules'][number] | undefined): unknown {
  return rule && { ...rule, then: rule.steps }
}

function isBlankHeader(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && value.every((text) => text === '')
}

/** All that are within `place`. */
export function flawsWithin(flaws: DraftFlaws, place: string): readonly string[] {
  return [...flaws]
    .filter(([at]) => at === place || at.startsWith(`${place}/`))
    .map(([, message]) => message)
}
