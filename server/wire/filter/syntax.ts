// The tree of a filter (DESIGN §4): what was asked, free of how it was typed and of how it is answered.

export type Filter = { readonly type: 'all' } | Term

export type Term =
  | { readonly type: 'and' | 'or'; readonly parts: readonly Term[] }
  | { readonly type: 'not'; readonly part: Term }
  /** Looks everywhere. */
  | { readonly type: 'text'; readonly pattern: Pattern }
  /** Any of `tests` suffices. */
  | { readonly type: 'field'; readonly key: Key; readonly tests: readonly Test[] }

export type KeyName = PlainKey | 'q' | 'h' | 'body'

export type PlainKey =
  | 'method'
  | 'path'
  | 'ct'
  | 'size'
  | 'ip'
  | 'at'
  | 'status'
  | 'provider'
  | 'event'
  | 'sig'
  | 'state'
  | 'tag'
  | 'is'
  | 'has'

export type Key =
  | { readonly [K in PlainKey]: { readonly type: K } }[PlainKey]
  | { readonly type: 'q' | 'h'; readonly name: string }
  | { readonly type: 'body'; readonly path: readonly Step[] }

/** One step into JSON: a member's name or an element's index; or all of them, `*`. */
export type Step = { readonly type: 'name'; readonly name: string } | { readonly type: 'any' }

export type Pattern =
  | { readonly type: 'exact'; readonly text: string }
  /** `*` stands for any characters, none included. */
  | { readonly type: 'glob'; readonly text: string }
  | { readonly type: 'regex'; readonly source: string; readonly flags: string }

export type Comparison = '<' | '<=' | '>' | '>='

export type Test =
  | Pattern
  | { readonly type: 'compare'; readonly op: Comparison; readonly value: string }
  /** Both ends belong to it; null is open. */
  | { readonly type: 'range'; readonly from: string | null; readonly to: string | null }

/** What is wrong with a filter's text, and where: characters `from` up to, not including, `to`. */
export interface FilterError {
  readonly message: string
  readonly from: number
  readonly to: number
}

/** A compiled regular expression, linear in time. */
export interface LinearRegex {
  test(text: string): boolean
}

/** Compiles a regular expression, or says in a sentence why it does not take it. `regex.ts` has one. */
export type RegexCompiler = (
  source: string,
  flags: string,
) =>
  | { readonly type: 'regex'; readonly regex: LinearRegex }
  | { readonly type: 'error'; readonly message: string }

/** Bounds of one filter (A6). */
export const filterBounds = {
  chars: 2000,
  /** Texts and tests together. */
  terms: 100,
  depth: 20,
  steps: 20,
  regexes: 3,
  /** How much of a body is looked at, from its start. */
  bodyBytes: 1024 * 1024,
} as const

/** Whether a filter holds a regular expression, which takes a compiler to check. */
export function hasRegex(filter: Filter): boolean {
  switch (filter.type) {
    case 'all':
      return false
    case 'and':
    case 'or':
      return filter.parts.some(hasRegex)
    case 'not':
      return hasRegex(filter.part)
    case 'text':
      return filter.pattern.type === 'regex'
    case 'field':
      return filter.tests.some(({ type }) => type === 'regex')
  }
}
