// What is on a line of laid-out JSON as a value: where it is found, what is copied of it, and what it holds in brief.

import {
  closes,
  depthOf,
  isBroken,
  noLine,
  opens,
  parentOf,
  partnerOf,
  positionOf,
} from './json-layout.ts'
import { joinJsonLines, linesOf } from './json-lines.ts'
import { type JsonText, keyOf, lineTokens, valueEnd, valueStart } from './json-tokens.ts'

/** Into an object by name, into an array by number. */
export type JsonStep = { readonly key: string } | { readonly index: number }

/** Longer than this, a copy is as it was sent: laying it out takes long enough to be felt. */
const mostLaidOut = 20_000

/** From the root to the value on the line; to the value that it closes, where it does. */
export function stepsOf(json: JsonText, line: number): JsonStep[] {
  const { layout } = json
  const steps: JsonStep[] = []
  for (let at = beginOf(json, line); parentOf(layout, at) !== noLine; at = parentOf(layout, at)) {
    const key = keyOf(json, at)
    steps.push(key === undefined ? { index: positionOf(layout, at) } : { key })
  }
  return steps.reverse()
}

/** `$.data.object["line items"][0]`: JSONPath, which jq and most languages' libraries understand. */
export function jsonPath(steps: readonly JsonStep[], root = '$'): string {
  return root + steps.map(inJsonPath).join('')
}

function inJsonPath(step: JsonStep): string {
  if ('index' in step) return `[${step.index}]`
  const name = step.key.slice(1, -1)
  return /^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `[${step.key}]`
}

/** A string without its quotes and escapes; anything else exactly as sent, laid out. */
export function copyOf(json: JsonText, line: number): string {
  const { text, layout } = json
  const at = beginOf(json, line)
  const sent = text.slice(valueStart(json, at), valueEnd(json, at))
  if (!opens(layout, at)) {
    if (sent.startsWith('"') && !isBroken(layout, at)) return String(JSON.parse(sent))
    return isBroken(layout, at) ? sent : sent.replace(/\s/g, '')
  }
  const last = partnerOf(layout, at)
  if (last - at > mostLaidOut) return sent
  const outer = depthOf(layout, at)
  const lines = linesOf(json, at, last + 1).map(({ depth, tokens }) => ({
    depth: depth - outer,
    tokens: tokens.filter(({ start, kind }) => isInside(json, at, start, kind)),
  }))
  return joinJsonLines(lines)
}

/** Neither the key before the value nor the comma behind it. */
function isInside(json: JsonText, line: number, start: number, kind: string): boolean {
  const from = valueStart(json, line)
  return start >= from && (kind !== 'punctuation' || start < valueEnd(json, line))
}

/** The beginning of what a closed line holds, on one line. */
export function gistOf(json: JsonText, line: number, most = 90): string {
  let gist = ''
  for (let at = line + 1; at < partnerOf(json.layout, line); at += 1) {
    for (const { text } of lineTokens(json, at)) gist += text.slice(0, most)
    gist += ' '
    if (gist.length > most) return `${gist.slice(0, most)}…`
  }
  return gist.trimEnd()
}

/** How many it holds directly. */
export function sizeOf({ layout }: JsonText, line: number): number {
  return opens(layout, line) ? positionOf(layout, partnerOf(layout, line)) : 0
}

/** The line on which the value begins that is on this line. */
export function beginOf({ layout }: JsonText, line: number): number {
  return closes(layout, line) ? partnerOf(layout, line) : line
}
