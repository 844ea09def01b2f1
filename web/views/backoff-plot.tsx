// Draws the gaps between attempts beside those that their sender documents.

import type { GapVerdict } from '../../server/wire/judge-gaps.ts'
import { type PlotColumn, type PlottedGaps, plotBackoff } from '../text/backoff-plot.ts'
import { gapsAloud, gapWord } from '../text/describe-attempts.ts'

/** Around the middle of a mark. */
const shapes: Record<GapVerdict, string> = {
  fits: 'M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0',
  late: 'M0-5 4.800 3.500h-9.600z',
  early: 'M0 5 4.800-3.500h-9.600z',
  again: 'M0-5 5 0 0 5-5 0z',
  beyond: 'M0-5 5 0 0 5-5 0z',
  unstated: 'M-3.500-3.500h7v7h-7z',
}

const bandPx = 16

export interface BackoffPlotProps {
  readonly judged: PlottedGaps
  /** What a gap is called that nothing is documented of. */
  readonly plainWord?: string
}

export function BackoffPlot({ judged, plainWord }: BackoffPlotProps) {
  const plot = plotBackoff(judged)
  const isDocumented = plot.columns.some(({ documented }) => documented)
  // One mark without another says no more than the table.
  if (!isDocumented && judged.gaps.length < 2) return null
  const { widthPx, heightPx, baseY, startPx, columns } = plot
  const observed = columns.flatMap(({ x, observed }) => (observed ? [`${x},${observed.y}`] : []))
  const verdicts = new Set(columns.flatMap((column) => column.observed?.verdict ?? []))
  return (
    <figure class="backoff">
      <svg
        viewBox={`0 0 ${widthPx} ${heightPx}`}
        width={widthPx}
        height={heightPx}
        role="img"
        aria-label={gapsAloud(judged)}
      >
        {plot.ticks.map(({ y, label }) => (
          <g key={label}>
            <line class="backoff-grid" x1={startPx} x2={widthPx} y1={y} y2={y} />
            <text x={startPx - 6} y={y + 4} text-anchor="end">
              {label}
            </text>
          </g>
        ))}
        {columns.map((column) => (
          <Ghost key={column.number} column={column} />
        ))}
        <polyline class="backoff-line" points={observed.join(' ')} />
        {columns.map(({ number, x, observed, spread }) => (
          <g key={number}>
            <text x={x} y={baseY + 16} text-anchor="middle">
              {number}
            </text>
            {spread && (
              <line class="backoff-spread" x1={x} x2={x} y1={spread.top} y2={spread.bottom} />
            )}
            {observed && (
              <path
                class={`gap-mark is-${observed.verdict}`}
                d={shapes[observed.verdict]}
                transform={`translate(${x} ${observed.y})`}
              />
            )}
          </g>
        ))}
      </svg>
      <figcaption>
        <span class="muted">Gap before attempt</span>
        {[...verdicts].map((verdict) => (
          <span key={verdict}>
            <GapMark verdict={verdict} />{' '}
            {(verdict === 'unstated' && plainWord) || gapWord(verdict)}
          </span>
        ))}
        {isDocumented && (
          <span>
            <svg class="gap-key" viewBox="-8 -6 16 12" aria-hidden="true">
              <rect class="backoff-band" x="-8" y="-6" width="16" height="12" rx="2" />
              <line class="backoff-documented" x1="-8" x2="8" y1="0" y2="0" />
            </svg>{' '}
            documented
          </span>
        )}
      </figcaption>
    </figure>
  )
}

function Ghost({ column: { x, documented } }: { column: PlotColumn }) {
  if (!documented) return null
  const { y, top, bottom } = documented
  return (
    <>
      <rect
        class="backoff-band"
        x={x - bandPx / 2}
        y={top}
        width={bandPx}
        height={Math.max(4, bottom - top)}
        rx={2}
      />
      <line class="backoff-documented" x1={x - bandPx / 2} x2={x + bandPx / 2} y1={y} y2={y} />
    </>
  )
}

export function GapMark({ verdict }: { verdict: GapVerdict }) {
  return (
    <svg class="gap-key" viewBox="-6 -6 12 12" aria-hidden="true">
      <path class={`gap-mark is-${verdict}`} d={shapes[verdict]} />
    </svg>
  )
}
