// A comparison of two texts, row by row: JSON as it is laid out, text as it is.

import { useComputed, useSignal } from '@preact/signals'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import type { LineComparison } from '../../text/compare/parts.ts'
import { type ShownRow, shownRows } from '../../text/compare/shown-rows.ts'
import { lineAt, type TextLines } from '../../text/compare/text-lines.ts'
import { useComparing } from './context.ts'
import { DiffRow } from './diff-row.tsx'
import { Fold } from './fold.tsx'
import { changedRuns, MarkedLine, plainRun } from './marked-line.tsx'

export interface LineRowsProps {
  readonly comparison: LineComparison
  readonly isJson: boolean
  readonly name: string
}

/** Rows drawn at first, and again each time their end comes into view. */
const step = 400

export function LineRows({ comparison, isJson, name }: LineRowsProps) {
  const { showsWhole } = useComparing()
  const most = useSignal(step)
  const open = useSignal<ReadonlySet<number>>(new Set())
  const { left, right } = comparison
  const shown = useComputed(() => {
    const isOpen = (part: number) => showsWhole.value || open.value.has(part)
    const rows: ShownRow[] = []
    for (const row of shownRows(comparison.parts, isOpen)) {
      if (rows.length === most.value) return { rows, hasMore: true }
      rows.push(row)
    }
    return { rows, hasMore: false }
  })
  return (
    <section class="diff-rows" aria-label={name}>
      {shown.value.rows.map((row) =>
        row.type === 'fold' ? (
          <Fold
            key={`fold ${row.part}`}
            count={row.count}
            noun="line"
            next={row.next}
            onOpen={() => {
              open.value = new Set([...open.value, row.part])
            }}
          />
        ) : (
          <LineRow
            key={`${row.left} ${row.right}`}
            row={row}
            ls={left}
            rs={right}
            isJson={isJson}
          />
        ),
      )}
      {shown.value.hasMore && (
        <More
          onSeen={() => {
            most.value += step
          }}
        />
      )}
    </section>
  )
}

interface LineRowProps {
  readonly row: ShownRow & { type: 'line' }
  readonly ls: TextLines
  readonly rs: TextLines
  readonly isJson: boolean
}

function LineRow({ row, ls, rs, isJson }: LineRowProps) {
  const left = row.left === undefined ? undefined : lineAt(ls, row.left)
  const right = row.right === undefined ? undefined : lineAt(rs, row.right)
  const runs = useMemo(() => {
    if (left !== undefined && right !== undefined && row.difference) {
      return changedRuns(left, right, isJson)
    }
    return { left: plainRun(left ?? ''), right: plainRun(right ?? '') }
  }, [left, right, row.difference, isJson])
  return (
    <DiffRow
      difference={row.difference}
      isFirst={row.isFirst}
      isMoved={row.isMoved}
      leftLabel={row.left === undefined ? undefined : row.left + 1}
      rightLabel={row.right === undefined ? undefined : row.right + 1}
      left={left === undefined ? undefined : <MarkedLine runs={runs.left} isJson={isJson} />}
      right={right === undefined ? undefined : <MarkedLine runs={runs.right} isJson={isJson} />}
    />
  )
}

/** Asks for more rows when it comes into view, or is pressed. */
function More({ onSeen }: { onSeen: () => void }) {
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    const element = button.current
    if (!element) return
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) onSeen()
    })
    observer.observe(element)
    return () => observer.disconnect()
  })
  return (
    <div class="diff-fold">
      <button type="button" class="diff-more" ref={button} onClick={onSeen}>
        More rows
      </button>
    </div>
  )
}
