// Tree to checks: every time, number, glob and regular expression made ready once, so that each request costs little.
// What reads requests (`match.ts`) and what reads database rows share them, which is why both find the same.

import { assertNever } from '../assert-never.ts'
import { compareDecimals, isDecimal } from './decimal.ts'
import type { JsonLeaf } from './json-path.ts'
import type { HasWord, IsWord } from './keys.ts'
import type { Comparison, Filter, Pattern, PlainKey, RegexCompiler, Step, Test } from './syntax.ts'
import { readTime, type Span } from './time.ts'

export type TextKey = Exclude<PlainKey, SpanKey | 'is' | 'has'>
export type SpanKey = 'at' | 'size' | 'status'
export type Accepts = (text: string) => boolean

export type Check =
  | { readonly type: 'all' }
  | { readonly type: 'and' | 'or'; readonly parts: readonly Check[] }
  | { readonly type: 'not'; readonly part: Check }
  /** Within one of the spans, in milliseconds, bytes or statuses; ends may be infinite. */
  | { readonly type: 'span'; readonly key: SpanKey; readonly spans: readonly Span[] }
  | { readonly type: 'is'; readonly words: readonly IsWord[] }
  | { readonly type: 'has'; readonly words: readonly HasWord[] }
  | { readonly type: 'field'; readonly key: TextKey; readonly accepts: Accepts }
  | { readonly type: 'query'; readonly name: string; readonly accepts: Accepts }
  /** `name` in lower case. */
  | { readonly type: 'header'; readonly name: string; readonly accepts: Accepts }
  | {
      readonly type: 'json'
      readonly path: readonly Step[]
      readonly accepts: (leaf: JsonLeaf) => boolean
    }
  | { readonly type: 'text'; readonly accepts: Accepts }

export interface CompileOptions {
  /** Unix time in milliseconds, which `today` and `-15m` are seen from. */
  readonly now: number
  /** Needed where `hasRegex`. */
  readonly compileRegex?: RegexCompiler | undefined
}

/** Throws when the filter holds a regular expression that `compileRegex` does not take: parse with the same one. */
export function compileCheck(filter: Filter, options: CompileOptions): Check {
  switch (filter.type) {
    case 'all':
      return filter
    case 'and':
    case 'or':
      return {
        type: filter.type,
        parts: filter.parts.map((part) => compileCheck(part, options)),
      }
    case 'not':
      return { type: 'not', part: compileCheck(filter.part, options) }
    case 'text':
      return { type: 'text', accepts: containing(filter.pattern, options) }
    case 'field':
      return compileField(filter, options)
    default:
      return assertNever(filter)
  }
}

function compileField(
  { key, tests }: Extract<Filter, { type: 'field' }>,
  options: CompileOptions,
): Check {
  const words = tests.map((test) => (test.type === 'exact' ? test.text : ''))
  switch (key.type) {
    case 'at':
    case 'size':
    case 'status':
      return {
        type: 'span',
        key: key.type,
        spans: tests.map((test) => spanOf(key.type, test, options.now)),
      }
    case 'is':
      return { type: 'is', words: words as IsWord[] } // The parser takes no other words.
    case 'has':
      return { type: 'has', words: words as HasWord[] } // As above.
    case 'q':
      return { type: 'query', name: key.name, accepts: anyValue(tests, options) }
    case 'h':
      return { type: 'header', name: key.name, accepts: anyValue(tests, options) }
    case 'body':
      return { type: 'json', path: key.path, accepts: anyLeaf(tests, options) }
    default:
      return { type: 'field', key: key.type, accepts: anyValue(tests, options) }
  }
}

function spanOf(key: SpanKey, test: Test, now: number): Span {
  const readValue = (text: string): Span => {
    const found = key === 'at' ? readTime(text, now) : wholeNumber(text)
    if (found === undefined) throw new Error(`The parser let ${key}:${text} through.`)
    return found
  }
  const from = Number.NEGATIVE_INFINITY
  const before = Number.POSITIVE_INFINITY
  switch (test.type) {
    case 'exact':
      return readValue(test.text)
    case 'range':
      return {
        from: test.from === null ? from : readValue(test.from).from,
        before: test.to === null ? before : readValue(test.to).before,
      }
    case 'compare': {
      const value = readValue(test.value)
      if (test.op === '>') return { from: value.before, before }
      if (test.op === '>=') return { from: value.from, before }
      return { from, before: test.op === '<' ? value.from : value.before }
    }
    default:
      throw new Error(`The parser let a ${test.type} of ${key} through.`)
  }
}

function wholeNumber(text: string): Span | undefined {
  return /^\d{1,16}$/.test(text) ? { from: Number(text), before: Number(text) + 1 } : undefined
}

/** Of the whole text. */
function anyValue(tests: readonly Test[], options: CompileOptions): Accepts {
  const accepted = tests.map((test): Accepts => {
    if (test.type === 'compare' || test.type === 'range') return ordered(test)
    return matching(test, options)
  })
  const [first] = accepted
  // Most have one test.
  if (first && accepted.length === 1) return first
  return (text) => accepted.some((accepts) => accepts(text))
}

function anyLeaf(tests: readonly Test[], options: CompileOptions): (leaf: JsonLeaf) => boolean {
  const accepted = tests.map((test): ((leaf: JsonLeaf) => boolean) => {
    if (test.type === 'glob' && /^\*+$/.test(test.text)) return () => true
    const accepts = anyValue([test], options)
    const isNumber = test.type === 'exact' && isDecimal(test.text)
    return ({ type, text }) =>
      type !== 'composite' &&
      // 100, 100.0 and 1e2 are one number, however the sender wrote it.
      (accepts(text) || (isNumber && type === 'number' && compareDecimals(text, test.text) === 0))
  })
  return (leaf) => accepted.some((accepts) => accepts(leaf))
}

/** Numbers by their value, everything else, such as dates, by its characters; a number and a word have no order. */
function ordered(test: Extract<Test, { type: 'compare' | 'range' }>): Accepts {
  if (test.type === 'compare') return (text) => holds(test.op, text, test.value)
  const { from, to } = test
  return (text) =>
    (from === null || holds('>=', text, from)) && (to === null || holds('<=', text, to))
}

function holds(op: Comparison, text: string, bound: string): boolean {
  const order = isDecimal(bound)
    ? compareDecimals(text, bound)
    : isDecimal(text)
      ? undefined
      : compareTexts(text, bound)
  if (order === undefined) return false
  if (op === '>') return order > 0
  if (op === '>=') return order >= 0
  return op === '<' ? order < 0 : order <= 0
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function matching(pattern: Pattern, options: CompileOptions): Accepts {
  switch (pattern.type) {
    case 'exact': {
      const wanted = fold(pattern.text)
      return (text) => text === pattern.text || fold(text) === wanted
    }
    case 'glob':
      return globbing(pattern.text)
    case 'regex':
      return regexAccepts(pattern, options)
    default:
      return assertNever(pattern)
  }
}

/** Anywhere in the text. */
function containing(pattern: Pattern, options: CompileOptions): Accepts {
  switch (pattern.type) {
    case 'exact': {
      const wanted = fold(pattern.text)
      return (text) => fold(text).includes(wanted)
    }
    case 'glob':
      return globbing(`*${pattern.text}*`)
    case 'regex':
      return regexAccepts(pattern, options)
    default:
      return assertNever(pattern)
  }
}

/** Taking each piece as early as it comes finds a match whenever there is one, without ever going back. */
function globbing(glob: string): Accepts {
  const [first = '', ...rest] = fold(glob).split('*')
  const last = rest.pop() ?? ''
  return (text) => {
    const folded = fold(text)
    if (!folded.startsWith(first)) return false
    let at = first.length
    for (const piece of rest) {
      const found = folded.indexOf(piece, at)
      if (found < 0) return false
      at = found + piece.length
    }
    return folded.length - last.length >= at && folded.endsWith(last)
  }
}

function regexAccepts(
  { source, flags }: Extract<Pattern, { type: 'regex' }>,
  { compileRegex }: CompileOptions,
): Accepts {
  const compiled = compileRegex?.(source, flags)
  if (compiled?.type !== 'regex') throw new Error(`Nothing compiles the expression /${source}/.`)
  return (text) => compiled.regex.test(text)
}

/** As texts are compared: whatever their case. */
export function fold(text: string): string {
  return text.toLowerCase()
}
