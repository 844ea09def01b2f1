// JSON laid out over lines, all of them at once: for texts that are small. Every lexeme stays as it was sent, so that
// 64-bit numbers, duplicate keys and escapes survive.

import { depthOf, layOutJson } from './json-layout.ts'
import { type JsonText, type JsonToken, lineTokens } from './json-tokens.ts'

export interface JsonLine {
  readonly depth: number
  readonly tokens: readonly JsonToken[]
}

/** Throws a SyntaxError that says where, when the text is not strictly JSON. */
export function jsonLines(text: string): JsonLine[] {
  const layout = layOutJson(text)
  return linesOf({ text, layout }, 0, layout.count)
}

/** From line `from` up to, not with, `to`. */
export function linesOf(json: JsonText, from: number, to: number): JsonLine[] {
  return Array.from({ length: to - from }, (_, index) => ({
    depth: depthOf(json.layout, from + index),
    tokens: lineTokens(json, from + index),
  }))
}

/** The lines as text, two spaces a level. */
export function joinJsonLines(lines: readonly JsonLine[]): string {
  return lines
    .map(({ depth, tokens }) => '  '.repeat(depth) + tokens.map(({ text }) => text).join(''))
    .join('\n')
}
