// Compares two texts line by line.

import { align } from './align.ts'
import { createIntern } from './intern.ts'
import { collectParts, type LineComparison } from './parts.ts'
import { allLines, cutLines } from './text-lines.ts'

export function compareLines(left: string, right: string): LineComparison {
  const intern = createIntern()
  const [leftLines, rightLines] = [cutLines(left), cutLines(right)]
  const [ls, rs] = [allLines(leftLines), allLines(rightLines)]
  const { matches, isRough } = align(
    Int32Array.from(ls, intern.text),
    Int32Array.from(rs, intern.text),
  )
  const out = collectParts()
  let [l, r] = [0, 0]
  for (const match of [...matches, { left: ls.length, right: rs.length, count: 0 }]) {
    // Line beside line as far as both go, so that words can be compared.
    const both = isRough ? 0 : Math.min(match.left - l, match.right - r)
    for (let n = 0; n < both; n++) {
      out.different(
        { kind: 'changed', steps: [], left: ls[l + n], right: rs[r + n] },
        { from: l + n, count: 1 },
        { from: r + n, count: 1 },
      )
    }
    const [removed, added] = [match.left - l - both, match.right - r - both]
    if (removed > 0) {
      out.different({ kind: 'removed', steps: [] }, { from: l + both, count: removed }, undefined)
    }
    if (added > 0) {
      out.different({ kind: 'added', steps: [] }, undefined, { from: r + both, count: added })
    }
    out.equal(match.left, match.right, match.count)
    l = match.left + match.count
    r = match.right + match.count
  }
  return { left: leftLines, right: rightLines, parts: out.parts, isRough }
}
