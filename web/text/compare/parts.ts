// What a comparison of two texts consists of: runs of equal lines, and the differences between them.

import type { TextLines } from './text-lines.ts'

/** Lines of one side, from 0. */
export interface LineSpan {
  readonly from: number
  readonly count: number
}

export interface EqualPart {
  readonly type: 'equal'
  readonly left: number
  readonly right: number
  readonly count: number
  /** Stands elsewhere among its neighbours; its value is the same. */
  readonly isMoved?: true
}

/** Something to be told of, wherever it is: in a header, a query, a body. */
export interface Difference {
  readonly kind: 'changed' | 'removed' | 'added'
  /** Where: `['body', 'data', 'id']`, `['headers', 'date']`. Empty where a path says nothing, as in plain text. */
  readonly steps: readonly string[]
  /** The value where it is a single one, as written. */
  readonly left?: string | undefined
  readonly right?: string | undefined
  /** Means the same, but is written differently: `1.0` and `1`, `X-Id` and `x-id`. */
  readonly isSpelling?: true
}

export interface DifferentPart {
  readonly type: 'different'
  readonly difference: Difference
  readonly left: LineSpan | undefined
  readonly right: LineSpan | undefined
}

export type Part = EqualPart | DifferentPart

export interface LineComparison {
  /** The lines that spans and counts speak of. */
  readonly left: TextLines
  readonly right: TextLines
  readonly parts: readonly Part[]
  /** Parts were too different to be aligned and are shown as removed and added whole. */
  readonly isRough: boolean
}

/** Collects parts; equal lines that follow each other become one run. */
export interface PartCollector {
  readonly parts: readonly Part[]
  equal(left: number, right: number, count: number, isMoved?: boolean): void
  different(difference: Difference, left: LineSpan | undefined, right: LineSpan | undefined): void
}

export function collectParts(): PartCollector {
  const parts: Part[] = []
  return {
    parts,
    equal(left, right, count, isMoved = false) {
      if (count === 0) return
      const last = parts.at(-1)
      if (
        last?.type === 'equal' &&
        (last.isMoved ?? false) === isMoved &&
        last.left + last.count === left &&
        last.right + last.count === right
      ) {
        parts[parts.length - 1] = { ...last, count: last.count + count }
      } else parts.push({ type: 'equal', left, right, count, ...(isMoved ? { isMoved } : {}) })
    },
    different(difference, left, right) {
      parts.push({ type: 'different', difference, left, right })
    },
  }
}
