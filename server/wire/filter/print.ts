// Tree to text, in one canonical spelling: parsing it gives the same tree.

import { parseFilter } from './parse.ts'
import type { Filter, Key, KeyName, Pattern, Step, Term, Test } from './syntax.ts'
import { quote } from './tokens.ts'

export function printFilter(filter: Filter): string {
  return filter.type === 'all' ? '' : printTerm(filter)
}

/** A key as it is typed, without its colon. */
export function printKey(key: Key): string {
  switch (key.type) {
    case 'q':
    case 'h':
      return `${key.type}.${/^[^\s:"()]+$/.test(key.name) ? key.name : quote(key.name)}`
    case 'body':
      return `body${key.path.map(printStep).join('')}`
    default:
      return key.type
  }
}

/** What follows the colon, for one test. */
export function printTest(key: Key, test: Test): string {
  switch (test.type) {
    case 'compare':
      return `${test.op}${bareOrQuoted(key, `${test.op}`, test.value, key.type, test)}`
    case 'range':
      return `${spell(key.type, test.from)}..${spell(key.type, test.to)}`
    case 'exact':
      return bareOrQuoted(key, '', test.text, key.type, test)
    default:
      return printLoose(test)
  }
}

function printTerm(term: Term): string {
  switch (term.type) {
    case 'or':
      return term.parts.map((part) => printPart(part, ['or'])).join(' OR ')
    case 'and':
      return term.parts.map((part) => printPart(part, ['or', 'and'])).join(' ')
    case 'not':
      return `-${printPart(term.part, ['or', 'and', 'not'])}`
    case 'text':
      return printText(term.pattern)
    case 'field':
      return printField(term)
  }
}

function printPart(term: Term, grouped: readonly Term['type'][]): string {
  return grouped.includes(term.type) ? `(${printTerm(term)})` : printTerm(term)
}

function printField({ key, tests }: Extract<Term, { type: 'field' }>): string {
  const [first] = tests
  // An order sign stands once, before the whole list.
  const op = first?.type === 'compare' ? first.op : ''
  const values = tests.map((test) => printTest(key, test).slice(op.length))
  return `${printKey(key)}:${op}${values.join(',')}`
}

function printText(pattern: Pattern): string {
  if (pattern.type !== 'exact') return printLoose(pattern)
  return means(pattern.text, { type: 'text', pattern }) ? pattern.text : quote(pattern.text)
}

function bareOrQuoted(key: Key, op: string, text: string, name: KeyName, test: Test): string {
  const bare = spell(name, text)
  const term: Term = { type: 'field', key, tests: [test] }
  return means(`${printKey(key)}:${op}${bare}`, term) ? bare : quote(text)
}

function printLoose(pattern: Exclude<Pattern, { type: 'exact' }>): string {
  return pattern.type === 'glob' ? pattern.text : `/${pattern.source}/${pattern.flags}`
}

/** Sizes get their unit back. */
function spell(key: KeyName, value: string | null): string {
  if (value === null || key !== 'size') return value ?? ''
  for (const [unit, bytes] of spelledUnits) {
    if (Number(value) > 0 && Number(value) % bytes === 0) return `${Number(value) / bytes}${unit}`
  }
  return value
}

const spelledUnits = [
  ['gb', 1000 ** 3],
  ['GiB', 1024 ** 3],
  ['mb', 1000 ** 2],
  ['MiB', 1024 ** 2],
  ['kb', 1000],
  ['KiB', 1024],
] as const

function printStep(step: Step): string {
  if (step.type === 'any') return '.*'
  return step.name !== '*' && /^[^\s.:"()[\],]+$/.test(step.name)
    ? `.${step.name}`
    : `.${quote(step.name)}`
}

/** The parser itself says whether a text needs quotes; trees are plain enough to compare as JSON. */
function means(text: string, term: Term): boolean {
  const parsed = parseFilter(text)
  return parsed.type === 'filter' && JSON.stringify(parsed.filter) === JSON.stringify(term)
}
