// What a rule's filter may ask: it is read before the request is answered, stored or seen, and long after it was written.

import { parseFilter } from '../filter/parse.ts'
import type { Filter, RegexCompiler, Term, Test } from '../filter/syntax.ts'
import { isRelative } from '../filter/time.ts'

/** Undefined when nothing is wrong. Without a compiler, regular expressions are taken as they are. */
export function filterFlaw(text: string, compileRegex?: RegexCompiler): string | undefined {
  const parsed = parseFilter(text, compileRegex)
  if (parsed.type === 'error') return parsed.error.message
  for (const field of fieldsOf(parsed.filter)) {
    const flaw = fieldFlaw(field)
    if (flaw) return flaw
  }
  return undefined
}

export function regexesIn(text: string): number {
  const parsed = parseFilter(text)
  if (parsed.type === 'error') return 0
  return termsOf(parsed.filter)
    .flatMap(patternsOf)
    .filter(({ type }) => type === 'regex').length
}

type Field = Extract<Term, { type: 'field' }>

function fieldFlaw({ key, tests }: Field): string | undefined {
  const words = tests.map((test) => (test.type === 'exact' ? test.text : ''))
  switch (key.type) {
    case 'status':
      return 'A rule is asked before there is a status: it decides which one is answered.'
    case 'tag':
      return 'A rule is asked when a request comes in, before it can have tags.'
    case 'state':
      return 'Rules are asked for whole requests only; the others have answers of their own.'
    case 'is':
      return words.some((word) => marks.has(word) || states.has(word))
        ? `A rule is asked when a request comes in and is whole: 'is:${words.find((word) => marks.has(word) || states.has(word))}' cannot tell requests apart.`
        : undefined
    case 'has':
      return words.some((word) => marks.has(word))
        ? `A rule is asked when a request comes in: it has no ${words.find((word) => marks.has(word))} yet.`
        : undefined
    case 'at':
      return tests.some(moves) ? movingTime : undefined
    default:
      return undefined
  }
}

const marks: ReadonlySet<string> = new Set(['read', 'unread', 'pinned', 'note', 'tag', 'delivery'])
const states: ReadonlySet<string> = new Set(['complete', 'aborted', 'too-large', 'malformed'])

const movingTime =
  'A rule stays for long: give dates such as at:2026-01-31T22:00..2026-01-31T23:00, not times seen from now.'

function moves(test: Test): boolean {
  const times =
    test.type === 'compare'
      ? [test.value]
      : test.type === 'range'
        ? [test.from ?? '', test.to ?? '']
        : test.type === 'exact'
          ? [test.text]
          : []
  return times.some((time) => isRelative(time) || /^(now|today|yesterday)$/.test(time))
}

function fieldsOf(filter: Filter): readonly Field[] {
  return termsOf(filter).filter((term) => term.type === 'field')
}

/** Its leaves. */
function termsOf(filter: Filter): readonly Term[] {
  switch (filter.type) {
    case 'all':
      return []
    case 'and':
    case 'or':
      return filter.parts.flatMap(termsOf)
    case 'not':
      return termsOf(filter.part)
    default:
      return [filter]
  }
}

function patternsOf(term: Term): readonly Test[] {
  if (term.type === 'text') return [term.pattern]
  return term.type === 'field' ? term.tests : []
}
