// Stands for equal rows that are not shown, and shows them when pressed.

import { shownPath } from '../../text/compare/noise-path.ts'
import type { Difference } from '../../text/compare/parts.ts'

export interface FoldProps {
  readonly count: number
  /** `line`, `header`. */
  readonly noun: string
  /** What comes below, to say where one is. */
  readonly next?: Difference | undefined
  readonly onOpen: () => void
}

export function Fold({ count, noun, next, onOpen }: FoldProps) {
  const around = next && next.steps.length > 2 ? shownPath(next.steps.slice(0, -1)) : undefined
  return (
    <div class="diff-fold">
      <button type="button" onClick={onOpen}>
        <span aria-hidden="true">⋯</span> {count.toLocaleString('en')} equal {noun}
        {count === 1 ? '' : 's'}
      </button>
      {around && <code>{around}</code>}
    </div>
  )
}
