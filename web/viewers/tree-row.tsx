// One row of the tree: its key, its value as sent, or what a folded one holds in brief.

import { counted } from '../text/format-size.ts'
import { gistOf, type JsonTree, keyOf, valueTokens } from '../text/json-tree.ts'

const indentPx = 16
/** Deeper than this the indentation stays: the level is still spoken. */
const deepestIndent = 40
const longestLexeme = 1_000

export interface TreeRowProps {
  readonly id: string
  readonly tree: JsonTree
  readonly index: number
  readonly isOpen: boolean
  readonly isActive: boolean
  readonly onToggle: (index: number) => void
}

export function TreeRow({ id, tree, index, isOpen, isActive, onToggle }: TreeRowProps) {
  const node = tree.nodes[index]
  if (!node) return null
  const key = keyOf(tree, index)
  const hasInside = node.size > 0
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree around it has the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the tree has the focus and names its active descendant
    <div
      id={id}
      class="tree-row"
      role="treeitem"
      aria-level={node.depth + 1}
      aria-setsize={tree.nodes[node.parent]?.size ?? tree.roots}
      aria-posinset={node.position + 1}
      aria-selected={isActive}
      {...(hasInside && { 'aria-expanded': isOpen })}
      style={{ paddingInlineStart: `${14 + Math.min(node.depth, deepestIndent) * indentPx}px` }}
      onClick={() => onToggle(index)}
    >
      <span class={hasInside ? 'tree-fold' : 'tree-leaf'} aria-hidden="true" />
      {key === undefined ? (
        (node.parent >= 0 || tree.roots > 1) && <span class="muted">{node.position}: </span>
      ) : (
        <>
          <bdi class="json-key">{shorten(key)}</bdi>
          {': '}
        </>
      )}
      {hasInside ? (
        <Inside tree={tree} index={index} isOpen={isOpen} />
      ) : (
        valueTokens(tree, index).map(({ kind, text }, at) => (
          <bdi class={`json-${kind}`} key={at}>
            {shorten(text)}
          </bdi>
        ))
      )}
    </div>
  )
}

function Inside({ tree, index, isOpen }: { tree: JsonTree; index: number; isOpen: boolean }) {
  const isObject = valueTokens(tree, index)[0]?.text === '{'
  return (
    <>
      {isObject ? '{' : '['}
      {!isOpen && <bdi class="tree-gist"> {gistOf(tree, index)} </bdi>}
      {!isOpen && (isObject ? '}' : ']')}
      <span class="muted tree-count">
        {counted(tree.nodes[index]?.size ?? 0, isObject ? 'key' : 'item')}
      </span>
    </>
  )
}

function shorten(lexeme: string): string {
  return lexeme.length <= longestLexeme ? lexeme : `${lexeme.slice(0, longestLexeme)}…`
}
