// Numbers every value of JSON trees so that equal values have equal numbers, in three senses of equal.

import { type JsonTree, keyOf, valueTokens } from '../json-tree.ts'
import type { Intern } from './intern.ts'
import { withoutNoise } from './noise-kinds.ts'

/** By node. */
export interface JsonIds {
  /** Every lexeme the same, in the same order. */
  readonly exact: Int32Array
  /** The same, but for the order of keys. */
  readonly value: Int32Array
  /** The same, but for the order of keys, times, ids and digests. */
  readonly loose: Int32Array
}

/** Trees whose numbers are to be compared share `intern`. */
export function identify(tree: JsonTree, intern: Intern): JsonIds {
  const { nodes } = tree
  const ids = {
    exact: new Int32Array(nodes.length),
    value: new Int32Array(nodes.length),
    loose: new Int32Array(nodes.length),
  }
  // What is inside stands behind what it is in.
  for (let index = nodes.length - 1; index >= 0; index--) {
    const text = valueTokens(tree, index)
      .map((token) => token.text)
      .join('')
    if (nodes[index]?.size === 0) {
      ids.exact[index] = intern(text)
      ids.value[index] = ids.exact[index] ?? 0
      ids.loose[index] = intern(withoutNoise(text))
      continue
    }
    const children = childrenOf(tree, index)
    const keys = text === '{' ? children.map((child) => keyOf(tree, child) ?? '') : undefined
    ids.exact[index] = intern(spell(text, keys, children, ids.exact, false))
    ids.value[index] = intern(spell(text, keys, children, ids.value, true))
    ids.loose[index] = intern(spell(text, keys, children, ids.loose, true))
  }
  return ids
}

export function childrenOf({ nodes }: JsonTree, index: number): number[] {
  const children: number[] = []
  const end = nodes[index]?.after ?? 0
  for (let at = index + 1; at < end; at = nodes[at]?.after ?? end) children.push(at)
  return children
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
