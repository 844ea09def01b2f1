// What fits at the caret of a filter being typed: keys, then their values. Never fails, whatever half a filter it is given.

import { choicesOf, filterKeys, hasWords, isWords } from './keys.ts'
import { printTest } from './print.ts'
import type { Key, KeyName } from './syntax.ts'

export interface Completion {
  /** Replace `from` up to `to` of the text with an option's `insert`. */
  readonly from: number
  readonly to: number
  readonly options: readonly CompletionOption[]
}

export interface CompletionOption {
  readonly insert: string
  readonly what: string
}

/** Values seen in the requests at hand, most frequent first. For `q`, `h` and `body`, `name` undefined asks for the
 * names, or paths, as they are typed. */
export type SeenValues = (key: KeyName, name?: string) => readonly string[]

// All keys fit, so that each can be discovered without knowing how it begins.
const maxOptions = 20

export function completeFilter(text: string, caret: number, seen: SeenValues): Completion {
  const term = termAt(text, caret)
  const typed = text.slice(term, caret)
  const colon = typed.indexOf(':')
  if (typed.startsWith('"') || typed.startsWith('/')) return { from: caret, to: caret, options: [] }
  if (colon < 0) return option(term, caret, typed, keyOptions(typed, seen))

  const [name = '', ...rest] = typed.slice(0, colon).split('.')
  const key = name.toLowerCase()
  if (!Object.hasOwn(filterKeys, key)) return { from: caret, to: caret, options: [] }
  const value = /(?:^|,)(?:[<>]=?)?([^,]*)$/.exec(typed.slice(colon + 1))?.[1] ?? ''
  // `hasOwn` has checked it.
  const options = valueOptions(key as KeyName, rest.join('.'), seen)
  return option(caret - value.length, caret, value, options)
}

/** Where the term at the caret begins: behind white space, a parenthesis or a minus outside quotes. */
function termAt(text: string, caret: number): number {
  let start = 0
  let isQuoted = false
  for (let at = 0; at < caret; at++) {
    const char = text[at] ?? ''
    if (char === '"') isQuoted = !isQuoted
    else if (isQuoted && char === '\\') at += 1
    else if (!isQuoted && /[\s()]/.test(char)) start = at + 1
  }
  return text[start] === '-' && start < caret ? start + 1 : start
}

function keyOptions(typed: string, seen: SeenValues): readonly CompletionOption[] {
  const named = /^(q|h|body)\./i.exec(typed)?.[1]?.toLowerCase()
  if (named === 'q' || named === 'h' || named === 'body') {
    return seen(named).map((name) => ({
      insert: `${named}.${name}:`,
      what: filterKeys[named].what,
    }))
  }
  return Object.entries(filterKeys).map(([key, { kind, what }]) => ({
    insert: kind === 'any' ? `${key}.` : `${key}:`,
    what,
  }))
}

function valueOptions(key: KeyName, name: string, seen: SeenValues): readonly CompletionOption[] {
  if (key === 'is' || key === 'has') {
    const words = key === 'is' ? isWords : hasWords
    return Object.entries(words).map(([insert, { what }]) => ({ insert, what }))
  }
  const fixed = [...choicesOf(key), ...(fixedValues[key] ?? [])]
  const values = [...seen(key, name === '' ? undefined : name), ...fixed]
  return [...new Set(values)].map((value) => ({ insert: spell(key, name, value), what: '' }))
}

const fixedValues: Partial<Readonly<Record<KeyName, readonly string[]>>> = {
  at: ['today', 'yesterday', '-15m', '-1h', '-1d'],
  sig: ['valid', 'mismatch', 'stale', 'unsigned', 'no-secret', 'malformed', 'unverifiable'],
  status: ['2xx', '4xx', '5xx'],
  size: ['>10kb', '>1mb'],
  ct: ['json', 'x-www-form-urlencoded', 'form-data', 'xml'],
}

/** With quotes where the value needs them. */
function spell(name: KeyName, field: string, text: string): string {
  const { kind } = filterKeys[name]
  if (kind !== 'text' && kind !== 'any') return text
  const key: Key =
    name === 'q' || name === 'h'
      ? { type: name, name: field.toLowerCase() || 'x' }
      : name === 'body'
        ? { type: 'body', path: [{ type: 'name', name: 'x' }] }
        : { type: name }
  return printTest(key, { type: 'exact', text })
}

/** Those that begin with what was typed, then those that hold it. */
function option(
  from: number,
  to: number,
  typed: string,
  options: readonly CompletionOption[],
): Completion {
  const start = typed.toLowerCase()
  const fitting = options.filter(
    ({ insert }) => insert.toLowerCase().includes(start) && insert !== typed,
  )
  const rank = ({ insert }: CompletionOption) => (insert.toLowerCase().startsWith(start) ? 0 : 1)
  return { from, to, options: fitting.toSorted((a, b) => rank(a) - rank(b)).slice(0, maxOptions) }
}
