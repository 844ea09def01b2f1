// Decides which items of two arrays belong together, so that an inserted item is one insertion and not a cascade.

import { align } from './align.ts'
import type { JsonIds } from './json-ids.ts'
import { bracketOf, childrenOf, type JsonNodes, keyOf } from './json-nodes.ts'

export interface JsonSide {
  readonly json: JsonNodes
  readonly ids: JsonIds
}

type Pair = readonly [left: number, right: number]

export interface ItemPairs {
  /** Positions, ascending on both sides. */
  readonly pairs: readonly Pair[]
  readonly isRough: boolean
}

/** Keys that name an item, the likeliest first. */
const identityKeys = ['id', '_id', 'uuid', 'key', 'sku', 'code', 'name']
/** Gaps with more possible pairs are paired by position. */
const mostScored = 2_500
const leastAlike = 0.4
const mostMembersScored = 60

export function pairItems(
  left: JsonSide,
  right: JsonSide,
  ls: readonly number[],
  rs: readonly number[],
): ItemPairs {
  let isRough = false
  const identities = identify(left, right, ls, rs)
  const senses: readonly (readonly [Int32Array, Int32Array])[] = identities
    ? [identities]
    : [
        [pick(left.ids.value, ls), pick(right.ids.value, rs)],
        [pick(left.ids.loose, ls), pick(right.ids.loose, rs)],
      ]

  /** Pairs within a gap: by the first sense, what remains by the next, the rest by likeness. */
  function within(l0: number, l1: number, r0: number, r1: number, sense: number): Pair[] {
    if (l0 === l1 || r0 === r1) return []
    const [lIds, rIds] = senses[sense] ?? []
    if (!lIds || !rIds) return byLikeness(left, right, ls, rs, [l0, l1, r0, r1])
    const found = align(lIds.subarray(l0, l1), rIds.subarray(r0, r1))
    isRough ||= found.isRough
    const pairs: Pair[] = []
    let [l, r] = [l0, r0]
    for (const match of [...found.matches, { left: l1 - l0, right: r1 - r0, count: 0 }]) {
      const [nextL, nextR] = [l0 + match.left, r0 + match.right]
      for (const pair of within(l, nextL, r, nextR, sense + 1)) pairs.push(pair)
      for (let n = 0; n < match.count; n++) pairs.push([nextL + n, nextR + n])
      l = nextL + match.count
      r = nextR + match.count
    }
    return pairs
  }

  return { pairs: within(0, ls.length, 0, rs.length, 0), isRough }
}

function pick(ids: Int32Array, nodes: readonly number[]): Int32Array {
  return Int32Array.from(nodes, (node) => ids[node] ?? 0)
}

/** What each item is called by, where all are objects with a name of their own and half of them are on both sides. */
function identify(
  left: JsonSide,
  right: JsonSide,
  ls: readonly number[],
  rs: readonly number[],
): readonly [Int32Array, Int32Array] | undefined {
  for (const key of identityKeys) {
    const lNames = namesBy(key, left, ls)
    const rNames = lNames && namesBy(key, right, rs)
    if (!lNames || !rNames) continue
    const onLeft = new Set(lNames)
    const shared = rNames.filter((name) => onLeft.has(name)).length
    if (shared * 2 >= Math.min(ls.length, rs.length)) return [lNames, rNames]
  }
  return undefined
}

function namesBy(
  key: string,
  { json, ids }: JsonSide,
  items: readonly number[],
): Int32Array | undefined {
  const names = new Int32Array(items.length)
  const seen = new Set<number>()
  for (const [at, item] of items.entries()) {
    const member = childrenOf(json, item).find((child) => keyOf(json, child) === `"${key}"`)
    if (member === undefined || bracketOf(json, member) !== undefined) return undefined
    const name = ids.value[member] ?? 0
    if (seen.has(name)) return undefined
    seen.add(name)
    names[at] = name
  }
  return names
}

/** The pairing in order that has the most in common; what has too little in common stays alone. */
function byLikeness(
  left: JsonSide,
  right: JsonSide,
  ls: readonly number[],
  rs: readonly number[],
  [l0, l1, r0, r1]: readonly [number, number, number, number],
): Pair[] {
  const [height, width] = [l1 - l0, r1 - r0]
  if (height * width > mostScored) return byPosition(l0, r0, Math.min(height, width))
  const likeness = Array.from({ length: height }, (_, l) =>
    Float64Array.from({ length: width }, (_, r) =>
      likenessOf(left, right, ls[l0 + l] ?? 0, rs[r0 + r] ?? 0),
    ),
  )
  /** Of what stands from row l and column r on. */
  const best = Array.from({ length: height + 1 }, () => new Float64Array(width + 1))
  const bestAt = (l: number, r: number) => best[l]?.[r] ?? 0
  const withPair = (l: number, r: number) => {
    const alike = likeness[l]?.[r] ?? 0
    return alike < leastAlike ? -1 : alike + bestAt(l + 1, r + 1)
  }
  for (let l = height - 1; l >= 0; l--) {
    for (let r = width - 1; r >= 0; r--) {
      const row = best[l]
      if (row) row[r] = Math.max(bestAt(l + 1, r), bestAt(l, r + 1), withPair(l, r))
    }
  }
  const pairs: Pair[] = []
  for (let l = 0, r = 0; l < height && r < width; ) {
    if (withPair(l, r) === bestAt(l, r)) {
      pairs.push([l0 + l, r0 + r])
      l += 1
      r += 1
    } else if (bestAt(l + 1, r) === bestAt(l, r)) l += 1
    else r += 1
  }
  return pairs
}

function byPosition(l0: number, r0: number, count: number): Pair[] {
  return Array.from({ length: count }, (_, n) => [l0 + n, r0 + n] as const)
}

/** From 0, nothing in common, to 1. */
function likenessOf(left: JsonSide, right: JsonSide, l: number, r: number): number {
  if (left.ids.loose[l] === right.ids.loose[r]) return 1
  const [lKind, rKind] = [kindOf(left.json, l), kindOf(right.json, r)]
  if (lKind !== rKind) return 0
  if (lKind !== '{') return 0.5
  const members = new Map(
    childrenOf(right.json, r).map((child) => [keyOf(right.json, child), child] as const),
  )
  const own = childrenOf(left.json, l).slice(0, mostMembersScored)
  let alike = 0
  for (const child of own) {
    const other = members.get(keyOf(left.json, child))
    if (other === undefined) continue
    alike += left.ids.loose[child] === right.ids.loose[other] ? 1 : 0.5
  }
  return alike / Math.max(1, own.length, Math.min(members.size, mostMembersScored))
}

/** The first character tells brackets, strings and keywords; all others begin numbers. */
function kindOf({ text, froms }: JsonNodes, line: number): string {
  const first = text[froms[line] ?? 0] ?? ''
  return /[-\d]/.test(first) ? 'number' : first
}
