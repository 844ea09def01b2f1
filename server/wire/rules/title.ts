// What a rule is called where people read of it: its name, or in words which requests it takes.

import { describeFilter } from '../filter/describe.ts'
import { parseFilter } from '../filter/parse.ts'
import type { Rule } from './rules.ts'

const mostChars = 80

/** `Fail twice`; without a name `Requests whose method is “POST”`, cut where that is long. */
export function titleOf({ name, when }: Pick<Rule, 'name' | 'when'>): string {
  if (name !== '') return name
  if (when.trim() === '') return 'Every request'
  const parsed = parseFilter(when)
  const said = parsed.type === 'error' ? when : describeFilter(parsed.filter).slice(0, -1)
  if (said.length <= mostChars) return said
  // Not through the middle of a character.
  return `${said
    .slice(0, mostChars)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trimEnd()}…`
}
