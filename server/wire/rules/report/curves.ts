// The rules that gaps may follow, each fitted to them as well as it can be: fixed, a line, a power; the last two with a cap.

import { type Level, logOf } from './levels.ts'

export interface Curve {
  readonly shape: 'fixed' | 'linear' | 'exponential'
  /** By level. */
  readonly curveMs: readonly number[]
  readonly stepMs?: number
  readonly factor?: number
  readonly capMs?: number
  /** How many levels it was read from before it stops growing; none of a fixed one. */
  readonly growing: number
  /** How many numbers were chosen to make it fit. */
  readonly numbers: number
  /** The squares of how far each gap is from it, in logarithms, added up. */
  readonly stray: number
}

export function curvesOf(levels: readonly Level[]): readonly Curve[] {
  const curves = [fixed(levels), ...grown(levels, undefined)]
  // Where a cap is on the curve itself, the one that grew for longer is the one to take.
  for (let capped = levels.length - 1; capped >= 2; capped--) {
    // Where growth is sure, one gap that is too short shows a cap; else it takes two that are alike.
    const isShown = capped >= 3 || levels.length - capped >= 2
    if (isShown) curves.push(...grown(levels, capped))
  }
  return curves
}

function fixed(levels: readonly Level[]): Curve {
  const ms = meanOf(levels)
  const curveMs = levels.map(() => ms)
  return { shape: 'fixed', curveMs, growing: 0, numbers: 1, stray: strayOf(levels, curveMs) }
}

/** `capped` is the first level that has stopped growing. */
function grown(levels: readonly Level[], capped: number | undefined): readonly Curve[] {
  const growing = levels.slice(0, capped)
  const capMs = capped === undefined ? undefined : meanOf(levels.slice(capped))
  return [power(growing), line(growing)].flatMap((rule) => {
    if (!rule) return []
    const free = levels.map(({ position }) => rule.at(position))
    const [below = 0, above = 0] = [free[(capped ?? 0) - 1], free[capped ?? 0]]
    // The curve goes through the cap between the two levels.
    if (capMs !== undefined && (capMs < below * 0.95 || capMs > above * 1.05)) return []
    const curveMs = free.map((ms, index) =>
      capMs !== undefined && capped !== undefined && index >= capped ? capMs : ms,
    )
    const { at: _, ...told } = rule
    return [
      {
        ...told,
        curveMs,
        ...(capMs !== undefined && { capMs }),
        growing: growing.length,
        // Two gaps that grew tell less: whether it was a line or a power is a choice too.
        numbers: capMs === undefined ? 2 : growing.length === 2 ? 4 : 3,
        stray: strayOf(levels, curveMs),
      },
    ]
  })
}

interface Rule {
  readonly shape: 'linear' | 'exponential'
  readonly stepMs?: number
  readonly factor?: number
  readonly at: (position: number) => number
}

/** Least squares in parts of each gap, as that is how gaps stray. */
function line(levels: readonly Level[]): Rule | undefined {
  const fit = regress(levels.map(({ position, ms, count }) => [position, ms, count / ms ** 2]))
  if (!fit || fit.slope <= 0) return undefined
  const at = (position: number) => Math.max(1, fit.base + fit.slope * position)
  return { shape: 'linear', stepMs: fit.slope, at }
}

function power(levels: readonly Level[]): Rule | undefined {
  const fit = regress(levels.map(({ position, ms, count }) => [position, logOf(ms), count]))
  if (!fit || fit.slope <= Math.log(1.02)) return undefined
  const at = (position: number) => Math.exp(fit.base + fit.slope * position)
  return { shape: 'exponential', factor: Math.exp(fit.slope), at }
}

/** The line that is nearest to points [x, y, weight]. */
function regress(points: readonly (readonly [number, number, number])[]) {
  let [weights, sumX, sumY] = [0, 0, 0]
  for (const [x, y, weight] of points) {
    weights += weight
    sumX += weight * x
    sumY += weight * y
  }
  const [meanX, meanY] = [sumX / weights, sumY / weights]
  let [across, along] = [0, 0]
  for (const [x, y, weight] of points) {
    across += weight * (x - meanX) * (y - meanY)
    along += weight * (x - meanX) ** 2
  }
  if (!(along > 0)) return undefined
  const slope = across / along
  return { slope, base: meanY - slope * meanX }
}

function meanOf(levels: readonly Level[]): number {
  let [sum, count] = [0, 0]
  for (const level of levels) {
    sum += logOf(level.ms) * level.count
    count += level.count
  }
  return Math.exp(sum / count)
}

function strayOf(levels: readonly Level[], curveMs: readonly number[]): number {
  return levels.reduce(
    (sum, { ms, count, stray }, index) =>
      sum + stray + count * (logOf(ms) - logOf(curveMs[index] ?? ms)) ** 2,
    0,
  )
}
