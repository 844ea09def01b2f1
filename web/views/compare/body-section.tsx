// The bodies of a comparison, in the shape that suits them, or how far comparing them has come.

import { useMemo } from 'preact/hooks'
import type { CompareState, CompareWork } from '../../state/compare-work.ts'
import type { BodyComparison } from '../../text/compare/body.ts'
import { tallyOfBody } from '../../text/compare/summary.ts'
import { exactBytes, formatSize } from '../../text/format-size.ts'
import { Button } from '../../ui/button.tsx'
import { BytesRows } from './bytes-rows.tsx'
import { CompareSection } from './compare-section.tsx'
import { useComparing } from './context.ts'
import { LineRows } from './line-rows.tsx'
import { PairRows } from './pair-rows.tsx'

export interface BodySectionProps {
  readonly work: CompareWork
  readonly note: string | undefined
  /** SHA-256 of the bytes that are compared, where they are known. */
  readonly digests: readonly [left: string, right: string] | undefined
}

export function BodySection({ work, note, digests }: BodySectionProps) {
  const { mute } = useComparing()
  const state = work.state.value
  const comparison = state.type === 'done' ? state.comparison : undefined
  const tally = useMemo(
    () => comparison && tallyOfBody(comparison.view, mute.value),
    [comparison, mute.value],
  )
  if (!comparison || !tally) return <Unfinished state={state} work={work} />
  const { view, isSame, leftSize, rightSize } = comparison
  if (view.type === 'empty') return null
  return (
    <CompareSection
      title="Body"
      tally={tally}
      equal={isSame ? 'byte for byte the same' : 'the same but for white space'}
      about={sizes(leftSize, rightSize)}
    >
      {note && <p class="compare-note">{note}</p>}
      {comparison.note && <p class="compare-note">{comparison.note}</p>}
      {view.type === 'bytes' && digests && <Digests digests={digests} />}
      <BodyRows comparison={comparison} />
    </CompareSection>
  )
}

function BodyRows({ comparison: { view } }: { comparison: BodyComparison }) {
  switch (view.type) {
    case 'empty':
      return null
    case 'bytes':
      return <BytesRows comparison={view.comparison} />
    case 'pairs':
      return <PairRows rows={view.rows} name="Fields of the body" noun="field" isOrdered />
    case 'lines':
      return (
        <>
          {view.comparison.isRough && (
            <p class="compare-note">
              Parts are too different to be aligned: they are shown removed and added as a whole.
            </p>
          )}
          <LineRows
            comparison={view.comparison}
            isJson={view.language === 'json'}
            name="Lines of the body"
          />
        </>
      )
  }
}

/** Both in short where they are the same. */
function sizes(left: number, right: number): string {
  if (left === right) return formatSize(left)
  const [one, other] = [formatSize(left), formatSize(right)]
  if (one !== other) return `${one} → ${other}`
  return `${left.toLocaleString('en')} → ${exactBytes(right)}`
}

function Digests({ digests: [left, right] }: { digests: readonly [string, string] }) {
  return (
    <section class="diff-rows is-pairs" aria-label="Digests">
      <div class={`diff-row ${left === right ? 'is-equal' : 'is-changed'}`}>
        <span class="diff-sign">{left === right ? '' : '~'}</span>
        <Digest side="left" hex={left} />
        <Digest side="right" hex={right} />
      </div>
    </section>
  )
}

function Digest({ side, hex }: { side: 'left' | 'right'; hex: string }) {
  return (
    <span class={`diff-cell ${side}`}>
      <code>
        <span class="diff-name">SHA-256</span>
        <span class="diff-value">{hex}</span>
      </code>
    </span>
  )
}

function Unfinished({ state, work }: { state: CompareState; work: CompareWork }) {
  return (
    <section class="compare-section compare-state" aria-label="Body">
      {state.type === 'working' && (
        <>
          <output>
            <progress aria-label="Comparing" /> Comparing bodies of {formatSize(state.bytes)}…
          </output>
          <Button onClick={work.cancel}>Cancel</Button>
        </>
      )}
      {state.type === 'cancelled' && (
        <>
          <span>Comparing the bodies was cancelled.</span>
          <Button onClick={work.restart}>Compare them</Button>
        </>
      )}
      {state.type === 'failed' && <span class="bad">{state.message}</span>}
    </section>
  )
}
