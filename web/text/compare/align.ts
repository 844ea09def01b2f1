// Aligns two long sequences: the shortest edit script where that is affordable, by their unique items where it is not.

import { type Match, myers } from './myers.ts'

export interface Alignment {
  /** Ascending on both sides. */
  readonly matches: readonly Match[]
  /** Somewhere there were too many differences: what stands between the matches there may have more in common. */
  readonly isRough: boolean
}

const mostEdits = 1_200
const mostRounds = 12

export function align(left: ArrayLike<number>, right: ArrayLike<number>): Alignment {
  const matches: Match[] = []
  let isRough = false

  function alignBetween(l0: number, l1: number, r0: number, r1: number, round: number): void {
    let [lStart, lEnd, rStart, rEnd] = [l0, l1, r0, r1]
    while (lStart < lEnd && rStart < rEnd && left[lStart] === right[rStart]) {
      lStart += 1
      rStart += 1
    }
    add(l0, r0, lStart - l0)
    while (lStart < lEnd && rStart < rEnd && left[lEnd - 1] === right[rEnd - 1]) {
      lEnd -= 1
      rEnd -= 1
    }
    alignInside(lStart, lEnd, rStart, rEnd, round)
    add(lEnd, rEnd, l1 - lEnd)
  }

  function alignInside(l0: number, l1: number, r0: number, r1: number, round: number): void {
    // What stands on one side only can match nothing, and leaving it out loses nothing.
    const ls = shared(left, l0, l1, itemsOf(right, r0, r1))
    const rs = shared(right, r0, r1, itemsOf(left, l0, l1))
    if (ls.length === 0 || rs.length === 0) return
    const found = myers(pick(left, ls), pick(right, rs), mostEdits)
    if (found) {
      for (const match of found) {
        for (let n = 0; n < match.count; n++)
          add(ls[match.left + n] ?? 0, rs[match.right + n] ?? 0, 1)
      }
      return
    }
    const anchors = round < mostRounds ? uniqueAnchors(left, ls, right, rs) : []
    if (anchors.length === 0) {
      isRough = true
      return
    }
    let [l, r] = [l0, r0]
    for (const anchor of anchors) {
      alignBetween(l, anchor.left, r, anchor.right, round + 1)
      add(anchor.left, anchor.right, 1)
      l = anchor.left + 1
      r = anchor.right + 1
    }
    alignBetween(l, l1, r, r1, round + 1)
  }

  function add(l: number, r: number, count: number): void {
    if (count === 0) return
    const last = matches.at(-1)
    if (last && last.left + last.count === l && last.right + last.count === r) {
      matches[matches.length - 1] = { ...last, count: last.count + count }
    } else matches.push({ left: l, right: r, count })
  }

  alignBetween(0, left.length, 0, right.length, 0)
  return { matches, isRough }
}

function itemsOf(all: ArrayLike<number>, from: number, to: number): Set<number> {
  const items = new Set<number>()
  for (let at = from; at < to; at++) items.add(all[at] ?? 0)
  return items
}

/** Where the items stand that the other side has too. */
function shared(all: ArrayLike<number>, from: number, to: number, others: Set<number>): number[] {
  const places: number[] = []
  for (let at = from; at < to; at++) if (others.has(all[at] ?? 0)) places.push(at)
  return places
}

function pick(all: ArrayLike<number>, places: readonly number[]): Int32Array {
  return Int32Array.from(places, (at) => all[at] ?? 0)
}

/** Items that each side has exactly once, as many as stand in the same order on both ("patience"). */
function uniqueAnchors(
  left: ArrayLike<number>,
  ls: readonly number[],
  right: ArrayLike<number>,
  rs: readonly number[],
): { left: number; right: number }[] {
  const onRight = onlyOnce(right, rs)
  const pairs = [...onlyOnce(left, ls)].flatMap(([item, at]) => {
    const other = onRight.get(item)
    return other === undefined ? [] : [{ left: at, right: other }]
  })
  const kept = longestAscending(pairs.map((pair) => pair.right))
  return kept.flatMap((index) => pairs[index] ?? [])
}

function onlyOnce(all: ArrayLike<number>, places: readonly number[]): Map<number, number> {
  const once = new Map<number, number>()
  const more = new Set<number>()
  for (const at of places) {
    const item = all[at] ?? 0
    if (more.has(item)) continue
    if (once.delete(item)) more.add(item)
    else once.set(item, at)
  }
  return once
}

/** Indexes of a longest ascending subsequence. */
export function longestAscending(numbers: readonly number[]): number[] {
  /** Of each length, the index of the smallest number that ends such a run. */
  const ends: number[] = []
  const before = new Int32Array(numbers.length).fill(-1)
  numbers.forEach((number, index) => {
    let low = 0
    let high = ends.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((numbers[ends[middle] ?? 0] ?? 0) < number) low = middle + 1
      else high = middle
    }
    before[index] = ends[low - 1] ?? -1
    ends[low] = index
  })
  const kept: number[] = []
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) kept.push(at)
  return kept.reverse()
}
