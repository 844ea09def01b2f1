// Why a filter does not take a request, in words: the first part of it that does not fit, and what is there instead.

import { describeFilter } from '../wire/filter/describe.ts'
import { someAtPath } from '../wire/filter/json-path.ts'
import { createPredicate, type Filterable } from '../wire/filter/match.ts'
import { parseFilter } from '../wire/filter/parse.ts'
import type { Filter, Key, RegexCompiler, Step, Term } from '../wire/filter/syntax.ts'
import {
  eventTexts,
  headerTexts,
  pathTexts,
  providerTexts,
  queryTexts,
  signatureTexts,
} from '../wire/filter/texts.ts'

/** `It wants requests whose method is “POST”; here it is “GET”.` */
export function whyNot(when: string, request: Filterable, compileRegex: RegexCompiler): string {
  const parsed = parseFilter(when, compileRegex)
  if (parsed.type === 'error') return `Its filter cannot be read: ${parsed.error.message}`
  const part = firstFailing(parsed.filter, request, compileRegex)
  return `It wants ${wanted(part)}${instead(part, request)}.`
}

/** A part that is `a OR b` fails as a whole. */
function firstFailing(
  filter: Filter,
  request: Filterable,
  compileRegex: RegexCompiler,
): Filter | Term {
  if (filter.type !== 'and') return filter
  const failing = filter.parts.find(
    (part) => !createPredicate(part, { now: 0, compileRegex }).test(request),
  )
  // None where its regular expressions had no more work left.
  return failing ? firstFailing(failing, request, compileRegex) : filter
}

const mostChars = 240

function wanted(part: Filter): string {
  const said = describeFilter(part).slice(0, -1)
  const shown = said.length > mostChars ? `${said.slice(0, mostChars).trimEnd()}…` : said
  return `${shown.charAt(0).toLowerCase()}${shown.slice(1)}`
}

/** Only where one thing is asked for: `; here it is “GET”`, `; here there is none`. */
function instead(part: Filter, request: Filterable): string {
  const field = part.type === 'not' ? part.part : part
  if (field.type !== 'field') return ''
  const found = foundTexts(field.key, request)
  if (!found) return ''
  const [first] = found
  if (first === undefined) return part.type === 'not' ? '' : '; here there is none'
  // Not(x is “a”) fails as it is just that.
  if (part.type === 'not' && field.tests.every(({ type }) => type === 'exact')) return ''
  const more = found.length > 1 ? `, and ${found.length - 1} more` : ''
  return `; here it is “${shortened(first)}”${more}`
}

/** Undefined where it says nothing, or may be a secret, as a header's value. */
function foundTexts(
  key: Key,
  { summary, headers = [], body }: Filterable,
): readonly string[] | undefined {
  switch (key.type) {
    case 'method':
      return [summary.method]
    case 'path':
      return pathTexts(summary.path)
    case 'ip':
      return [summary.remoteAddress]
    case 'ct':
      return summary.body.contentType === null ? [] : [summary.body.contentType]
    case 'provider':
      return providerTexts(summary.provider).slice(0, 1)
    case 'event':
      return eventTexts(summary.provider)
    case 'sig':
      return signatureTexts(summary.signature).slice(0, 1)
    case 'size':
      return [`${summary.body.size} bytes`]
    case 'q':
      return queryTexts(summary.query, key.name)
    case 'h':
      return headerTexts(headers, key.name).length > 0 ? undefined : []
    case 'body':
      return body ? valuesAt(body(), key.path) : []
    default:
      return undefined
  }
}

const mostValues = 1000

function valuesAt(body: Uint8Array, path: readonly Step[]): readonly string[] {
  const values: string[] = []
  someAtPath(body, path, (leaf) => {
    values.push(leaf.type === 'composite' ? '…' : leaf.text)
    return values.length >= mostValues
  })
  return values
}

const mostValueChars = 60

function shortened(value: string): string {
  return value.length > mostValueChars ? `${value.slice(0, mostValueChars)}…` : value
}
