// Brings together two changes of the same rules: what only they changed is theirs, what I changed stays mine.

import { changeOf, type DraftRule, givenRule, isSame, type RulesDraft } from './rule-draft.ts'

export interface Merged {
  readonly draft: RulesDraft
  /** Names of what both changed, where mine stays. */
  readonly clashes: readonly string[]
  /** Names of what they changed, added or removed. */
  readonly theirs: readonly string[]
}

export function mergeRules(base: RulesDraft, mine: RulesDraft, theirs: RulesDraft): Merged {
  const of = (draft: RulesDraft) => new Map(draft.rules.map((rule) => [rule.id, rule]))
  const [before, my, their] = [of(base), of(mine), of(theirs)]
  const ids = [...new Set([...before.keys(), ...their.keys()])]
  const changedThere = ids.filter((id) => !isSameRule(before.get(id), their.get(id)))
  const clashing = changedThere.filter(
    (id) => !isSameRule(before.get(id), my.get(id)) && !isSameRule(my.get(id), their.get(id)),
  )
  const taken = new Set(changedThere.filter((id) => !clashing.includes(id)))
  const found = (id: string) => (taken.has(id) ? their.get(id) : my.get(id))
  // The order is whose who moved any; where both did, mine.
  const [lead, follow] = isInOrder(base, mine) ? [theirs, mine] : [mine, theirs]
  const places = follow.rules.reduce<readonly string[]>(
    (all, { id }, index) => {
      if (all.includes(id)) return all
      const above = follow.rules[index - 1]?.id ?? ''
      return all.toSpliced(all.indexOf(above) + 1, 0, id)
    },
    lead.rules.map(({ id }) => id),
  )
  const rules = places.flatMap((id) => found(id) ?? [])
  const last = (draft: RulesDraft) => changeOf(draft).default
  const isTheirDefault = !isSame(last(base), last(theirs))
  const isMyDefault = !isSame(last(base), last(mine))
  const isDefaultClash = isTheirDefault && isMyDefault && !isSame(last(mine), last(theirs))
  const nameOf = (id: string) => named(my.get(id) ?? their.get(id) ?? before.get(id))
  return {
    draft: { rules, default: isTheirDefault && !isMyDefault ? theirs.default : mine.default },
    clashes: [...clashing.map(nameOf), ...(isDefaultClash ? ['the default'] : [])],
    theirs: [...changedThere.map(nameOf), ...(isTheirDefault ? ['the default'] : [])],
  }
}

/** Of a change that made `after` of `before`: takes it back from `now`, and leaves what has been changed since. */
export function takenBack(before: RulesDraft, after: RulesDraft, now: RulesDraft): RulesDraft {
  return mergeRules(after, before, now).draft
}

/** Whether those that were there stand as they stood. */
function isInOrder(base: RulesDraft, draft: RulesDraft): boolean {
  const both = (from: RulesDraft, other: RulesDraft) =>
    from.rules.filter(({ id }) => other.rules.some((rule) => rule.id === id)).map(({ id }) => id)
  return both(base, draft).join(' ') === both(draft, base).join(' ')
}

function isSameRule(left: DraftRule | undefined, right: DraftRule | undefined): boolean {
  return left && right ? isSame(givenRule(left), givenRule(right)) : left === right
}

function named(rule: DraftRule | undefined): string {
  return `“${rule?.name || rule?.when || 'Every request'}”`
}
