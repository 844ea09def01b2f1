// The shortest edit script between two sequences of numbers (Myers 1986), given up beyond a number of edits.

/** Items `left…left+count` are the items `right…right+count`. */
export interface Match {
  readonly left: number
  readonly right: number
  readonly count: number
}

/** Undefined when more than `mostEdits` insertions and deletions are needed. */
export function myers(
  left: ArrayLike<number>,
  right: ArrayLike<number>,
  mostEdits: number,
): Match[] | undefined {
  const most = Math.min(mostEdits, left.length + right.length)
  /** How far along `left` each diagonal is reached; diagonal k stands at `k + most + 1`. */
  const reached = new Int32Array(2 * most + 3)
  const middle = most + 1
  /** Of each round, the diagonals it could have come from: -d … d. */
  const trace: Int32Array[] = []
  for (let edits = 0; edits <= most; edits++) {
    trace.push(reached.slice(middle - edits - 1, middle + edits + 2))
    for (let k = -edits; k <= edits; k += 2) {
      let x = startOf(reached, middle + k, k === -edits, k === edits)
      while (x < left.length && x - k < right.length && left[x] === right[x - k]) x += 1
      reached[middle + k] = x
      if (x >= left.length && x - k >= right.length) {
        return walkBack(trace, left.length, right.length)
      }
    }
  }
  return undefined
}

/** Down from the diagonal above, or to the right from the one below, whichever is further. */
function startOf(reached: Int32Array, at: number, isLowest: boolean, isHighest: boolean): number {
  return comesFromAbove(reached, at, isLowest, isHighest)
    ? (reached[at + 1] ?? 0)
    : (reached[at - 1] ?? 0) + 1
}

function comesFromAbove(
  reached: Int32Array,
  at: number,
  isLowest: boolean,
  isHighest: boolean,
): boolean {
  return isLowest || (!isHighest && (reached[at - 1] ?? 0) < (reached[at + 1] ?? 0))
}

function walkBack(trace: readonly Int32Array[], leftEnd: number, rightEnd: number): Match[] {
  const matches: Match[] = []
  let x = leftEnd
  let y = rightEnd
  for (let edits = trace.length - 1; edits >= 0; edits--) {
    const reached = trace[edits] ?? new Int32Array()
    const k = x - y
    const [at, isLowest, isHighest] = [k + edits + 1, k === -edits, k === edits]
    const start = startOf(reached, at, isLowest, isHighest)
    if (x > start) matches.push({ left: start, right: start - k, count: x - start })
    const isDown = comesFromAbove(reached, at, isLowest, isHighest)
    x = isDown ? start : start - 1
    y = isDown ? start - k - 1 : start - k
  }
  return matches.reverse()
}
