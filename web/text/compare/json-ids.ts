// Numbers every value of laid-out JSON so that equal values have equal numbers, in three senses of equal.

import { type JsonText, keyOf } from '../json-tokens.ts'
import type { Intern } from './intern.ts'
import { bracketOf, childrenOf, isClosing, scalarOf } from './json-nodes.ts'
import { withoutNoise } from './noise-kinds.ts'

/** By the line on which a value begins. */
export interface JsonIds {
  /** Every lexeme the same, in the same order. */
  readonly exact: Int32Array
  /** The same, but for the order of keys. */
  readonly value: Int32Array
  /** The same, but for the order of keys, times, ids and digests. */
  readonly loose: Int32Array
}

/** Documents whose numbers are to be compared share `intern`. */
export function identify(json: JsonText, intern: Intern): JsonIds {
  const { count } = json.layout
  const ids = {
    exact: new Int32Array(count),
    value: new Int32Array(count),
    loose: new Int32Array(count),
  }
  // What is inside stands behind what it is in.
  for (let line = count - 1; line >= 0; line--) {
    if (isClosing(json, line)) continue
    const bracket = bracketOf(json, line)
    if (bracket === undefined) {
      const text = scalarOf(json, line) ?? ''
      ids.exact[line] = intern(text)
      ids.value[line] = ids.exact[line] ?? 0
      ids.loose[line] = intern(withoutNoise(text))
      continue
    }
    const children = childrenOf(json, line)
    const keys = bracket === '{' ? children.map((child) => keyOf(json, child) ?? '') : undefined
    ids.exact[line] = intern(spell(bracket, keys, children, ids.exact, false))
    ids.value[line] = intern(spell(bracket, keys, children, ids.value, true))
    ids.loose[line] = intern(spell(bracket, keys, children, ids.loose, true))
  }
  return ids
}

/** Begins with a bracket and a space, as no lexeme does. */
function spell(
  bracket: string,
  keys: readonly string[] | undefined,
  children: readonly number[],
  ids: Int32Array,
  isSorted: boolean,
): string {
  const members = children.map((child, at) => `${keys?.[at] ?? ''}:${ids[child]}`)
  // Sorting is stable: duplicates of a key keep their order, which decides who wins.
  if (isSorted && keys) members.sort(byKey)
  return `${bracket} ${members.join(',')}`
}

function byKey(one: string, other: string): number {
  const [a, b] = [one.slice(0, one.lastIndexOf(':')), other.slice(0, other.lastIndexOf(':'))]
  return a < b ? -1 : a > b ? 1 : 0
}
