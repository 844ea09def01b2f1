// Finds what changed within one line, word by word.

import { align } from './align.ts'
import { createIntern } from './intern.ts'

export interface Run {
  readonly text: string
  readonly isChanged: boolean
}

/** Longer lines are compared from both ends only. */
const longest = 20_000
/** With less in common, marking single words would be confetti. */
const leastCommon = 0.25
/** A long word (a token, a digest) is marked where it differs; of a short one the whole is easier to read. */
const longWord = 24

const words = /[\p{L}\p{N}]+|\s+|[^\p{L}\p{N}\s]/gu

export function inlineRuns(left: string, right: string): { left: Run[]; right: Run[] } {
  if (left.length > longest || right.length > longest) return fromBothEnds(left, right)
  const [ls, rs] = [left.match(words) ?? [], right.match(words) ?? []]
  const intern = createIntern()
  const { matches, isRough } = align(ls.map(intern.text), rs.map(intern.text))
  const common = matches.reduce(
    (sum, { left: at, count }) =>
      sum +
      ls
        .slice(at, at + count)
        .join('')
        .trim().length,
    0,
  )
  const shorter = Math.max(1, Math.min(left.trim().length, right.trim().length))
  if (isRough || common / shorter < leastCommon) return fromBothEnds(left, right)
  const runs = { left: [] as Run[], right: [] as Run[] }
  let [l, r] = [0, 0]
  for (const match of [...matches, { left: ls.length, right: rs.length, count: 0 }]) {
    const changed = fromBothEnds(
      ls.slice(l, match.left).join(''),
      rs.slice(r, match.right).join(''),
    )
    for (const run of changed.left) push(runs.left, run)
    for (const run of changed.right) push(runs.right, run)
    const text = ls.slice(match.left, match.left + match.count).join('')
    push(runs.left, { text, isChanged: false })
    push(runs.right, { text, isChanged: false })
    l = match.left + match.count
    r = match.right + match.count
  }
  return runs
}

function fromBothEnds(left: string, right: string): { left: Run[]; right: Run[] } {
  let start = 0
  let end = 0
  const shorter = Math.min(left.length, right.length)
  if (shorter >= longWord) {
    while (start < shorter && left[start] === right[start]) start += 1
    if (isLowSurrogate(left, start)) start -= 1
    while (end < shorter - start && left.at(-1 - end) === right.at(-1 - end)) end += 1
    if (isLowSurrogate(left, left.length - end)) end -= 1
  }
  return { left: cut(left, start, end), right: cut(right, start, end) }
}

function cut(text: string, start: number, end: number): Run[] {
  const runs: Run[] = []
  push(runs, { text: text.slice(0, start), isChanged: false })
  push(runs, { text: text.slice(start, text.length - end), isChanged: true })
  push(runs, { text: text.slice(text.length - end), isChanged: false })
  return runs
}

/** A character outside the basic plane is not torn apart. */
function isLowSurrogate(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code >= 0xdc00 && code <= 0xdfff
}

function push(runs: Run[], run: Run): void {
  const last = runs.at(-1)
  if (run.text === '') return
  if (last?.isChanged === run.isChanged) {
    runs[runs.length - 1] = { ...run, text: last.text + run.text }
  } else runs.push(run)
}
