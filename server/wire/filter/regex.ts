// Regular expressions that take linear time whatever the pattern and the text (A6), on RE2's algorithm.
// The only file that names the library: the inspector loads it when a filter first holds a regular expression.

import { RE2JS } from 're2js'
import type { LinearRegex, RegexCompiler } from './syntax.ts'

const maxSourceChars = 300
const maxRepeats = 200
const maxProgram = 1000
/**
 * Linear still means states × characters: measured at its worst, some 3 µs a character for a small pattern and 20 for
 * the largest. So a pattern reads this many characters of a text divided by its size, which keeps one test of one
 * value below a fifth of a second. `/invoice\.(paid|void)/` has a size of about 20 and reads 50,000.
 */
const maxWork = 1_000_000

/** What expressions that share it may still do, in characters × states: 100,000 is at most a fiftieth of a second. */
export interface RegexWork {
  left: number
}

/** As `compileRegex`, but all expressions together do no more than `work` allows; once it is used up they take nothing. */
export function compileWithin(work: RegexWork): RegexCompiler {
  return (source, flags) => compile(source, flags, work)
}

export const compileRegex: RegexCompiler = (source, flags) => compile(source, flags)

function compile(source: string, flags: string, work?: RegexWork): ReturnType<RegexCompiler> {
  if (source.length > maxSourceChars) {
    return tooLarge(`Keep it within ${maxSourceChars} characters.`)
  }
  for (const [, low = '', high = ''] of source.matchAll(/\{(\d*),?(\d*)\}/g)) {
    if (Math.max(Number(low), Number(high)) > maxRepeats) {
      return tooLarge(`Repeat at most ${maxRepeats} times.`)
    }
  }
  try {
    const compiled = RE2JS.compile(source, flagsOf(flags))
    const size = compiled.programSize()
    if (size > maxProgram) return tooLarge('Repeat less.')
    return { type: 'regex', regex: bounded(compiled, size, work) }
  } catch (error) {
    return { type: 'error', message: explain(error) }
  }
}

function bounded(compiled: RE2JS, size: number, work: RegexWork | undefined): LinearRegex {
  return {
    test(text) {
      const chars = Math.floor(Math.min(maxWork, work?.left ?? maxWork) / size)
      if (work) work.left -= Math.min(text.length, chars) * size + size
      return chars > 0 && compiled.test(text.length > chars ? text.slice(0, chars) : text)
    },
  }
}

function flagsOf(flags: string): number {
  return (
    (flags.includes('i') ? RE2JS.CASE_INSENSITIVE : 0) |
    (flags.includes('m') ? RE2JS.MULTILINE : 0) |
    (flags.includes('s') ? RE2JS.DOTALL : 0)
  )
}

function tooLarge(remedy: string) {
  return { type: 'error', message: `The regular expression is too large. ${remedy}` } as const
}

function explain(error: unknown): string {
  // What the library throws begins with "error parsing regexp: " (RE2's own words).
  const text = error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : ''
  const why = text.replace(/[.`\s]+$/, '`').replace(/^./, (first) => first.toLowerCase())
  return `The regular expression does not compile: ${why}. It takes RE2's syntax, without look-around and back-references.`
}
