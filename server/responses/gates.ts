// The cheapest things that rule a request out of a filter: keys with a few exact values. Of fifty rules most are
// passed over by comparing texts, which are had once for all of them.

import { fold } from '../wire/filter/compile.ts'
import { isDecimal } from '../wire/filter/decimal.ts'
import { someAtPath } from '../wire/filter/json-path.ts'
import type { Filterable } from '../wire/filter/match.ts'
import { printKey } from '../wire/filter/print.ts'
import type { Filter, Key, Term, Test } from '../wire/filter/syntax.ts'
import {
  eventTexts,
  headerTexts,
  pathTexts,
  providerTexts,
  queryTexts,
} from '../wire/filter/texts.ts'

/** What a request's texts for one key say of a filter, before it is asked. */
export interface Gate {
  /** The key as it is typed: gates of one name look at the same texts. */
  readonly name: string
  readonly key: Key
  /** Folded. */
  readonly values: readonly string[]
  readonly prefixes: readonly string[]
}

export interface Gates {
  /** One of its values or prefixes must be there; undefined where the filter asks for nothing like it. */
  readonly opening: Gate | undefined
  /** None of their values may be there. */
  readonly closing: readonly Gate[]
}

export function gatesOf(filter: Filter): Gates {
  const terms: readonly Filter[] = filter.type === 'and' ? filter.parts : [filter]
  const opening = terms.flatMap((term) => openingGateOf(term) ?? [])
  const closing = terms.flatMap((term) => closingGateOf(term) ?? [])
  return { opening: opening.sort((a, b) => rank(a.key) - rank(b.key))[0], closing }
}

/** For each filter, by its index, whether it is worth asking: `isOpen` for those. Good until it is called again. */
export type GateKeeper = (request: Filterable) => Uint8Array

/** Opened by something that is there, or by asking for nothing; and closed by nothing. */
export const isOpen = 1
const isClosed = 2

/** Gates of one name: what a request has for it opens and closes all of them at once. */
interface Place {
  readonly key: Key
  /** What a value does to the gates of some indexes. */
  readonly byValue: ReadonlyMap<string, readonly Effect[]>
  readonly byPrefix: readonly (readonly [prefix: string, index: number])[]
}

interface Effect {
  readonly index: number
  readonly mark: typeof isOpen | typeof isClosed
}

/** `gates` of all filters of a bin, in their order. */
export function createGateKeeper(gates: readonly Gates[]): GateKeeper {
  const all = gates.flatMap(({ opening, closing }) => (opening ? [opening, ...closing] : closing))
  const names = [...new Set(all.map(({ name }) => name))]
  const places = names.flatMap((name) => placeOf(name, gates) ?? [])
  const before = Uint8Array.from(gates, ({ opening }) => (opening ? 0 : isOpen))
  const marks = before.slice()
  return (request) => {
    marks.set(before)
    for (const place of places) {
      for (const text of textsOf(place.key, request)) markAll(place, text, marks)
    }
    return marks
  }
}

function placeOf(name: string, gates: readonly Gates[]): Place | undefined {
  const byValue = new Map<string, Effect[]>()
  const byPrefix: (readonly [string, number])[] = []
  let key: Key | undefined
  const put = (gate: Gate, effect: Effect) => {
    key = gate.key
    for (const value of gate.values) byValue.set(value, [...(byValue.get(value) ?? []), effect])
    for (const prefix of gate.prefixes) byPrefix.push([prefix, effect.index])
  }
  for (const [index, { opening, closing }] of gates.entries()) {
    if (opening?.name === name) put(opening, { index, mark: isOpen })
    for (const gate of closing) if (gate.name === name) put(gate, { index, mark: isClosed })
  }
  return key && { key, byValue, byPrefix }
}

function markAll({ byValue, byPrefix }: Place, text: string, marks: Uint8Array): void {
  const folded = fold(text)
  for (const { index, mark } of byValue.get(folded) ?? none)
    marks[index] = (marks[index] ?? 0) | mark
  for (const [prefix, index] of byPrefix) {
    if (folded.startsWith(prefix)) marks[index] = (marks[index] ?? 0) | isOpen
  }
}

const none: readonly Effect[] = []

/** Those that tell most requests apart first; a body costs most to look at. */
const ranks: readonly Key['type'][] = ['path', 'event', 'h', 'q', 'body', 'provider', 'method']

function rank(key: Key): number {
  return ranks.indexOf(key.type)
}

function openingGateOf(term: Filter | Term): Gate | undefined {
  if (term.type !== 'field' || !ranks.includes(term.key.type)) return undefined
  const { key, tests } = term
  const values = exactValues(tests)
  const prefixes = tests.flatMap((test) => {
    const [prefix = ''] = test.type === 'glob' ? test.text.split('*', 1) : []
    return prefix === '' ? [] : [fold(prefix)]
  })
  if (values.length + prefixes.length < tests.length) return undefined
  // A number in a body may be written otherwise.
  if (key.type === 'body' && values.some(isDecimal)) return undefined
  return { name: printKey(key), key, values, prefixes }
}

/** Of a negated term; what else may not be there is for the filter itself to say. */
function closingGateOf(term: Filter | Term): Gate | undefined {
  if (term.type !== 'not' || term.part.type !== 'field') return undefined
  const { key, tests } = term.part
  const values = exactValues(tests)
  if (values.length === 0 || key.type === 'body' || !ranks.includes(key.type)) return undefined
  return { name: printKey(key), key, values, prefixes: [] }
}

function exactValues(tests: readonly Test[]): readonly string[] {
  return tests.flatMap((test) => (test.type === 'exact' ? [fold(test.text)] : []))
}

function textsOf(key: Key, { summary, headers = [], body }: Filterable): readonly string[] {
  switch (key.type) {
    case 'method':
      return [summary.method]
    case 'path':
      return pathTexts(summary.path)
    case 'provider':
      return providerTexts(summary.provider)
    case 'event':
      return eventTexts(summary.provider)
    case 'h':
      return headerTexts(headers, key.name)
    case 'q':
      return queryTexts(summary.query, key.name)
    case 'body': {
      if (!body) return []
      const texts: string[] = []
      someAtPath(body(), key.path, (leaf) => {
        if (leaf.type !== 'composite') texts.push(leaf.text)
        return false
      })
      return texts
    }
    default:
      return []
  }
}
