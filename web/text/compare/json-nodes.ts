// Laid-out JSON as a tree: a value goes by the line on which it begins. Each line is read once, whatever is asked later.

import {
  closes,
  isBroken,
  type JsonLayout,
  noLine,
  opens,
  parentOf,
  partnerOf,
  positionOf,
  startOf,
} from '../json-layout.ts'
import { nextLexeme } from '../json-lexer.ts'
import type { JsonText } from '../json-tokens.ts'

export interface JsonNodes extends JsonText {
  /** By line: where its key ends, 0 without one. */
  readonly keyEnds: Uint32Array
  /** By line: what stands behind the key and before the comma. */
  readonly froms: Uint32Array
  readonly tos: Uint32Array
}

export function readNodes({ text, layout }: JsonText): JsonNodes {
  const { count } = layout
  const keyEnds = new Uint32Array(count)
  const froms = new Uint32Array(count)
  const tos = new Uint32Array(count)
  for (let line = 0; line < count; line++) {
    const start = startOf(layout, line)
    let from = start
    if (isInObject(text, layout, froms, line)) {
      keyEnds[line] = nextLexeme(text, start).end
      from = skipSpace(text, skipSpace(text, keyEnds[line] ?? 0) + 1)
    }
    froms[line] = from
    const end = skipBack(text, startOf(layout, line + 1))
    const endsInComma = text.charCodeAt(end - 1) === 0x2c && !isBroken(layout, line)
    tos[line] = endsInComma ? skipBack(text, end - 1) : end
  }
  return { text, layout, keyEnds, froms, tos }
}

function isInObject(text: string, layout: JsonLayout, froms: Uint32Array, line: number): boolean {
  const parent = parentOf(layout, line)
  if (parent === noLine || closes(layout, line)) return false
  return text.charCodeAt(froms[parent] ?? 0) === 0x7b
}

function skipSpace(text: string, at: number): number {
  let next = at
  while (isSpace(text.charCodeAt(next))) next += 1
  return next
}

function skipBack(text: string, end: number): number {
  let last = end
  while (last > 0 && isSpace(text.charCodeAt(last - 1))) last -= 1
  return last
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09
}

export function lastLineOf({ layout }: JsonNodes, line: number): number {
  return opens(layout, line) ? partnerOf(layout, line) : line
}

/** What the value holds directly, in order. */
export function childrenOf(nodes: JsonNodes, line: number): number[] {
  return siblings(nodes, line + 1, lastLineOf(nodes, line))
}

/** What stands at the top: one value, except in NDJSON. */
export function rootsOf(nodes: JsonNodes): number[] {
  return siblings(nodes, 0, nodes.layout.count)
}

function siblings(nodes: JsonNodes, from: number, to: number): number[] {
  const lines: number[] = []
  for (let at = from; at < to; at = lastLineOf(nodes, at) + 1) lines.push(at)
  return lines
}

/** The bracket that a value begins with which holds others. */
export function bracketOf({ text, layout, froms }: JsonNodes, line: number): string | undefined {
  return opens(layout, line) ? text[froms[line] ?? 0] : undefined
}

export function isClosing({ layout }: JsonNodes, line: number): boolean {
  return closes(layout, line)
}

/** A value that holds no other, as it was written; brackets that hold nothing without the space between them. */
export function scalarOf(
  { text, layout, froms, tos }: JsonNodes,
  line: number,
): string | undefined {
  if (opens(layout, line)) return undefined
  const sent = text.slice(froms[line], tos[line])
  const first = sent.charCodeAt(0)
  const isEmpty = (first === 0x7b || first === 0x5b) && !isBroken(layout, line)
  return isEmpty ? sent.replace(/\s/g, '') : sent
}

/** Whether another value follows beside it. */
export function hasComma({ text, layout, tos }: JsonNodes, line: number): boolean {
  const at = skipSpace(text, tos[line] ?? 0)
  return text.charCodeAt(at) === 0x2c && at < startOf(layout, line + 1)
}

/** In its quotes. */
export function keyOf({ text, layout, keyEnds }: JsonNodes, line: number): string | undefined {
  const end = keyEnds[line]
  return end ? text.slice(startOf(layout, line), end) : undefined
}

/** The key as it is meant, however it is escaped; in brackets the position of an item. */
export function stepOf(nodes: JsonNodes, line: number): string {
  const key = keyOf(nodes, line)
  if (key === undefined) return `[${positionOf(nodes.layout, line)}]`
  return key.includes('\\') ? String(JSON.parse(key)) : key.slice(1, -1)
}
