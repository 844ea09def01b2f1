// A filter in a plain English sentence, for the line under the filter bar and for screen readers.

import { assertNever } from '../assert-never.ts'
import { arrivalWords } from './describe-time.ts'
import { type HasWord, hasWords, type IsWord, isWords } from './keys.ts'
import { printTest } from './print.ts'
import type { Comparison, Filter, Key, Pattern, PlainKey, Term, Test } from './syntax.ts'

/** `Requests whose provider is “stripe” and whose signature is not “valid”.` */
export function describeFilter(filter: Filter): string {
  return filter.type === 'all' ? 'All requests.' : `Requests ${clause(filter, true)}.`
}

function clause(term: Term, isTrue: boolean): string {
  switch (term.type) {
    case 'and':
    case 'or': {
      // Not (a and b) is said as: not a, or not b.
      const isAnd = (term.type === 'and') === isTrue
      const parts = term.parts.map((part) => {
        const said = clause(part, isTrue)
        return part.type === 'and' || part.type === 'or' || said.includes(' or ')
          ? `(${said})`
          : said
      })
      return parts.join(isAnd ? ' and ' : ' or ')
    }
    case 'not':
      return clause(term.part, !isTrue)
    case 'text':
      return `${isTrue ? 'in which' : 'in which nowhere'} ${patternWords(term.pattern, 'appears')}`
    case 'field':
      return fieldClause(term.key, term.tests, isTrue)
    default:
      return assertNever(term)
  }
}

function fieldClause(key: Key, tests: readonly Test[], isTrue: boolean): string {
  const words = tests.map((test) => (test.type === 'exact' ? test.text : ''))
  if (key.type === 'is') {
    const whats = words.map((word) => isWords[word as IsWord].what) // The parser takes no other words.
    return `that are ${isTrue ? '' : 'not '}${whats.join(' or ')}`
  }
  if (key.type === 'has') {
    const whats = words.map((word) => hasWords[word as HasWord].what) // As above.
    return `that have ${isTrue ? '' : 'not '}${whats.join(' or ')}`
  }
  if (key.type === 'at') {
    return `that ${isTrue ? 'arrived' : 'did not arrive'} ${tests.map(arrivalWords).join(' or ')}`
  }
  const any = key.type === 'q' || key.type === 'h' || key.type === 'body'
  if (any && tests.length === 1 && tests[0]?.type === 'glob' && /^\*+$/.test(tests[0].text)) {
    return `with${isTrue ? '' : 'out'} ${nameOf(key)}`
  }
  const said = tests.map((test) => testWords(key, test))
  return `whose ${nameOf(key)} ${isTrue ? 'is' : 'is not'} ${said.join(' or ')}`
}

function testWords(key: Key, test: Test): string {
  switch (test.type) {
    case 'exact':
      return isOrdered(key) ? printTest(key, test) : `“${test.text}”`
    case 'glob':
      return `like “${test.text}”`
    case 'regex':
      return `matched by ${printTest(key, test)}`
    case 'compare':
      return `${numberWords[test.op]} ${printTest(key, test).slice(test.op.length)}`
    case 'range':
      return rangeWords(key, test)
    default:
      return assertNever(test)
  }
}

function rangeWords(key: Key, { from, to }: Extract<Test, { type: 'range' }>): string {
  const said = (end: string) => printTest(key, { type: 'range', from: end, to: null }).slice(0, -2)
  if (to === null) return `at least ${said(from ?? '')}`
  if (from === null) return `at most ${said(to)}`
  return `between ${said(from)} and ${said(to)}`
}

function patternWords(pattern: Pattern, verb: string): string {
  if (pattern.type === 'regex') {
    return `/${pattern.source}/${pattern.flags} finds a match`
  }
  return `“${pattern.text}” ${verb}`
}

const numberWords: Readonly<Record<Comparison, string>> = {
  '<': 'below',
  '<=': 'at most',
  '>': 'above',
  '>=': 'at least',
}

function isOrdered(key: Key): boolean {
  return key.type === 'size' || key.type === 'status'
}

const names: Readonly<Record<Exclude<PlainKey, 'is' | 'has' | 'at'>, string>> = {
  method: 'method',
  path: 'path',
  ct: 'content type',
  size: 'size',
  ip: 'sender’s address',
  status: 'answered status',
  provider: 'provider',
  event: 'event',
  sig: 'signature',
  state: 'state',
  tag: 'tag',
}

function nameOf(key: Exclude<Key, { type: 'is' | 'has' | 'at' }>): string {
  switch (key.type) {
    case 'q':
      return `query parameter “${key.name}”`
    case 'h':
      return `header “${key.name}”`
    case 'body':
      return `body field “${key.path.map((step) => (step.type === 'any' ? '*' : step.name)).join('.')}”`
    default:
      return names[key.type]
  }
}
