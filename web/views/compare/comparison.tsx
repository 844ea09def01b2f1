// Two messages beside each other: a sentence, the tools, and a section for each part. Knows not what they are messages of.

import type { ComponentChildren } from 'preact'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { useCommand } from '../../commands/use-command.ts'
import { useInspector } from '../../context.ts'
import { createCompareWork } from '../../state/compare-work.ts'
import { createComparing } from '../../state/comparing.ts'
import type { BodySide } from '../../text/compare/body-kind.ts'
import { type PairSection, summarize, tallyOfRows } from '../../text/compare/summary.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Segments } from '../../ui/segments.tsx'
import { BodySection } from './body-section.tsx'
import { CompareSection } from './compare-section.tsx'
import { ComparingContext } from './context.ts'
import { NoiseDialog } from './noise-dialog.tsx'
import { PairRows } from './pair-rows.tsx'
import { stepTo } from './step-to.ts'

export interface ComparisonProps {
  /** What stands above the two columns. */
  readonly heads: ComponentChildren
  readonly sections: readonly PairSection[]
  readonly left: BodySide
  readonly right: BodySide
  /** What is to be known about how the bodies were read. */
  readonly note?: string | undefined
  readonly digests?: readonly [left: string, right: string] | undefined
  readonly onSwap: () => void
  readonly onClose: () => void
}

export function Comparison(props: ComparisonProps) {
  const { heads, sections, left, right, note, digests, onSwap, onClose } = props
  const { storage, layout } = useInspector()
  const comparing = useMemo(() => createComparing(storage), [storage])
  const work = useMemo(
    () => createCompareWork({ left, right }),
    [left.bytes, right.bytes, left.contentType, right.contentType],
  )
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => work.close, [work])
  const step = (by: 1 | -1) => stepTo(box.current, by)
  useCommand('find-next', () => step(1))
  useCommand('find-previous', () => step(-1))

  const mute = comparing.mute.value
  const state = work.state.value
  const body = state.type === 'done' ? state.comparison : undefined
  // Of a large body there may be a hundred thousand differences to count.
  const summary = useMemo(() => body && summarize({ sections, body, mute }), [sections, body, mute])
  const shown = sections.filter(({ rows }) => rows.length > 0)
  return (
    <ComparingContext.Provider value={comparing}>
      <header class="compare-head">
        <div class="compare-title">
          {layout.isNarrow.value && <IconButton label="Back" icon="back" onClick={onClose} />}
          <output class="compare-summary">
            {summary ?? (state.type === 'working' ? 'Comparing…' : 'The bodies were not compared.')}
          </output>
          {!layout.isNarrow.value && (
            <IconButton label="Close the comparison (Esc)" icon="close" onClick={onClose} />
          )}
        </div>
        <div class="compare-tools" role="toolbar" aria-label="Comparison">
          <Segments
            name="Show"
            items={[
              { id: 'differences', label: 'Differences' },
              { id: 'whole', label: 'Whole' },
            ]}
            chosen={comparing.showsWhole.value ? 'whole' : 'differences'}
            onChoose={(id) => {
              comparing.showsWhole.value = id === 'whole'
            }}
          />
          <IconButton label="Previous difference (N)" icon="up" onClick={() => step(-1)} />
          <IconButton label="Next difference (n)" icon="down" onClick={() => step(1)} />
          <span class="spring" />
          <IconButton label="Swap the sides" icon="swap" onClick={onSwap} />
          <Button
            kind="plain"
            onClick={() => {
              comparing.isEditingRules.value = true
            }}
          >
            Noise…
          </Button>
        </div>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section class="compare-box" ref={box} tabIndex={0} aria-label="Differences">
        <div class="compare-sides">{heads}</div>
        {shown.map(({ id, title, noun, isOrdered, rows }) => (
          <CompareSection
            key={id}
            title={title}
            tally={withOrder(tallyOfRows(rows, mute), isOrdered)}
            equal={`${rows.length} equal`}
          >
            <PairRows rows={rows} name={title} noun={noun ?? 'fact'} isOrdered={isOrdered} />
          </CompareSection>
        ))}
        <BodySection work={work} note={note} digests={digests} />
      </section>
      {comparing.isEditingRules.value && <NoiseDialog comparing={comparing} />}
    </ComparingContext.Provider>
  )
}

function withOrder<T extends { moved: number }>(tally: T, isOrdered: boolean): T {
  return isOrdered ? tally : { ...tally, moved: 0 }
}
