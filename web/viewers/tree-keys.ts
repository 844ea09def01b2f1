// What each key does in a tree, by the WAI-ARIA tree pattern: https://www.w3.org/WAI/ARIA/apg/patterns/treeview/

import type { JsonFolds } from '../state/json-folds.ts'
import { type JsonLayout, noLine, opens, parentOf } from '../text/json-layout.ts'

export interface TreeState {
  readonly layout: JsonLayout
  readonly folds: Pick<JsonFolds, 'lineAt' | 'rowOf' | 'isFolded' | 'count'>
  /** The row one is at. */
  readonly active: number
  /** Rows that fit. */
  readonly page: number
}

export type TreeTarget = { readonly type: 'row'; readonly row: number } | { readonly type: 'fold' }

export function targetOf(key: string, state: TreeState): TreeTarget | undefined {
  const { layout, folds, active, page } = state
  const line = folds.lineAt(active)
  const canFold = opens(layout, line)
  const isOpen = canFold && !folds.isFolded(line)
  switch (key) {
    case 'ArrowDown':
      return row(active + 1)
    case 'ArrowUp':
      return row(active - 1)
    case 'PageDown':
      return row(active + page)
    case 'PageUp':
      return row(active - page)
    case 'Home':
      return row(0)
    case 'End':
      return row(folds.count.value - 1)
    case 'ArrowRight':
      if (!canFold) return row(active)
      return isOpen ? row(active + 1) : { type: 'fold' }
    case 'ArrowLeft': {
      if (isOpen) return { type: 'fold' }
      const parent = parentOf(layout, line)
      return row(parent === noLine ? active : folds.rowOf(parent))
    }
    case 'Enter':
    case ' ':
      return canFold ? { type: 'fold' } : row(active)
    default:
      return undefined
  }
}

function row(row: number): TreeTarget {
  return { type: 'row', row }
}
