// One row of a comparison: its sign, what is left and what is right, and on demand what can be done with the difference.

import type { ComponentChildren } from 'preact'
import { shownPath } from '../../text/compare/noise-path.ts'
import type { Mute } from '../../text/compare/noise-rules.ts'
import type { Difference } from '../../text/compare/parts.ts'
import { useComparing } from './context.ts'
import { DifferenceBar } from './difference-bar.tsx'

export interface DiffRowProps {
  readonly difference: Difference | undefined
  /** Undefined where the side has nothing. */
  readonly left: ComponentChildren
  readonly right: ComponentChildren
  readonly leftLabel?: number | undefined
  readonly rightLabel?: number | undefined
  readonly isMoved?: boolean
  /** Of a difference of several rows, only the first has the handle. */
  readonly isFirst?: boolean
}

const signs = { changed: '~', removed: '−', added: '+' } as const
const words = {
  changed: 'Changed',
  removed: 'Only on the left',
  added: 'Only on the right',
} as const

export function DiffRow(props: DiffRowProps) {
  const { difference, left, right, leftLabel, rightLabel, isMoved = false, isFirst = true } = props
  const { mute, current } = useComparing()
  const muted = difference && mute.value(difference)
  const isCurrent = difference !== undefined && isFirst && current.value === difference
  const look = difference ? `is-${difference.kind}` : isMoved ? 'is-moved' : 'is-equal'
  return (
    <>
      <div class={`diff-row ${look} ${muted ? 'is-muted' : ''} ${isCurrent ? 'is-current' : ''}`}>
        <span class="diff-sign">
          {difference && isFirst ? (
            <Handle difference={difference} muted={muted} isMoved={isMoved} />
          ) : (
            isMoved && <Moved />
          )}
        </span>
        <Cell side="left" isEqual={!difference} label={leftLabel} isThere={left !== undefined}>
          {left}
        </Cell>
        <Cell side="right" isEqual={!difference} label={rightLabel} isThere={right !== undefined}>
          {right}
        </Cell>
      </div>
      {isCurrent && <DifferenceBar difference={difference} muted={muted} isMoved={isMoved} />}
    </>
  )
}

interface HandleProps {
  readonly difference: Difference
  readonly muted: Mute | undefined
  readonly isMoved: boolean
}

function Handle({ difference, muted, isMoved }: HandleProps) {
  const { current } = useComparing()
  const { kind, steps, isSpelling } = difference
  const isOpen = current.value === difference
  const where = steps.length > 0 ? ` at ${shownPath(steps)}` : ''
  const how = [isSpelling && 'spelled differently', isMoved && 'moved', muted && 'muted as noise']
  const name = [`${words[kind]}${where}`, ...how.filter(Boolean)].join(', ')
  return (
    <button
      type="button"
      class="diff-handle"
      data-difference={muted ? 'muted' : 'counted'}
      aria-expanded={isOpen}
      aria-label={name}
      title={name}
      onClick={() => {
        current.value = isOpen ? undefined : difference
      }}
    >
      {isSpelling ? '≈' : signs[kind]}
    </button>
  )
}

function Moved() {
  return (
    <span class="diff-moved" title="The same value, elsewhere in the order">
      ↕<span class="off-screen">Moved</span>
    </span>
  )
}

interface CellProps {
  readonly side: 'left' | 'right'
  readonly label: number | undefined
  readonly isThere: boolean
  readonly isEqual: boolean
  readonly children: ComponentChildren
}

function Cell({ side, label, isThere, isEqual, children }: CellProps) {
  return (
    <span class={`diff-cell ${side} ${isThere ? '' : 'is-absent'}`}>
      {label !== undefined && <span class="diff-label" data-label={label} />}
      {!isEqual && isThere && <span class="off-screen">{side}: </span>}
      <code>{children}</code>
    </span>
  )
}
