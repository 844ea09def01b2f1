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
  /** The key as it is typed: gates of one name look at the same texts. */
  readonly name: string
  readonly key: Key
  /** Folded; one of them must be there, or one of the prefixes. */
  readonly values: readonly string[]
  readonly prefixes: readonly string[]
}

/** Undefined when the filter has no such key, or more than one way to be true. */
export function gateOf(filter: Filter): Gate | undefined {
  const terms: readonly Filter[] = filter.type === 'and' ? filter.parts : [filter]
  const gates = terms.flatMap((term) => gateOfTerm(term) ?? [])
  return gates.sort((a, b) => rank(a.key) - rank(b.key))[0]
}

/** Which gates a request passes, by their index: 1 for those. */
export type GateKeeper = (request: Filterable) => Uint8Array

/** Gates of one name: what a request has for it opens all of them at once. */
interface Place {
  readonly key: Key
  /** Indexes of gates by a value, or by a prefix, that opens them. */
  readonly byValue: ReadonlyMap<string, readonly number[]>
  readonly byPrefix: readonly (readonly [prefix: string, index: number])[]
}

/** `gates` with none where there is none: that lets all through. */
export function createGateKeeper(gates: readonly (Gate | undefined)[]): GateKeeper {
  const names = [...new Set(gates.flatMap((gate) => gate?.name ?? []))]
  const places = names.flatMap((name) => placeOf(name, gates) ?? [])
  const ungated = Uint8Array.from(gates, (gate) => (gate ? 0 : 1))
  return (request) => {
    const isOpen = ungated.slice()
    for (const place of places) open(place, textsOf(place.key, request), isOpen)
    return isOpen
  }
}

function placeOf(name: string, gates: readonly (Gate | undefined)[]): Place | undefined {
  const byValue = new Map<string, number[]>()
  const byPrefix: (readonly [string, number])[] = []
  let key: Key | undefined
  for (const [index, gate] of gates.entries()) {
    if (gate?.name !== name) continue
    key = gate.key
    for (const value of gate.values) byValue.set(value, [...(byValue.get(value) ?? []), index])
    for (const prefix of gate.prefixes) byPrefix.push([prefix, index])
  }
  return key && { key, byValue, byPrefix }
}

function open({ byValue, byPrefix }: Place, texts: readonly string[], isOpen: Uint8Array): void {
  for (const text of texts) {
    for (const index of byValue.get(text) ?? none) isOpen[index] = 1
    for (const [prefix, index] of byPrefix) if (text.startsWith(prefix)) isOpen[index] = 1
  }
}

const none: readonly number[] = []

/** Those that tell most requests apart first; a body costs most to look at. */
const ranks: readonly Key['type'][] = ['path', 'event', 'h', 'q', 'body', 'provider', 'method']

function rank(key: Key): number {
  return ranks.indexOf(key.type)
}

function gateOfTerm(term: Filter | Term): Gate | undefined {
  if (term.type !== 'field' || !ranks.includes(term.key.type)) return undefined
  const { key, tests } = term
  const values = tests.flatMap((test) => (test.type === 'exact' ? [fold(test.text)] : []))
  const prefixes = tests.flatMap((test) => {
    const [prefix = ''] = test.type === 'glob' ? test.text.split('*', 1) : []
    return prefix === '' ? [] : [fold(prefix)]
  })
  if (values.length + prefixes.length < tests.length) return undefined
  // A number in a body may be written otherwise.
  if (key.type === 'body' && values.some(isDecimal)) return undefined
  return { name: printKey(key), key, values, prefixes }
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
