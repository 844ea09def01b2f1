import fc from 'fast-check'
import { expect, test } from 'vitest'
import { align } from '../../web/text/compare/align.ts'
import { compareBytes } from '../../web/text/compare/bytes.ts'
import { inlineRuns } from '../../web/text/compare/inline.ts'
import { compareLines } from '../../web/text/compare/lines.ts'
import { comparePairs } from '../../web/text/compare/pairs.ts'
import { allLines } from '../../web/text/compare/text-lines.ts'

const changedOf = (runs: readonly { text: string; isChanged: boolean }[]) =>
  runs.filter(({ isChanged }) => isChanged).map(({ text }) => text)

test('as many items are matched as can be', () => {
  const items = fc.array(fc.nat(5), { maxLength: 30 })
  fc.assert(
    fc.property(items, items, (left, right) => {
      const { matches, isRough } = align(left, right)

      const matched = matches.reduce((sum, { count }) => sum + count, 0)
      for (const { left: l, right: r, count } of matches) {
        expect(left.slice(l, l + count)).toEqual(right.slice(r, r + count))
      }
      expect(isRough).toBe(false)
      expect(matched).toBe(lengthOfCommon(left, right))
    }),
  )
})

/** Of the longest common subsequence, by the book. */
function lengthOfCommon(left: readonly number[], right: readonly number[]): number {
  let row = new Array<number>(right.length + 1).fill(0)
  for (const item of left) {
    const next = [0]
    right.forEach((other, at) => {
      next.push(item === other ? (row[at] ?? 0) + 1 : Math.max(row[at + 1] ?? 0, next[at] ?? 0))
    })
    row = next
  }
  return row[right.length] ?? 0
}

test('the left text with its differences applied is the right one', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 20 })
  fc.assert(
    fc.property(text, text, (one, other) => {
      const { left, right, parts } = compareLines(one.join('\n'), other.join('\n'))

      const [ls, rs] = [allLines(left), allLines(right)]
      const applied = parts.flatMap((part) =>
        part.type === 'equal'
          ? ls.slice(part.left, part.left + part.count)
          : part.right
            ? rs.slice(part.right.from, part.right.from + part.right.count)
            : [],
      )
      expect(applied).toEqual(rs)
    }),
  )
})

test('long texts that share nothing, or lines in another order, are told without end', () => {
  const lines = (of: (n: number) => string) => Array.from({ length: 30_000 }, (_, n) => of(n))
  const shuffled = lines((n) => `line ${(n * 7_919) % 30_000}`)

  const strangers = compareLines(lines((n) => `a${n}`).join('\n'), lines((n) => `b${n}`).join('\n'))
  const mixed = compareLines(lines((n) => `line ${n}`).join('\n'), shuffled.join('\n'))

  expect(strangers.parts).toHaveLength(30_000)
  expect(mixed.parts.some(({ type }) => type === 'equal')).toBe(true)
})

test('within a line the words that changed are marked', () => {
  const runs = inlineRuns('"status": "open", "by": "ann"', '"status": "paid", "by": "ann"')

  expect(changedOf(runs.left)).toEqual(['open'])
  expect(changedOf(runs.right)).toEqual(['paid'])
})

test('of a long token only what differs is marked, and no character is torn', () => {
  const token = 'x'.repeat(40)

  const runs = inlineRuns(`${token}A${token}`, `${token}B${token}`)
  const faces = inlineRuns(`${token}😀`, `${token}😁`)

  expect([changedOf(runs.left), changedOf(runs.right)]).toEqual([['A'], ['B']])
  expect([changedOf(faces.left), changedOf(faces.right)]).toEqual([['😀'], ['😁']])
})

test('the runs of a line are the line', () => {
  const line = fc.string({ unit: 'grapheme', maxLength: 60 })
  fc.assert(
    fc.property(line, line, (left, right) => {
      const runs = inlineRuns(left, right)

      expect(runs.left.map(({ text }) => text).join('')).toBe(left)
      expect(runs.right.map(({ text }) => text).join('')).toBe(right)
    }),
  )
})

test('[C2] headers keep their order, duplicates and case, and each is told as what it is', () => {
  const pair = (name: string, value: string) => ({ name, value })
  const left = [pair('A', '1'), pair('B', '2'), pair('Dup', 'x'), pair('Dup', 'y'), pair('Z', '9')]
  const right = [pair('B', '2'), pair('a', '1'), pair('Dup', 'y'), pair('New', 'n'), pair('Z', '8')]

  const rows = comparePairs(left, right, { root: 'headers', isCaseFree: true })

  const told = rows.map(({ left, right, difference, isMoved }) => ({
    is: `${left?.value ?? ''}|${right?.value ?? ''}`,
    ...(difference ? { kind: difference.kind } : {}),
    ...(difference?.isSpelling ? { isCase: true } : {}),
    ...(isMoved ? { isMoved } : {}),
  }))
  expect(told).toContainEqual(expect.objectContaining({ is: '1|1', isCase: true }))
  expect(told.filter((row) => row.isMoved)).toHaveLength(1)
  expect(told).toContainEqual({ is: 'x|', kind: 'removed' })
  expect(told).toContainEqual({ is: 'y|y' })
  expect(told).toContainEqual({ is: '|n', kind: 'added' })
  expect(told).toContainEqual({ is: '9|8', kind: 'changed' })
  expect(rows).toHaveLength(6)
})

test('bytes are told by the first that differs, with what stands around it', () => {
  const left = Uint8Array.from({ length: 100 }, (_, n) => n)
  const right = left.with(50, 0xff)

  const compared = compareBytes(left, right)

  expect(compared).toMatchObject({ firstOffset: 50, windowOffset: 32 })
  expect(compared.rightWindow[18]).toBe(0xff)
  expect(compareBytes(left, left).firstOffset).toBeUndefined()
  expect(compareBytes(left, left.subarray(0, 99)).firstOffset).toBe(99)
})
