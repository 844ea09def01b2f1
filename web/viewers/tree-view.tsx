// A tree of JSON as WAI-ARIA has it: arrows to walk and fold, a search, path and value to copy, and only what is in view
// drawn.

import { useId, useLayoutEffect } from 'preact/hooks'
import { useInspector } from '../context.ts'
import {
  closes,
  depthOf,
  type JsonLayout,
  noLine,
  opens,
  parentOf,
  partnerOf,
  positionOf,
} from '../text/json-layout.ts'
import { useVirtualRows } from '../ui/virtual-rows.ts'
import { FindBar } from './find-bar.tsx'
import { FoldMenu } from './fold-menu.tsx'
import { Progress } from './progress.tsx'
import { targetOf } from './tree-keys.ts'
import { TreeRow } from './tree-row.tsx'
import { useReading } from './use-reading.ts'
import { ValueFoot } from './value-foot.tsx'
import type { ViewerProps } from './viewer.ts'

/** As the styles have it. */
const rowPx = { wide: 20, narrow: 28 }
/** A tree of more lines begins with its roots alone open. */
const mostOpen = 400
const deepestOpen = 20

interface TreeProps extends ViewerProps {
  readonly kind: 'json' | 'ndjson'
}

export function JsonTree({ content, kind, isPart, isRequest = false }: TreeProps) {
  const reading = useReading(content.text ?? '', kind, {
    isPart,
    isWhole: content.isWhole,
    hidesClosing: true,
    isFoldedAtFirst: kind === 'json' ? isFoldedInJson : () => true,
  })
  const page = useInspector()
  const { folds, find } = reading
  const json = reading.json.value
  const { layout } = json
  if (kind === 'ndjson' && layout.count === 0 && reading.done.value === 1) {
    throw new SyntaxError('Not JSON lines: there is no line.')
  }
  const id = useId()
  const count = folds.count.value
  const rows = useVirtualRows<HTMLDivElement>(
    count,
    page.layout.isNarrow.value ? rowPx.narrow : rowPx.wide,
  )
  const active = folds.rowOf(reading.line.value)
  const reveal = reading.reveal.value
  useLayoutEffect(() => {
    if (reveal) rows.reveal(reveal.row)
  }, [reveal])

  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const target = targetOf(event.key, { layout, folds, active, page: rows.page })
    if (!target) return
    event.preventDefault()
    if (target.type === 'fold') reading.toggle(folds.lineAt(active))
    else reading.moveToRow(Math.max(0, Math.min(count - 1, target.row)))
  }

  const shown = Array.from(
    { length: Math.max(0, rows.last - rows.first) },
    (_, at) => rows.first + at,
  )
  const isShown = active >= rows.first && active < rows.last
  const roots = rootsOf(layout)
  const root = rootOf(layout, reading.line.value)
  return (
    <div class="code tree">
      {!isPart && (
        <div class="code-tools">
          <FindBar find={find} />
          <span class="spring" />
          <Progress done={content.isWhole ? reading.done.value : 1} />
          <FoldMenu reading={reading} />
        </div>
      )}
      <div
        class="tree-box"
        role="tree"
        aria-label={kind === 'json' ? 'Body as a tree' : 'Body as JSON lines'}
        tabIndex={0}
        ref={rows.box}
        {...(isShown && { 'aria-activedescendant': `${id}-${active}` })}
        onKeyDown={onKeyDown}
        onScroll={rows.onScroll}
      >
        <div role="none" class="tree-inside" style={{ height: `${rows.insidePx}px` }}>
          <div role="none" style={{ transform: `translateY(${rows.offsetPx}px)` }}>
            {shown.map((row) => (
              <TreeRow
                key={row}
                id={`${id}-${row}`}
                json={json}
                line={folds.lineAt(row)}
                roots={roots}
                marks={{ matches: find.matches.value, index: find.index.value }}
                isFolded={folds.isFolded(folds.lineAt(row))}
                isActive={row === active}
                onChoose={(line) => {
                  reading.moveToRow(row)
                  if (opens(layout, line)) reading.toggle(line)
                }}
              />
            ))}
          </div>
        </div>
      </div>
      {!isPart && layout.count > 0 && (
        <ValueFoot
          json={json}
          line={reading.line.value}
          root={kind === 'ndjson' ? `$[${positionOf(layout, root)}]` : undefined}
          isRequest={isRequest}
        />
      )}
    </div>
  )
}

function isFoldedInJson(line: number, layout: JsonLayout): boolean {
  const depth = depthOf(layout, line)
  return layout.count <= mostOpen ? depth >= deepestOpen : depth > 0
}

function rootOf(layout: JsonLayout, line: number): number {
  let at = line
  while (parentOf(layout, at) !== noLine) at = parentOf(layout, at)
  return at
}

/** How many stand side by side at the top. */
function rootsOf(layout: JsonLayout): number {
  if (layout.count === 0) return 0
  let last = rootOf(layout, layout.count - 1)
  if (closes(layout, last)) last = partnerOf(layout, last)
  return positionOf(layout, last) + 1
}
