// Rules as a file: the body that the API gives and takes.

import {
  type GivenRule,
  type RuleResponse,
  type RulesChange,
  ruleBounds,
} from '../../../server/wire/rules/rules.ts'
import { formatSize } from '../format-size.ts'
import { newRuleId } from './new-rule.ts'
import { changeOf, type DraftRule, draftRule, givenRule, type RulesDraft } from './rule-draft.ts'

/** With what is not saved yet, so that it is what one sees. */
export function rulesFile(
  draft: RulesDraft,
  { handshakes, passThrough }: Pick<Required<RulesChange>, 'handshakes' | 'passThrough'>,
): string {
  return `${JSON.stringify({ ...changeOf(draft), handshakes, passThrough }, undefined, 2)}\n`
}

export function ruleText(rule: DraftRule): string {
  return JSON.stringify(givenRule(rule), undefined, 2)
}

export type ReadFile =
  | { readonly type: 'rules'; readonly draft: RulesDraft; readonly hasDefault: boolean }
  | { readonly type: 'wrong'; readonly why: string }

/** However they are indented. */
export const mostRulesChars = 4 * ruleBounds.totalBytes

export function tooLong(chars: number): string {
  return `It has ${formatSize(chars)}; the rules of a bin take at most ${formatSize(ruleBounds.totalBytes)}.`
}

/** All rules of a bin, a list of them, or one. */
export function readRulesFile(text: string): ReadFile {
  if (text.length > mostRulesChars) return wrong(tooLong(text.length))
  let found: unknown
  try {
    found = JSON.parse(text)
  } catch (error) {
    return wrong(
      `This is not JSON: ${error instanceof Error ? error.message : 'it cannot be read'}.`,
    )
  }
  const listed = Array.isArray(found) ? { rules: found } : found
  if (!isObject(listed))
    return wrong('There are no rules in it: it holds neither a list nor "rules".')
  const all = 'when' in listed && 'then' in listed ? { rules: [listed] } : listed
  const { rules, default: last } = all
  if (!Array.isArray(rules)) {
    return wrong('There are no rules in it: "rules" must be a list of them.')
  }
  for (const [index, rule] of rules.entries()) {
    const why = shapeFlaw(rule)
    if (why) return wrong(`Rule ${index + 1}: ${why}`)
  }
  if (last !== undefined && last !== null && !isObject(last)) {
    return wrong('"default" must be a response or null.')
  }
  return {
    type: 'rules',
    hasDefault: last !== undefined,
    draft: {
      // Their shape is checked above; what is in them is, like everything, before they are saved.
      rules: (rules as GivenRule[]).map((rule) =>
        draftRule({ ...rule, id: rule.id ?? newRuleId() }),
      ),
      default: (last ?? null) as RuleResponse | null,
    },
  }
}

/** Those of a file after those that are here, under other ids where these are taken. */
export function appended(draft: RulesDraft, { rules }: RulesDraft): RulesDraft {
  const taken = new Set(draft.rules.map(({ id }) => id))
  const added = rules.map((rule) => (taken.has(rule.id) ? { ...rule, id: newRuleId() } : rule))
  return { ...draft, rules: [...draft.rules, ...added] }
}

function wrong(why: string): ReadFile {
  return { type: 'wrong', why }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function shapeFlaw(rule: unknown): string | undefined {
  if (!isObject(rule)) return 'it is not an object.'
  if (typeof rule.when !== 'string') return '"when" must be a filter, "" for every request.'
  const then = Array.isArray(rule.then) ? rule.then : [rule.then]
  if (!then.every(isObject)) return '"then" must be a response or a list of them.'
  const headers = then.map((response) => response.headers ?? [])
  const isPair = (pair: unknown) =>
    Array.isArray(pair) && pair.length === 2 && pair.every((part) => typeof part === 'string')
  const areHeaders = headers.every((list) => Array.isArray(list) && list.every(isPair))
  if (!areHeaders) return '"headers" must be a list of ["Name", "value"].'
  const texts = ['id', 'name'].filter((key) => key in rule && typeof rule[key] !== 'string')
  return texts.length > 0 ? `"${texts[0]}" must be text.` : undefined
}
