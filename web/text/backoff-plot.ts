// Where the marks of a plot of gaps stand: time upwards on a logarithmic scale, one column a gap. Knows no colours.

import { type Gap, type GapVerdict, toleranceMs } from '../../server/wire/judge-gaps.ts'

/** One of several events: `ms` is what most of them had. */
export interface PlottedGap extends Gap {
  readonly leastMs?: number
  readonly mostMs?: number
}

export interface PlottedGaps {
  readonly gaps: readonly PlottedGap[]
  readonly aheadMs: readonly number[]
}

export interface BackoffPlot {
  readonly widthPx: number
  readonly heightPx: number
  /** Where the columns begin. */
  readonly startPx: number
  readonly baseY: number
  readonly ticks: readonly { readonly y: number; readonly label: string }[]
  readonly columns: readonly PlotColumn[]
  /** Observed gaps before the first column. */
  readonly left: number
}

export interface PlotColumn {
  /** Of the attempt after the gap, from 2. */
  readonly number: number
  readonly x: number
  readonly observed?: { readonly y: number; readonly verdict: GapVerdict } | undefined
  /** From the longest to the shortest, where they differ. */
  readonly spread?: { readonly top: number; readonly bottom: number } | undefined
  /** What is documented, and the band that counts as that. */
  readonly documented?:
    | { readonly y: number; readonly top: number; readonly bottom: number }
    | undefined
}

/** As many as fit on a phone. */
const mostColumns = 12
const columnsPx = 264
const widestColumnPx = 40
const startPx = 40
const top = 10
const baseY = 96
const heightPx = 114

const ticks = [
  [10, '10 ms'],
  [100, '100 ms'],
  [1000, '1 s'],
  [10_000, '10 s'],
  [60_000, '1 min'],
  [600_000, '10 min'],
  [3_600_000, '1 h'],
  [21_600_000, '6 h'],
  [86_400_000, '1 day'],
  [604_800_000, '1 week'],
  [2_592_000_000, '30 days'],
] as const

/** Where no gap is longer, shorter ones than a second are told apart. */
const shortMs = 5_000

export function plotBackoff({ gaps, aheadMs }: PlottedGaps): BackoffPlot {
  const left = Math.max(0, gaps.length - mostColumns)
  const shown: readonly Partial<PlottedGap>[] = [
    ...gaps.slice(left),
    ...aheadMs.map((documentedMs) => ({ documentedMs })),
  ].slice(0, mostColumns)
  const columnPx = Math.min(widestColumnPx, Math.floor(columnsPx / shown.length))
  const longest = Math.max(
    1000,
    ...shown.flatMap(({ ms = 0, mostMs = 0, documentedMs = 0 }) => [ms, mostMs, documentedMs]),
  )
  const isShort = longest < shortMs && shown.some(({ leastMs }) => leastMs !== undefined)
  const leastMs = isShort ? 10 : 1000
  const scaled = ticks.filter(([ms]) => ms >= leastMs)
  const highest = scaled.findIndex(([ms]) => ms >= longest)
  const scale = scaled.slice(0, highest < 0 ? scaled.length : Math.max(2, highest + 1))
  const mostMs = Math.max(longest, scale.at(-1)?.[0] ?? 0)
  // The least and all below stands on the base line.
  const yOf = (ms: number) =>
    round(
      baseY -
        ((baseY - top) * Math.log(Math.min(mostMs, Math.max(leastMs, ms)) / leastMs)) /
          Math.log(mostMs / leastMs),
    )
  return {
    widthPx: startPx + shown.length * columnPx + 4,
    heightPx,
    startPx,
    baseY,
    ticks: sparse(scale.map(([ms, label]) => ({ y: yOf(ms), label }))),
    columns: shown.map(({ ms, verdict, documentedMs, leastMs, mostMs }, index) => ({
      number: left + index + 2,
      x: startPx + (index + 0.5) * columnPx,
      observed: ms === undefined || !verdict ? undefined : { y: yOf(ms), verdict },
      spread:
        leastMs === undefined || mostMs === undefined || leastMs === mostMs
          ? undefined
          : { top: yOf(mostMs), bottom: yOf(leastMs) },
      documented: documentedMs === undefined ? undefined : bandOf(documentedMs, yOf),
    })),
    left,
  }
}

function bandOf(documentedMs: number, yOf: (ms: number) => number) {
  const { least, most } = toleranceMs(documentedMs)
  return { y: yOf(documentedMs), top: yOf(most), bottom: yOf(least) }
}

/** The lines of text that have room above each other, the highest among them. */
function sparse(all: readonly { readonly y: number; readonly label: string }[]) {
  const kept: { readonly y: number; readonly label: string }[] = []
  for (const tick of all.toReversed()) {
    if (tick.y - (kept.at(-1)?.y ?? -20) >= 16) kept.push(tick)
  }
  return kept
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
