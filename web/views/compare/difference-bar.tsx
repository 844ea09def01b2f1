// The details of one difference: where it is, why it is muted, and what can be done about it.

import { noiseKindFacts } from '../../text/compare/noise-kinds.ts'
import { pathForRule, shownPath } from '../../text/compare/noise-path.ts'
import type { Mute } from '../../text/compare/noise-rules.ts'
import type { Difference } from '../../text/compare/parts.ts'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { useComparing } from './context.ts'

export interface DifferenceBarProps {
  readonly difference: Difference
  readonly muted: Mute | undefined
  readonly isMoved: boolean
}

export function DifferenceBar({ difference, muted, isMoved }: DifferenceBarProps) {
  const comparing = useComparing()
  const { steps, left, right, isSpelling } = difference
  const path = steps.length > 0 ? shownPath(steps) : undefined
  return (
    <section class="difference-bar" aria-label="This difference">
      {path && <code>{path}</code>}
      {isSpelling && <span class="muted">the same, written differently</span>}
      {isMoved && <span class="muted">also elsewhere in the order</span>}
      {muted && <span class="muted">noise: {whyMuted(muted)}</span>}
      <span class="difference-actions">
        {path && <CopyButton text={path} name="the path" label="Path" kind="plain" />}
        {left !== undefined && (
          <CopyButton text={left} name="the left value" label="Left" kind="plain" />
        )}
        {right !== undefined && (
          <CopyButton text={right} name="the right value" label="Right" kind="plain" />
        )}
        {muted ? (
          <Button kind="outlined" onClick={() => comparing.count(muted)}>
            {muted.type === 'path' ? 'Stop ignoring this path' : 'Stop ignoring this kind'}
          </Button>
        ) : (
          path && (
            <Button
              kind="outlined"
              title={`Mute ${pathForRule(steps)} as noise`}
              onClick={() => comparing.ignore(difference)}
            >
              Ignore this path
            </Button>
          )
        )}
      </span>
    </section>
  )
}

function whyMuted(muted: Mute): string {
  return muted.type === 'path' ? muted.path : noiseKindFacts[muted.kind].label.toLowerCase()
}
