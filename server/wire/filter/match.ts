// A filter as a predicate over a request, wherever the request comes from.

import { assertNever } from '../assert-never.ts'
import type { HeaderPair, RequestSummary } from '../requests.ts'
import { type Check, type CompileOptions, compileCheck, type TextKey } from './compile.ts'
import { someAtPath } from './json-path.ts'
import { type HasWord, hasWords, isWords } from './keys.ts'
import { type Filter, hasRegex } from './syntax.ts'
import {
  bodyText,
  contentTypeTexts,
  eventTexts,
  headerTexts,
  pathTexts,
  providerTexts,
  queryTexts,
  rawAndDecoded,
  signatureTexts,
} from './texts.ts'

/** A request as far as it is at hand: a row of a list has the summary alone. */
export interface Filterable {
  readonly summary: RequestSummary
  readonly headers?: readonly HeaderPair[] | undefined
  readonly trailers?: readonly HeaderPair[] | undefined
  /** Called at most once per test, and only when the rest does not decide. */
  readonly body?: (() => Uint8Array) | undefined
  /** The body's text, where many filters read the same request: decoded once for all (`withBody`). */
  readonly text?: (() => string) | undefined
}

interface ReadBody {
  readonly body: () => Uint8Array
  readonly text: () => string
}

/** The body of a request as many filters read it. */
export function withBody(body: Uint8Array): ReadBody {
  let text: string | undefined
  return {
    body: () => body,
    text: () => {
      text ??= bodyText(body)
      return text
    },
  }
}

export interface Needs {
  /** Headers and trailers. */
  readonly headers: boolean
  readonly body: boolean
  /** What of the summary changes after the request is stored: marks, deliveries, the verdict. */
  readonly marks: boolean
}

export interface FilterPredicate {
  readonly check: Check
  /** What it may look at besides the summary. */
  readonly needs: Needs
  /** Holds regular expressions: bounded, yet a hundred times the work of the rest at their worst. */
  readonly hasRegex: boolean
  /** Undefined when what is at hand does not decide; never so with all of `needs`. */
  test(request: Filterable): boolean | undefined
}

/** Throws when the filter holds a regular expression that was not compiled while parsing. */
export function createPredicate(filter: Filter, options: CompileOptions): FilterPredicate {
  const check = compileCheck(filter, options)
  const decide = decideOf(check)
  return {
    check,
    needs: needsOf(check),
    hasRegex: hasRegex(filter),
    test: (request) => decide(reading(request)),
  }
}

function needsOf(check: Check): Needs {
  const none = { headers: false, body: false, marks: false }
  switch (check.type) {
    case 'and':
    case 'or': {
      const parts = check.parts.map(needsOf)
      return {
        headers: parts.some((one) => one.headers),
        body: parts.some((one) => one.body),
        marks: parts.some((one) => one.marks),
      }
    }
    case 'not':
      return needsOf(check.part)
    case 'text':
      return { headers: true, body: true, marks: true }
    case 'header':
      return { ...none, headers: true }
    case 'has':
      return {
        ...none,
        headers: check.words.includes('trailer'),
        marks: check.words.some((word) => marked.includes(word)),
      }
    case 'is':
      return {
        ...none,
        marks: check.words.some((word) => ['read', 'unread', 'pinned'].includes(word)),
      }
    case 'field':
      return { ...none, marks: check.key === 'tag' || check.key === 'sig' }
    case 'json':
      return { ...none, body: true }
    default:
      return none
  }
}

const marked: readonly HasWord[] = ['note', 'tag', 'delivery', 'signature']

/** With whatever reads its body reading it once. */
function reading(request: Filterable): Filterable {
  const { summary, headers, trailers, body } = request
  if (request.text || !body) return request
  let read: ReadBody | undefined
  const once = () => {
    read ??= withBody(body())
    return read
  }
  return { summary, headers, trailers, body: () => once().body(), text: () => once().text() }
}

/** Undefined stands for "not known yet". */
type Decide = (request: Filterable) => boolean | undefined

/** A check as a function, chosen once: a request asks a bin's rules fifty of them. */
function decideOf(check: Check): Decide {
  switch (check.type) {
    case 'all':
      return () => true
    case 'and':
      return every(check.parts.map(decideOf))
    case 'or':
      return some(check.parts.map(decideOf))
    case 'not': {
      const inner = decideOf(check.part)
      return (request) => {
        const decided = inner(request)
        return decided === undefined ? undefined : !decided
      }
    }
    case 'span': {
      const { key, spans } = check
      return ({ summary }) => {
        const value = spanValue(key, summary)
        return (
          value !== undefined && spans.some(({ from, before }) => value >= from && value < before)
        )
      }
    }
    case 'is':
      return some(
        check.words.map(
          (word) =>
            ({ summary }) =>
              isWords[word].holds(summary),
        ),
      )
    case 'has':
      return some(check.words.map(hasWord))
    case 'field': {
      const { key, accepts } = check
      return ({ summary }) => fieldTexts(key, summary).some(accepts)
    }
    case 'query': {
      const { name, accepts } = check
      return ({ summary }) => queryTexts(summary.query, name).some(accepts)
    }
    case 'header': {
      const { name, accepts } = check
      return ({ headers }) => headers && headerTexts(headers, name).some(accepts)
    }
    case 'json': {
      const { path, accepts } = check
      return ({ body }) => body && someAtPath(body(), path, accepts)
    }
    case 'text': {
      const { accepts } = check
      return some([
        ({ summary }) => summaryTexts(summary).some(accepts),
        ({ headers }) => headers?.some(([, value]) => accepts(value)),
        ({ text }) => text && accepts(text()),
      ])
    }
    default:
      return assertNever(check)
  }
}

function hasWord(word: HasWord): Decide {
  if (word === 'trailer') return ({ trailers }) => trailers && trailers.length > 0
  return ({ summary }) => hasWords[word].holds(summary)
}

/** What a text is looked for in, besides header values and the body. */
function summaryTexts(
  summary: Pick<RequestSummary, 'path' | 'query' | 'provider' | 'gist' | 'note' | 'tags'>,
): readonly string[] {
  const { path, query, provider, gist, note, tags } = summary
  return [
    ...rawAndDecoded(path),
    ...rawAndDecoded(query),
    ...eventTexts(provider),
    ...(gist === null ? [] : [gist]),
    note,
    ...tags,
  ]
}

function every(parts: readonly Decide[]): Decide {
  return (request) => {
    let isKnown = true
    for (const decide of parts) {
      const decided = decide(request)
      if (decided === false) return false
      if (decided === undefined) isKnown = false
    }
    return isKnown ? true : undefined
  }
}

function some(parts: readonly Decide[]): Decide {
  return (request) => {
    let isKnown = true
    for (const decide of parts) {
      const decided = decide(request)
      if (decided) return true
      if (decided === undefined) isKnown = false
    }
    return isKnown ? false : undefined
  }
}

function spanValue(key: 'at' | 'size' | 'status', summary: RequestSummary): number | undefined {
  if (key === 'at') return summary.receivedAt
  return key === 'size' ? summary.body.size : (summary.response?.status ?? undefined)
}

function fieldTexts(key: TextKey, summary: RequestSummary): readonly string[] {
  switch (key) {
    case 'method':
      return [summary.method]
    case 'path':
      return pathTexts(summary.path)
    case 'ct':
      return contentTypeTexts(summary.body.contentType)
    case 'ip':
      return [summary.remoteAddress]
    case 'provider':
      return providerTexts(summary.provider)
    case 'event':
      return eventTexts(summary.provider)
    case 'sig':
      return signatureTexts(summary.signature)
    case 'state':
      return [summary.state]
    case 'tag':
      return summary.tags
    default:
      return assertNever(key)
  }
}
