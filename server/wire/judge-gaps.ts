// Compares the gaps between attempts at one event with what the sender documents (P4).

import type { RetrySchedule } from './providers.ts'

export interface Attempt {
  /** Unix time in milliseconds. */
  readonly at: number
  /** Which attempt its sender says this is, from 1. */
  readonly number?: number | undefined
}

/**
 * `again`: its number does not follow, so it is no retry of the one before. `beyond`: there are more than documented.
 * `unstated`: the documentation does not say when this one comes.
 */
export type GapVerdict = 'fits' | 'early' | 'late' | 'again' | 'beyond' | 'unstated'

export interface Gap {
  readonly ms: number
  readonly verdict: GapVerdict
  /** What the documentation states for it; undefined where that is nothing. */
  readonly documentedMs?: number
  /** Attempts in between that are not here. */
  readonly missing: number
}

export interface JudgedGaps {
  /** One less than there are attempts. */
  readonly gaps: readonly Gap[]
  /** The gaps documented for after the last attempt, in milliseconds. */
  readonly aheadMs: readonly number[]
}

const silent: RetrySchedule = { delays: [] }

/** `attempts` in the order they came. */
export function judgeGaps(
  attempts: readonly Attempt[],
  schedule: RetrySchedule | null,
): JudgedGaps {
  const { delays, most = Number.POSITIVE_INFINITY } = schedule ?? silent
  const steps = { delaysMs: delays.map((seconds) => seconds * 1000), most }
  const gapsMs = attempts.slice(1).map(({ at }, index) => at - (attempts[index]?.at ?? at))
  const isNumbered = attempts.some(({ number }) => number !== undefined)
  // Some senders number only what follows the first.
  const positions = isNumbered
    ? attempts.map(({ number = 1 }) => number)
    : [1, ...align(gapsMs, steps)]
  const gaps = gapsMs.map((ms, index) =>
    judge(ms, positions[index] ?? 1, positions[index + 1] ?? 1, steps),
  )
  const last = positions.at(-1) ?? 1
  return { gaps, aheadMs: steps.delaysMs.slice(last - 1) }
}

/**
 * What counts as the documented gap. Senders count from the end of the attempt before, which may have waited long for
 * its answer, and spread their attempts at random, by a fifth as a rule.
 */
export function toleranceMs(documentedMs: number): { least: number; most: number } {
  return { least: documentedMs * 0.8 - 1000, most: documentedMs * 1.25 + 15_000 }
}

interface Steps {
  readonly delaysMs: readonly number[]
  readonly most: number
}

function judge(ms: number, from: number, to: number, { delaysMs, most }: Steps): Gap {
  // Of a retry some senders say no more than that it is one.
  const follows = to > from || (to === from && to > 1 && delaysMs.length === 0)
  if (!follows) return { ms, verdict: 'again', missing: 0 }
  const missing = Math.max(0, to - from - 1)
  if (to - 1 > most) return { ms, verdict: 'beyond', missing }
  if (to - 1 > delaysMs.length) return { ms, verdict: 'unstated', missing }
  const documentedMs = sum(delaysMs.slice(from - 1, to - 1))
  const { least, most: longest } = toleranceMs(documentedMs)
  const verdict = ms < least ? 'early' : ms > longest ? 'late' : 'fits'
  return { ms, verdict, documentedMs, missing }
}

/** How the gaps from one on fit best. */
interface Path {
  readonly fits: number
  readonly missing: number
  /** Where the attempt after the gap stands in the schedule. */
  readonly to: number
  readonly rest: Path | undefined
}

const end = { fits: 0, missing: 0 }

/**
 * Where the attempts after the first stand in the schedule when their sender does not number them: one after another, but
 * some may be missing here if the others fit all the better for it.
 */
function align(gapsMs: readonly number[], steps: Steps): readonly number[] {
  const last = steps.delaysMs.length + 1
  /** By the position of the attempt before the gap. */
  let best: (Path | undefined)[] = []
  for (const [index, ms] of [...gapsMs.entries()].reverse()) {
    const next: (Path | undefined)[] = []
    for (let from = 1; from <= last + index; from++) {
      for (let to = from + 1; to <= Math.max(last, from + 1); to++) {
        const rest = best[to]
        const { verdict, missing } = judge(ms, from, to, steps)
        const sums = rest ?? end
        const fits = sums.fits + (verdict === 'fits' ? 1 : 0)
        const path = { fits, missing: sums.missing + missing, to, rest }
        if (isBetter(path, next[from])) next[from] = path
      }
    }
    best = next
  }
  const [, found] = best
  // A single gap that would fit with another missing proves nothing.
  const isSound = found && (found.missing === 0 || found.fits > 1)
  return isSound ? positionsOf(found) : gapsMs.map((_, index) => index + 2)
}

function positionsOf(path: Path): readonly number[] {
  const positions: number[] = []
  for (let at: Path | undefined = path; at; at = at.rest) positions.push(at.to)
  return positions
}

function isBetter(path: Path, other: Path | undefined): boolean {
  if (!other) return true
  const gain = path.fits - path.missing - (other.fits - other.missing)
  return gain > 0 || (gain === 0 && path.fits > other.fits)
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
