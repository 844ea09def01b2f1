// Compares two JSON documents by their structure, lexeme by lexeme: no value is ever parsed, so 64-bit ids, 1.0 and 1,
// and duplicate keys are told apart.

import { depthOf, startOf } from '../json-layout.ts'
import type { JsonText } from '../json-tokens.ts'
import { longestAscending } from './align.ts'
import { createIntern } from './intern.ts'
import { identify } from './json-ids.ts'
import { type JsonSide, pairItems } from './json-items.ts'
import {
  bracketOf,
  childrenOf,
  hasComma,
  isClosing,
  type JsonNodes,
  keyOf,
  lastLineOf,
  readNodes,
  rootsOf,
  scalarOf,
  stepOf,
} from './json-nodes.ts'
import { collectParts, type LineComparison, type LineSpan } from './parts.ts'
import { cutLines } from './text-lines.ts'

export interface JsonComparison extends LineComparison {
  /** How many members stand elsewhere among the keys of their object. */
  readonly movedKeys: number
}

/** Deeper down values are compared whole: no webhook nests this far, and no stack holds everything. */
const deepest = 400

export function compareJson(leftText: JsonText, rightText: JsonText): JsonComparison {
  const [leftJson, rightJson] = [readNodes(leftText), readNodes(rightText)]
  const intern = createIntern()
  const left: JsonSide = { json: leftJson, ids: identify(leftJson, intern) }
  const right: JsonSide = { json: rightJson, ids: identify(rightJson, intern) }
  const out = collectParts()
  let movedKeys = 0
  let isRough = false

  function compareValues(l: number, r: number, steps: readonly string[], isMoved = false): void {
    const isSameKey = keyOf(leftJson, l) === keyOf(rightJson, r)
    if (left.ids.exact[l] === right.ids.exact[r] && isSameKey) {
      out.equal(l, r, span(leftJson, l).count, isMoved)
      return
    }
    const bracket = bracketOf(leftJson, l)
    if (bracket && bracket === bracketOf(rightJson, r) && isSameKey && steps.length < deepest) {
      out.equal(l, r, 1, isMoved)
      if (bracket === '{') compareMembers(l, r, steps)
      else compareItems(childrenOf(leftJson, l), childrenOf(rightJson, r), steps)
      out.equal(lastLineOf(leftJson, l), lastLineOf(rightJson, r), 1, isMoved)
      return
    }
    const values = { left: scalarOf(leftJson, l), right: scalarOf(rightJson, r) }
    const isSpelling = meansTheSame(values.left, values.right)
    out.different(
      { kind: 'changed', steps, ...values, ...(isSpelling ? { isSpelling } : {}) },
      span(leftJson, l),
      span(rightJson, r),
    )
  }

  /** In the order of the right side; a removed member stands where it stood. */
  function compareMembers(l: number, r: number, steps: readonly string[]): void {
    const ls = childrenOf(leftJson, l)
    const rs = childrenOf(rightJson, r)
    const leftOf = matchMembers(leftJson, rightJson, ls, rs)
    const matched = leftOf.flatMap((at, index) => (at === undefined ? [] : [{ at, index }]))
    const inOrder = new Set(
      longestAscending(matched.map(({ at }) => at)).map((kept) => matched[kept]?.index),
    )
    const taken = new Set(matched.map(({ at }) => at))
    let next = 0
    const removeUpTo = (end: number) => {
      for (; next < end; next++) if (!taken.has(next)) remove(ls[next] ?? 0, steps)
    }
    for (const [index, member] of rs.entries()) {
      const at = leftOf[index]
      const other = at === undefined ? undefined : ls[at]
      if (at === undefined || other === undefined) {
        add(member, steps)
        continue
      }
      const isMoved = !inOrder.has(index)
      if (isMoved) movedKeys += 1
      else removeUpTo(at)
      compareValues(other, member, [...steps, stepOf(rightJson, member)], isMoved)
    }
    removeUpTo(ls.length)
  }

  function compareItems(ls: readonly number[], rs: readonly number[], steps: readonly string[]) {
    const found = pairItems(left, right, ls, rs)
    isRough ||= found.isRough
    let [l, r] = [0, 0]
    for (const [nextL, nextR] of [...found.pairs, [ls.length, rs.length] as const]) {
      for (; l < nextL; l++) remove(ls[l] ?? 0, steps)
      for (; r < nextR; r++) add(rs[r] ?? 0, steps)
      const [one, other] = [ls[l], rs[r]]
      if (one === undefined || other === undefined) break
      compareValues(one, other, [...steps, stepOf(rightJson, other)])
      l += 1
      r += 1
    }
  }

  function remove(line: number, around: readonly string[]): void {
    const steps = [...around, stepOf(leftJson, line)]
    const value = scalarOf(leftJson, line)
    out.different({ kind: 'removed', steps, left: value }, span(leftJson, line), undefined)
  }

  function add(line: number, around: readonly string[]): void {
    const steps = [...around, stepOf(rightJson, line)]
    const value = scalarOf(rightJson, line)
    out.different({ kind: 'added', steps, right: value }, undefined, span(rightJson, line))
  }

  const [ls, rs] = [rootsOf(leftJson), rootsOf(rightJson)]
  if (ls.length === 1 && rs.length === 1) compareValues(0, 0, ['body'])
  else compareItems(ls, rs, ['body'])
  return {
    left: cutLines(layOutNodes(leftJson)),
    right: cutLines(layOutNodes(rightJson)),
    parts: out.parts,
    isRough,
    movedKeys,
  }
}

/** For each member on the right the one of the same key on the left: the first of that key with the first, and so on. */
function matchMembers(
  leftJson: JsonNodes,
  rightJson: JsonNodes,
  ls: readonly number[],
  rs: readonly number[],
): (number | undefined)[] {
  const waiting = new Map<string, number[]>()
  ls.forEach((member, at) => {
    const key = stepOf(leftJson, member)
    const same = waiting.get(key)
    if (same) same.push(at)
    else waiting.set(key, [at])
  })
  return rs.map((member) => waiting.get(stepOf(rightJson, member))?.shift())
}

function span(json: JsonNodes, from: number): LineSpan {
  return { from, count: lastLineOf(json, from) - from + 1 }
}

/** Two spaces a level, every lexeme as it was sent. */
export function laidOut(json: JsonText): string {
  return layOutNodes(readNodes(json))
}

function layOutNodes(json: JsonNodes): string {
  const { text, layout } = json
  const lines: string[] = []
  for (let line = 0; line < layout.count; line++) {
    const key = keyOf(json, line)
    const value = isClosing(json, line)
      ? text[startOf(layout, line)]
      : (bracketOf(json, line) ?? scalarOf(json, line))
    const before = indentOf(depthOf(layout, line)) + (key === undefined ? '' : `${key}: `)
    lines.push(`${before}${value}${hasComma(json, line) ? ',' : ''}`)
  }
  return lines.join('\n')
}

/** What nests very deep is not pushed out of sight. */
function indentOf(depth: number): string {
  return '  '.repeat(Math.min(depth, 60))
}

/** `1.0` and `1`, `"é"` and `"\u00e9"`; never two numbers that a double cannot tell apart. */
function meansTheSame(left: string | undefined, right: string | undefined): boolean {
  if (left === undefined || right === undefined) return false
  if (left.startsWith('"') && right.startsWith('"')) return JSON.parse(left) === JSON.parse(right)
  const isShort = left.length <= 15 && right.length <= 15
  return isShort && /^-?\d/.test(left) && /^-?\d/.test(right) && Number(left) === Number(right)
}
