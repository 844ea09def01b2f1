// Compares lists of names and values (headers, queries, forms), where order, duplicates and case are evidence.

import { longestAscending } from './align.ts'
import type { Difference } from './parts.ts'

export interface NamedValue {
  readonly name: string
  /** Null where there is a name alone, as in `?debug`. */
  readonly value: string | null
}

export interface PairRow {
  readonly left: NamedValue | undefined
  readonly right: NamedValue | undefined
  readonly difference: Difference | undefined
  /** Stands elsewhere in the list; its value may be the same all the same. */
  readonly isMoved: boolean
}

export interface PairOptions {
  /** What their paths begin with: `headers`. */
  readonly root: string
  /** Names are the same in any case, as those of headers are. */
  readonly isCaseFree?: boolean
}

/** In the order of the right side; what is only on the left stands where it stood there. */
export function comparePairs(
  left: readonly NamedValue[],
  right: readonly NamedValue[],
  { root, isCaseFree = false }: PairOptions,
): PairRow[] {
  const fold = (name: string) => (isCaseFree ? name.toLowerCase() : name)
  const leftOf = matchUp(left, right, fold)
  const matched = leftOf.flatMap((at, index) => (at === undefined ? [] : [{ at, index }]))
  const inOrder = new Set(
    longestAscending(matched.map(({ at }) => at)).map((kept) => matched[kept]?.index),
  )
  const taken = new Set(matched.map(({ at }) => at))
  const rows: PairRow[] = []
  let next = 0

  function addRemovedUpTo(end: number): void {
    for (; next < end; next++) {
      const item = left[next]
      if (!item || taken.has(next)) continue
      const steps = [root, fold(item.name)]
      const difference = { kind: 'removed', steps, left: item.value ?? '' } as const
      rows.push({ left: item, right: undefined, difference, isMoved: false })
    }
  }

  right.forEach((item, index) => {
    const at = leftOf[index]
    const other = at === undefined ? undefined : left[at]
    const isMoved = other !== undefined && !inOrder.has(index)
    if (at !== undefined && !isMoved) addRemovedUpTo(at)
    const steps = [root, fold(item.name)]
    rows.push({ left: other, right: item, difference: differenceOf(other, item, steps), isMoved })
  })
  addRemovedUpTo(left.length)
  return rows
}

function differenceOf(
  left: NamedValue | undefined,
  right: NamedValue,
  steps: readonly string[],
): Difference | undefined {
  if (!left) return { kind: 'added', steps, right: right.value ?? '' }
  const values = { left: left.value ?? '', right: right.value ?? '' }
  if (left.value !== right.value) return { kind: 'changed', steps, ...values }
  return left.name === right.name
    ? undefined
    : { kind: 'changed', steps, left: left.name, right: right.name, isSpelling: true }
}

/** For each on the right its counterpart on the left: among duplicates an equal one, then the next in order. */
function matchUp(
  left: readonly NamedValue[],
  right: readonly NamedValue[],
  fold: (name: string) => string,
): (number | undefined)[] {
  const waiting = new Map<string, number[]>()
  left.forEach(({ name }, index) => {
    const same = waiting.get(fold(name))
    if (same) same.push(index)
    else waiting.set(fold(name), [index])
  })
  const found: (number | undefined)[] = right.map(({ name, value }) => {
    const same = waiting.get(fold(name)) ?? []
    const equal = same.findIndex((index) => left[index]?.value === value)
    return equal < 0 ? undefined : same.splice(equal, 1)[0]
  })
  return found.map((at, index) => at ?? waiting.get(fold(right[index]?.name ?? ''))?.shift())
}
