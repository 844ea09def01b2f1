// Looks things up in sorted numbers.

/** Index of the last that is not above `wanted`; 0 when all are. */
export function lastUpTo(sorted: Uint32Array, wanted: number): number {
  return Math.max(0, firstAbove(sorted, wanted) - 1)
}

/** Index of the first that is above `wanted`; the length when none is. */
export function firstAbove(sorted: Uint32Array, wanted: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] ?? 0) > wanted) high = middle
    else low = middle + 1
  }
  return low
}
