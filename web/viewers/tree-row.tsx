// One row of the tree: its key, its value as sent, or what a folded one holds in brief.

import { counted } from '../text/format-size.ts'
import { depthOf, noLine, opens, parentOf, positionOf } from '../text/json-layout.ts'
import { type JsonText, lineTokens } from '../text/json-tokens.ts'
import { gistOf, sizeOf } from '../text/json-value.ts'
import { Icon } from '../ui/icons.tsx'
import { type Marks, marked } from './marked.tsx'

const indentPx = 16
/** Deeper than this the indentation stays: the level is still spoken. */
const deepestIndent = 40

export interface TreeRowProps {
  readonly id: string
  readonly json: JsonText
  readonly line: number
  /** How many stand side by side at the top. */
  readonly roots: number
  readonly marks: Marks
  readonly isFolded: boolean
  readonly isActive: boolean
  readonly onChoose: (line: number) => void
}

export function TreeRow(props: TreeRowProps) {
  const { id, json, line, roots, marks, isFolded, isActive, onChoose } = props
  const { layout } = json
  const parent = parentOf(layout, line)
  const hasInside = opens(layout, line)
  const tokens = lineTokens(json, line)
  const hasKey = tokens[0]?.kind === 'key'
  const value = tokens.slice(hasKey ? 2 : 0).filter(({ text }) => text !== ',')
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree around it has the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the tree has the focus and names its active descendant
    <div
      id={id}
      class="tree-row"
      role="treeitem"
      aria-level={depthOf(layout, line) + 1}
      aria-setsize={parent === noLine ? roots : sizeOf(json, parent) || -1}
      aria-posinset={positionOf(layout, line) + 1}
      aria-selected={isActive}
      {...(hasInside && { 'aria-expanded': !isFolded })}
      style={{
        paddingInlineStart: `${14 + Math.min(depthOf(layout, line), deepestIndent) * indentPx}px`,
      }}
      onClick={() => onChoose(line)}
    >
      <span class={hasInside ? 'tree-fold' : 'tree-leaf'} aria-hidden="true">
        {hasInside && <Icon name="chevron" />}
      </span>
      {hasKey && tokens[0] ? (
        <>
          <bdi class="json-key">{marked(tokens[0].text, tokens[0].start, marks)}</bdi>
          {': '}
        </>
      ) : (
        (parent !== noLine || roots > 1) && <span class="muted">{positionOf(layout, line)}: </span>
      )}
      {hasInside ? (
        <Inside json={json} line={line} isFolded={isFolded} isObject={value[0]?.text === '{'} />
      ) : (
        value.map(({ kind, text, start }) => (
          <bdi class={`json-${kind}`} key={start}>
            {marked(text, start, marks)}
          </bdi>
        ))
      )}
    </div>
  )
}

interface InsideProps extends Pick<TreeRowProps, 'json' | 'line' | 'isFolded'> {
  readonly isObject: boolean
}

function Inside({ json, line, isFolded, isObject }: InsideProps) {
  return (
    <>
      {isObject ? '{' : '['}
      {isFolded && <bdi class="tree-gist"> {gistOf(json, line)} </bdi>}
      {isFolded && (isObject ? '}' : ']')}
      <span class="muted tree-count">{counted(sizeOf(json, line), isObject ? 'key' : 'item')}</span>
    </>
  )
}
