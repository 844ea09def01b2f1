// Numbers every value of laid-out JSON so that equal values have equal numbers, in three senses of equal.

import type { Intern } from './intern.ts'
import { bracketOf, childrenOf, isClosing, type JsonNodes, keyOf, scalarOf } from './json-nodes.ts'
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
export function identify(json: JsonNodes, intern: Intern): JsonIds {
  const { count } = json.layout
  const ids = {
    exact: new Int32Array(count),
    value: new Int32Array(count),
    loose: new Int32Array(count),
  }
  const bare = new Map<number, number>()
  const looseOf = (exact: number, text: string) => {
    const known = bare.get(exact)
    if (known !== undefined) return known
    const loose = intern.text(withoutNoise(text))
    bare.set(exact, loose)
    return loose
  }
  // What is inside stands behind what it is in.
  for (let line = count - 1; line >= 0; line--) {
    if (isClosing(json, line)) continue
    const bracket = bracketOf(json, line)
    if (bracket === undefined) {
      const text = scalarOf(json, line) ?? ''
      const exact = intern.text(text)
      ids.exact[line] = exact
      ids.value[line] = exact
      ids.loose[line] = looseOf(exact, text)
      continue
    }
    const children = childrenOf(json, line)
    if (bracket === '[') {
      for (const sense of [ids.exact, ids.value, ids.loose]) {
        sense[line] = children.reduce(
          (sequence, child) => intern.next(sequence, sense[child] ?? 0),
          intern.next(intern.start, intern.text('[')),
        )
      }
      continue
    }
    const members = children.map((child) => ({ child, key: intern.text(keyOf(json, child) ?? '') }))
    const sequence = (sense: Int32Array) =>
      members.reduce(
        (before, { child, key }) => intern.next(intern.next(before, key), sense[child] ?? 0),
        intern.next(intern.start, intern.text('{')),
      )
    ids.exact[line] = sequence(ids.exact)
    // Any order does that is the same for both; a stable one keeps duplicates in theirs, which decides who wins.
    members.sort((one, other) => one.key - other.key)
    ids.value[line] = sequence(ids.value)
    ids.loose[line] = sequence(ids.loose)
  }
  return ids
}
