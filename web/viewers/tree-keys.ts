// What each key does in a tree, by the WAI-ARIA tree pattern: https://www.w3.org/WAI/ARIA/apg/patterns/treeview/

import type { JsonTree } from '../text/json-tree.ts'

export interface TreeState {
  readonly tree: JsonTree
  /** Indexes of the nodes to be seen. */
  readonly visible: readonly number[]
  readonly isOpen: Uint8Array
  readonly active: number
  /** Rows that fit. */
  readonly page: number
}

export type TreeTarget =
  | { readonly type: 'row'; readonly row: number }
  | { readonly type: 'fold'; readonly open: boolean }

export function targetOf(key: string, state: TreeState): TreeTarget | undefined {
  const { tree, visible, isOpen, active, page } = state
  const node = tree.nodes[active]
  const at = visible.indexOf(active)
  const open = isOpen[active] === 1
  const canFold = (node?.size ?? 0) > 0
  switch (key) {
    case 'ArrowDown':
      return row(at + 1)
    case 'ArrowUp':
      return row(at - 1)
    case 'PageDown':
      return row(at + page)
    case 'PageUp':
      return row(at - page)
    case 'Home':
      return row(0)
    case 'End':
      return row(visible.length - 1)
    case 'ArrowRight':
      if (!canFold) return row(at)
      return open ? row(at + 1) : { type: 'fold', open: true }
    case 'ArrowLeft':
      if (canFold && open) return { type: 'fold', open: false }
      return row(node && node.parent >= 0 ? visible.indexOf(node.parent) : at)
    case 'Enter':
    case ' ':
      return canFold ? { type: 'fold', open: !open } : row(at)
    default:
      return undefined
  }
}

function row(row: number): TreeTarget {
  return { type: 'row', row }
}
