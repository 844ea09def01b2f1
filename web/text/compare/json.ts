// Compares two JSON documents by their structure, lexeme by lexeme: no value is ever parsed, so 64-bit ids, 1.0 and 1,
// and duplicate keys are told apart.

import { joinJsonLines } from '../json-lines.ts'
import { type JsonTree, keyOf, valueTokens } from '../json-tree.ts'
import { longestAscending } from './align.ts'
import { createIntern } from './intern.ts'
import { childrenOf, identify } from './json-ids.ts'
import { type JsonSide, pairItems } from './json-items.ts'
import { collectParts, type LineComparison, type LineSpan } from './parts.ts'

export interface JsonComparison extends LineComparison {
  /** How many members stand elsewhere among the keys of their object. */
  readonly movedKeys: number
}

/** Deeper down values are compared whole: no webhook nests this far, and no stack holds everything. */
const deepest = 400

export function compareJson(leftTree: JsonTree, rightTree: JsonTree): JsonComparison {
  const intern = createIntern()
  const left: JsonSide = { tree: leftTree, ids: identify(leftTree, intern) }
  const right: JsonSide = { tree: rightTree, ids: identify(rightTree, intern) }
  const out = collectParts()
  let movedKeys = 0
  let isRough = false

  function compareValues(l: number, r: number, steps: readonly string[], isMoved = false): void {
    const isSameKey = keyOf(leftTree, l) === keyOf(rightTree, r)
    if (left.ids.exact[l] === right.ids.exact[r] && isSameKey) {
      out.equal(firstLine(leftTree, l), firstLine(rightTree, r), span(leftTree, l).count, isMoved)
      return
    }
    const bracket = bracketOf(leftTree, l)
    if (bracket && bracket === bracketOf(rightTree, r) && isSameKey && steps.length < deepest) {
      out.equal(firstLine(leftTree, l), firstLine(rightTree, r), 1, isMoved)
      if (bracket === '{') compareMembers(l, r, steps)
      else compareItems(childrenOf(leftTree, l), childrenOf(rightTree, r), steps)
      out.equal(lastLine(leftTree, l), lastLine(rightTree, r), 1, isMoved)
      return
    }
    const values = { left: scalarOf(leftTree, l), right: scalarOf(rightTree, r) }
    const isSpelling = meansTheSame(values.left, values.right)
    out.different(
      { kind: 'changed', steps, ...values, ...(isSpelling ? { isSpelling } : {}) },
      span(leftTree, l),
      span(rightTree, r),
    )
  }

  /** In the order of the right side; a removed member stands where it stood. */
  function compareMembers(l: number, r: number, steps: readonly string[]): void {
    const ls = childrenOf(leftTree, l)
    const rs = childrenOf(rightTree, r)
    const leftOf = matchMembers(leftTree, rightTree, ls, rs)
    const matched = leftOf.flatMap((at, index) => (at === undefined ? [] : [{ at, index }]))
    const inOrder = new Set(
      longestAscending(matched.map(({ at }) => at)).map((kept) => matched[kept]?.index),
    )
    const taken = new Set(matched.map(({ at }) => at))
    let next = 0
    const removeUpTo = (end: number) => {
      for (; next < end; next++) if (!taken.has(next)) remove(ls[next] ?? 0, steps, memberStep)
    }
    for (const [index, member] of rs.entries()) {
      const at = leftOf[index]
      const other = at === undefined ? undefined : ls[at]
      if (at === undefined || other === undefined) {
        add(member, [...steps, memberStep(rightTree, member)])
        continue
      }
      const isMoved = !inOrder.has(index)
      if (isMoved) movedKeys += 1
      else removeUpTo(at)
      compareValues(other, member, [...steps, memberStep(rightTree, member)], isMoved)
    }
    removeUpTo(ls.length)
  }

  function compareItems(ls: readonly number[], rs: readonly number[], steps: readonly string[]) {
    const found = pairItems(left, right, ls, rs, intern)
    isRough ||= found.isRough
    let [l, r] = [0, 0]
    for (const [nextL, nextR] of [...found.pairs, [ls.length, rs.length] as const]) {
      for (; l < nextL; l++) remove(ls[l] ?? 0, steps, () => itemStep(l))
      for (; r < nextR; r++) add(rs[r] ?? 0, [...steps, itemStep(r)])
      const [one, other] = [ls[l], rs[r]]
      if (one === undefined || other === undefined) break
      compareValues(one, other, [...steps, itemStep(r)])
      l += 1
      r += 1
    }
  }

  function remove(
    index: number,
    steps: readonly string[],
    stepOf: (tree: JsonTree, index: number) => string,
  ): void {
    const path = [...steps, stepOf(leftTree, index)]
    const value = scalarOf(leftTree, index)
    out.different({ kind: 'removed', steps: path, left: value }, span(leftTree, index), undefined)
  }

  function add(index: number, steps: readonly string[]): void {
    const value = scalarOf(rightTree, index)
    out.different({ kind: 'added', steps, right: value }, undefined, span(rightTree, index))
  }

  if (leftTree.roots === 1 && rightTree.roots === 1) compareValues(0, 0, ['body'])
  else compareItems(rootsOf(leftTree), rootsOf(rightTree), ['body'])
  return {
    left: joinJsonLines(leftTree.lines),
    right: joinJsonLines(rightTree.lines),
    parts: out.parts,
    isRough,
    movedKeys,
  }
}

/** For each member on the right the one of the same key on the left: the first of that key with the first, and so on. */
function matchMembers(
  leftTree: JsonTree,
  rightTree: JsonTree,
  ls: readonly number[],
  rs: readonly number[],
): (number | undefined)[] {
  const waiting = new Map<string, number[]>()
  ls.forEach((member, at) => {
    const key = memberStep(leftTree, member)
    const same = waiting.get(key)
    if (same) same.push(at)
    else waiting.set(key, [at])
  })
  return rs.map((member) => waiting.get(memberStep(rightTree, member))?.shift())
}

/** The key as it is meant, however it is escaped. */
function memberStep(tree: JsonTree, index: number): string {
  const key = keyOf(tree, index) ?? '""'
  return key.includes('\\') ? String(JSON.parse(key)) : key.slice(1, -1)
}

/** In brackets, so that a path tells it from a key. */
function itemStep(position: number): string {
  return `[${position}]`
}

function rootsOf({ nodes }: JsonTree): number[] {
  const roots: number[] = []
  for (let at = 0; at < nodes.length; at = nodes[at]?.after ?? nodes.length) roots.push(at)
  return roots
}

/** What a value that holds others begins with. */
function bracketOf(tree: JsonTree, index: number): string | undefined {
  return (tree.nodes[index]?.size ?? 0) > 0 ? valueTokens(tree, index)[0]?.text : undefined
}

function scalarOf(tree: JsonTree, index: number): string | undefined {
  if (bracketOf(tree, index) !== undefined) return undefined
  return valueTokens(tree, index)
    .map(({ text }) => text)
    .join('')
}

function firstLine(tree: JsonTree, index: number): number {
  return tree.nodes[index]?.line ?? 0
}

function lastLine(tree: JsonTree, index: number): number {
  return tree.nodes[index]?.lastLine ?? 0
}

function span(tree: JsonTree, index: number): LineSpan {
  const from = firstLine(tree, index)
  return { from, count: lastLine(tree, index) - from + 1 }
}

/** `1.0` and `1`, `"é"` and `"\u00e9"`; never two numbers that a double cannot tell apart. */
function meansTheSame(left: string | undefined, right: string | undefined): boolean {
  if (left === undefined || right === undefined) return false
  if (left.startsWith('"') && right.startsWith('"')) return JSON.parse(left) === JSON.parse(right)
  const isShort = left.length <= 15 && right.length <= 15
  return isShort && /^-?\d/.test(left) && /^-?\d/.test(right) && Number(left) === Number(right)
}
