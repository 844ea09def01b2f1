// Laid-out JSON as a tree: a value goes by the line on which it begins.

import { closes, isBroken, opens, partnerOf, positionOf } from '../json-layout.ts'
import { type JsonText, keyOf, valueEnd, valueStart } from '../json-tokens.ts'

export function lastLineOf({ layout }: JsonText, line: number): number {
  return opens(layout, line) ? partnerOf(layout, line) : line
}

/** What the value holds directly, in order. */
export function childrenOf(json: JsonText, line: number): number[] {
  return siblings(json, line + 1, lastLineOf(json, line))
}

/** What stands at the top: one value, except in NDJSON. */
export function rootsOf(json: JsonText): number[] {
  return siblings(json, 0, json.layout.count)
}

function siblings(json: JsonText, from: number, to: number): number[] {
  const lines: number[] = []
  for (let at = from; at < to; at = lastLineOf(json, at) + 1) lines.push(at)
  return lines
}

/** The bracket that a value begins with which holds others. */
export function bracketOf(json: JsonText, line: number): string | undefined {
  return opens(json.layout, line) ? json.text[valueStart(json, line)] : undefined
}

export function isClosing({ layout }: JsonText, line: number): boolean {
  return closes(layout, line)
}

/** A value that holds no other, as it was written; brackets that hold nothing without the space between them. */
export function scalarOf(json: JsonText, line: number): string | undefined {
  if (opens(json.layout, line)) return undefined
  const sent = json.text.slice(valueStart(json, line), valueEnd(json, line))
  const isEmpty = /^[[{]/.test(sent) && !isBroken(json.layout, line)
  return isEmpty ? sent.replace(/\s/g, '') : sent
}

/** The key as it is meant, however it is escaped; in brackets the position of an item. */
export function stepOf(json: JsonText, line: number): string {
  const key = keyOf(json, line)
  if (key === undefined) return `[${positionOf(json.layout, line)}]`
  return key.includes('\\') ? String(JSON.parse(key)) : key.slice(1, -1)
}
