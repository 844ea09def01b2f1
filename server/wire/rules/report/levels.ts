// Gaps gathered by their position: what is to be known of each to fit a curve to all, at a cost that no count drives up.

import type { GapPoint } from './backoff.ts'

export interface Level {
  readonly position: number
  readonly count: number
  /** The geometric mean: gaps stray by a part of themselves. */
  readonly ms: number
  readonly medianMs: number
  /** The squares of how far each is from that mean, in logarithms, added up. */
  readonly stray: number
  /** In ascending order. */
  readonly all: readonly number[]
}

/** A rule shows in the first ones; fitting takes their square. */
const mostLevels = 50

/** By ascending position, those that no gap was seen at left out. */
export function levelsOf(points: readonly GapPoint[]): readonly Level[] {
  const byPosition = new Map<number, number[]>()
  for (const { position, ms } of points) {
    if (position > mostLevels) continue
    const all = byPosition.get(position)
    if (all) all.push(ms)
    else byPosition.set(position, [ms])
  }
  return [...byPosition]
    .sort(([one], [other]) => one - other)
    .map(([position, gaps]) => {
      const all = gaps.sort((a, b) => a - b)
      const logs = all.map(logOf)
      const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length
      return {
        position,
        count: all.length,
        ms: Math.exp(mean),
        medianMs: median(all),
        stray: logs.reduce((sum, log) => sum + (log - mean) ** 2, 0),
        all,
      }
    })
}

/** Of numbers in ascending order. */
export function median(sorted: readonly number[]): number {
  const half = sorted.length >> 1
  const upper = sorted[half] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? upper) + upper) / 2
}

/** What takes less cannot be told from what a network takes. */
export function logOf(ms: number): number {
  return Math.log(Math.max(5, ms))
}
