// The cheapest thing that rules a request out of a filter: one key with a few exact values. Of fifty rules most are
// passed over by comparing one text, which is had once for all of them.

import { fold } from '../wire/filter/compile.ts'
import { isDecimal } from '../wire/filter/decimal.ts'
import { someAtPath } from '../wire/filter/json-path.ts'
import type { Filterable } from '../wire/filter/match.ts'
import { printKey } from '../wire/filter/print.ts'
import type { Filter, Key, Term } from '../wire/filter/syntax.ts'
import {
  eventTexts,
  headerTexts,
  pathTexts,
  providerTexts,
  queryTexts,
} from '../wire/filter/texts.ts'

export interface Gate {
  /** The key as it is typed: what is found for it is kept under this name. */
  readonly name: string
  readonly key: Key
  /** Folded. One of them must be there. */
  readonly values: readonly string[]
}

/** Undefined when the filter has no such key, or more than one way to be true. */
export function gateOf(filter: Filter): Gate | undefined {
  const terms: readonly Filter[] = filter.type === 'and' ? filter.parts : [filter]
  const gates = terms.flatMap((term) => gateOfTerm(term) ?? [])
  return gates.sort((a, b) => rank(a.key) - rank(b.key))[0]
}

/** The texts of a request by gates' names, found when first asked for. */
export function createGateTexts(request: Filterable): (gate: Gate) => boolean {
  const found = new Map<string, readonly string[]>()
  return ({ name, key, values }) => {
    let texts = found.get(name)
    if (!texts) {
      texts = textsOf(key, request)
      found.set(name, texts)
    }
    return texts.some((text) => values.includes(text))
  }
}

/** Those that tell most requests apart first; a body costs most to look at. */
const ranks: readonly Key['type'][] = ['path', 'event', 'h', 'q', 'body', 'provider', 'method']

function rank(key: Key): number {
  return ranks.indexOf(key.type)
}

function gateOfTerm(term: Filter | Term): Gate | undefined {
  if (term.type !== 'field' || !ranks.includes(term.key.type)) return undefined
  const { key, tests } = term
  const values = tests.flatMap((test) => (test.type === 'exact' ? [test.text] : []))
  if (values.length < tests.length) return undefined
  // A number in a body may be written otherwise.
  if (key.type === 'body' && values.some(isDecimal)) return undefined
  return { name: printKey(key), key, values: values.map(fold) }
}

function textsOf(key: Key, { summary, headers = [], text }: Filterable): readonly string[] {
  switch (key.type) {
    case 'method':
      return [fold(summary.method)]
    case 'path':
      return pathTexts(summary.path).map(fold)
    case 'provider':
      return providerTexts(summary.provider).map(fold)
    case 'event':
      return eventTexts(summary.provider).map(fold)
    case 'h':
      return headerTexts(headers, key.name).map(fold)
    case 'q':
      return queryTexts(summary.query, key.name).map(fold)
    case 'body': {
      const texts: string[] = []
      someAtPath(text?.() ?? '', key.path, (leaf) => {
        if (leaf.type !== 'composite') texts.push(fold(leaf.text))
        return false
      })
      return texts
    }
    default:
      return []
  }
}
