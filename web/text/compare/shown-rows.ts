// Decides what is seen of a long comparison: the differences with some lines around them, and the rest in folds.

import type { Difference, Part } from './parts.ts'

export type ShownRow =
  | {
      readonly type: 'line'
      /** Undefined where the side has none. */
      readonly left: number | undefined
      readonly right: number | undefined
      readonly difference: Difference | undefined
      /** The first row of its difference, which has the handle. */
      readonly isFirst: boolean
      readonly isMoved: boolean
    }
  | {
      readonly type: 'fold'
      /** Which part it hides lines of. */
      readonly part: number
      readonly count: number
      /** The next difference below it. */
      readonly next: Difference | undefined
    }

/** Equal lines that are shown beside a difference. */
const context = 3

export function* shownRows(
  parts: readonly Part[],
  isOpen: (part: number) => boolean,
): Generator<ShownRow> {
  for (const [index, part] of parts.entries()) {
    if (part.type === 'different') {
      yield* rowsOf(part)
      continue
    }
    const isMoved = part.isMoved === true
    const before = index === 0 ? 0 : context
    const after = index === parts.length - 1 ? 0 : context
    const isWhole = isMoved || isOpen(index) || part.count <= before + after + 1
    const head = isWhole ? part.count : before
    for (let n = 0; n < head; n++) yield equalRow(part, n, isMoved)
    if (isWhole) continue
    const next = parts[index + 1]
    const difference = next?.type === 'different' ? next.difference : undefined
    yield { type: 'fold', part: index, count: part.count - before - after, next: difference }
    for (let n = part.count - after; n < part.count; n++) yield equalRow(part, n, isMoved)
  }
}

function equalRow(part: { left: number; right: number }, n: number, isMoved: boolean): ShownRow {
  return {
    type: 'line',
    left: part.left + n,
    right: part.right + n,
    difference: undefined,
    isFirst: false,
    isMoved,
  }
}

function* rowsOf({ difference, left, right }: Part & { type: 'different' }): Generator<ShownRow> {
  const count = Math.max(left?.count ?? 0, right?.count ?? 0)
  for (let n = 0; n < count; n++) {
    yield {
      type: 'line',
      left: left && n < left.count ? left.from + n : undefined,
      right: right && n < right.count ? right.from + n : undefined,
      difference,
      isFirst: n === 0,
      isMoved: false,
    }
  }
}
