// A bin's rules while they are edited: what can be done to them as a list, and what of them goes to the server.

import type { GivenRule, RuleResponse } from '../../../server/wire/rules/rules.ts'
import { stepsOf } from '../../../server/wire/rules/rules.ts'

/** A rule with its responses always as a list, so that each has the same address. */
export type DraftRule = Omit<GivenRule, 'id' | 'then' | 'after'> & {
  readonly id: string
  readonly steps: readonly RuleResponse[]
}

export interface RulesDraft {
  readonly rules: readonly DraftRule[]
  readonly default: RuleResponse | null
}

export function draftOf({ rules, default: last }: DraftChange): RulesDraft {
  return { rules: rules.map(draftRule), default: last }
}

export function draftRule({ then, after, ...rest }: DraftChange['rules'][number]): DraftRule {
  return { ...rest, steps: stepsOf({ then }) }
}

/** As it is sent and exported: without what is left blank, and without what is as it would be anyway. */
export function givenRule({ steps, ...rule }: DraftRule): DraftChange['rules'][number] {
  const [only, ...others] = steps.map(givenResponse)
  const { name, off, per, loop, overrides, seed } = rule
  return {
    id: rule.id,
    ...(name ? { name } : {}),
    ...(off ? { off } : {}),
    when: rule.when.trim(),
    then: only && others.length === 0 ? only : steps.map(givenResponse),
    ...(per && per !== 'bin' ? { per } : {}),
    ...(loop ? { loop } : {}),
    ...(overrides && overrides.length > 0 ? { overrides } : {}),
    ...(seed === undefined ? {} : { seed }),
  }
}

function givenResponse(response: RuleResponse): RuleResponse {
  const { headers = [], reason, template, echo, end, ...rest } = response
  const filled = headers.filter(([name, value]) => name !== '' || value !== '')
  const known = Object.entries(rest).filter(([, value]) => value !== undefined)
  return {
    ...Object.fromEntries(known),
    ...(reason ? { reason } : {}),
    ...(filled.length > 0 ? { headers: filled } : {}),
    ...(template ? { template } : {}),
    ...(echo ? { echo } : {}),
    ...(end && end !== 'normal' ? { end } : {}),
  }
}

export interface DraftChange {
  readonly rules: readonly (GivenRule & { readonly id: string })[]
  readonly default: RuleResponse | null
}

export function changeOf(draft: RulesDraft): DraftChange {
  return {
    rules: draft.rules.map(givenRule),
    default: draft.default && givenResponse(draft.default),
  }
}

/** The rules that are not as they were saved; `default` for the default, `order` where only places differ. */
export function changesSince(saved: RulesDraft, draft: RulesDraft): ReadonlySet<string> {
  const before = new Map(saved.rules.map((rule) => [rule.id, rule]))
  const changed = draft.rules.flatMap((rule) => {
    const old = before.get(rule.id)
    return old && (old === rule || isSame(givenRule(old), givenRule(rule))) ? [] : [rule.id]
  })
  const kept = new Set(draft.rules.map(({ id }) => id))
  const gone = saved.rules.filter(({ id }) => !kept.has(id)).map(({ id }) => id)
  const isLast = isSame(changeOf(saved).default, changeOf(draft).default)
  const places = (of: RulesDraft) => of.rules.map(({ id }) => id).join(' ')
  const isMoved = changed.length + gone.length === 0 && places(saved) !== places(draft)
  return new Set([
    ...changed,
    ...gone,
    ...(isLast ? [] : ['default']),
    ...(isMoved ? ['order'] : []),
  ])
}

/** Whatever the order of the fields. */
export function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(sorted(left)) === JSON.stringify(sorted(right))
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([name, inner]) => [name, sorted(inner)]))
}

export function withRule(draft: RulesDraft, id: string, change: Partial<DraftRule>): RulesDraft {
  const rules = draft.rules.map((rule) => (rule.id === id ? { ...rule, ...change } : rule))
  return { ...draft, rules }
}

export function withStep(
  draft: RulesDraft,
  id: string,
  index: number,
  change: Partial<RuleResponse>,
): RulesDraft {
  const rule = draft.rules.find((one) => one.id === id)
  const step = rule?.steps[index]
  if (!rule || !step) return draft
  return withRule(draft, id, { steps: rule.steps.with(index, { ...step, ...change }) })
}

/** At `index`; at the end where that is beyond it. */
export function withAdded(draft: RulesDraft, rule: DraftRule, index = 0): RulesDraft {
  return { ...draft, rules: draft.rules.toSpliced(index, 0, rule) }
}

export function withoutRule(draft: RulesDraft, id: string): RulesDraft {
  return { ...draft, rules: draft.rules.filter((rule) => rule.id !== id) }
}

export function withMoved(draft: RulesDraft, id: string, to: number): RulesDraft {
  return {
    ...draft,
    rules: moved(
      draft.rules,
      draft.rules.findIndex((rule) => rule.id === id),
      to,
    ),
  }
}

/** The same list where there is no such place. */
export function moved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  const item = list[from]
  if (item === undefined || to < 0 || to >= list.length || from === to) return list
  return list.toSpliced(from, 1).toSpliced(to, 0, item)
}

/** With an id of its own, and chances drawn anew. */
export function copyOf({ seed, ...rule }: DraftRule, id: string): DraftRule {
  return { ...rule, id, ...(rule.name ? { name: `${rule.name} (copy)`.slice(0, 100) } : {}) }
}
