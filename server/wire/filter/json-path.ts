// Walks JSON along a path and shows what stands there, without decoding or parsing the rest: no digit is lost, next to
// nothing is copied, and a body cut off in the middle answers for the part that arrived. Linear, and as deep as the path
// at most.

import { backslash, documentStart, quote, skipBlanks, stringEnd } from '../json-bytes.ts'
import { filterBounds, type Step } from './syntax.ts'

/** `text` is a string's content, a number's digits as sent, `true`, `false` or `null`; empty for a composite. */
export interface JsonLeaf {
  readonly type: 'string' | 'number' | 'word' | 'composite'
  readonly text: string
}

/** Whether `accepts` takes any value at the path, in the part of a body that filters look at. Of a name given twice, both count. */
export function someAtPath(
  body: Uint8Array,
  path: readonly Step[],
  accepts: (leaf: JsonLeaf) => boolean,
): boolean {
  const { bodyBytes } = filterBounds
  const json = body.length > bodyBytes ? body.subarray(0, bodyBytes) : body
  const walk: Walk = { json, path, accepts, isFound: false }
  visit(walk, documentStart(json), 0)
  return walk.isFound
}

interface Walk {
  readonly json: Uint8Array
  readonly path: readonly Step[]
  readonly accepts: (leaf: JsonLeaf) => boolean
  isFound: boolean
}

/** Positions behind a value; this one ends the walk: found, or not JSON from here on. */
const over = -1

const openBrace = 0x7b
const closeBrace = 0x7d
const openBracket = 0x5b
const closeBracket = 0x5d
const comma = 0x2c
const colon = 0x3a
const composite: JsonLeaf = { type: 'composite', text: '' }

function visit(walk: Walk, at: number, depth: number): number {
  const step = walk.path[depth]
  const first = walk.json[at]
  if (step === undefined) return show(walk, at)
  if (first === openBrace) return visitMembers(walk, at, depth, step)
  if (first === openBracket) return visitElements(walk, at, depth, step)
  return skipValue(walk.json, at)
}

function visitMembers(walk: Walk, start: number, depth: number, step: Step): number {
  const { json } = walk
  let at = skipBlanks(json, start + 1)
  if (json[at] === closeBrace) return at + 1
  for (;;) {
    const end = skipString(json, at)
    const between = end === over ? over : skipBlanks(json, end)
    if (json[between] !== colon) return over
    const value = skipBlanks(json, between + 1)
    const isWanted = step.type === 'any' || isName(json, at + 1, end - 1, step.name)
    const behind = isWanted ? visit(walk, value, depth + 1) : skipValue(json, value)
    if (behind === over) return over
    at = skipBlanks(json, behind)
    if (json[at] !== comma) return json[at] === closeBrace ? at + 1 : over
    at = skipBlanks(json, at + 1)
  }
}

function visitElements(walk: Walk, start: number, depth: number, step: Step): number {
  const { json } = walk
  let at = skipBlanks(json, start + 1)
  if (json[at] === closeBracket) return at + 1
  for (let index = 0; ; index++) {
    const isWanted = step.type === 'any' || step.name === String(index)
    const behind = isWanted ? visit(walk, at, depth + 1) : skipValue(json, at)
    if (behind === over) return over
    at = skipBlanks(json, behind)
    if (json[at] !== comma) return json[at] === closeBracket ? at + 1 : over
    at = skipBlanks(json, at + 1)
  }
}

function show(walk: Walk, at: number): number {
  const leaf = readLeaf(walk.json, at)
  if (leaf === undefined) return over
  if (walk.accepts(leaf)) {
    walk.isFound = true
    return over
  }
  return skipValue(walk.json, at)
}

function readLeaf(json: Uint8Array, at: number): JsonLeaf | undefined {
  const first = json[at]
  if (first === openBrace || first === openBracket) return composite
  if (first === quote) {
    const end = skipString(json, at)
    const text = end === over ? undefined : unescaped(textOf(json, at + 1, end - 1))
    return text === undefined ? undefined : { type: 'string', text }
  }
  const numberEnd = skipNumber(json, at)
  if (numberEnd > at) {
    // A number at the cut of a body may lack digits.
    return numberEnd < json.length
      ? { type: 'number', text: textOf(json, at, numberEnd) }
      : undefined
  }
  const word = wordAt(json, at)
  return word === undefined ? undefined : { type: 'word', text: word.text }
}

/** Whether the name between the quotes says the same, however it is written. */
function isName(json: Uint8Array, from: number, to: number, name: string): boolean {
  let isSame = to - from === name.length
  for (let at = from; at < to; at++) {
    const byte = json[at] ?? 0
    if (byte === backslash || byte >= 0x80) return unescaped(textOf(json, from, to)) === name
    isSame &&= byte === name.charCodeAt(at - from)
  }
  return isSame
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** Decoding a few letters takes longer than putting them together. */
const fewBytes = 32

function textOf(json: Uint8Array, from: number, to: number): string {
  if (to - from > fewBytes) return decoder.decode(json.subarray(from, to))
  const letters: number[] = []
  for (let at = from; at < to; at++) {
    const byte = json[at] ?? 0
    if (byte >= 0x80) return decoder.decode(json.subarray(from, to))
    letters.push(byte)
  }
  return String.fromCharCode(...letters)
}

function unescaped(raw: string): string | undefined {
  if (!raw.includes('\\')) return raw
  try {
    return String(JSON.parse(`"${raw}"`))
  } catch {
    return undefined
  }
}

/** Behind the value, whatever is in it; brackets are counted, not remembered. */
function skipValue(json: Uint8Array, start: number): number {
  let depth = 0
  let at = start
  do {
    const byte = json[at]
    if (byte === quote) at = skipString(json, at)
    else if (byte === openBrace || byte === openBracket) {
      depth += 1
      at += 1
    } else if (byte === closeBrace || byte === closeBracket) {
      depth -= 1
      at += 1
    } else if (depth > 0 && (byte === comma || byte === colon)) at += 1
    else at = skipScalar(json, at)
    if (at === over || depth < 0) return over
    if (depth > 0) at = skipBlanks(json, at)
  } while (depth > 0)
  return at
}

function skipString(json: Uint8Array, at: number): number {
  return json[at] === quote ? (stringEnd(json, at) ?? over) : over
}

function skipScalar(json: Uint8Array, at: number): number {
  const numberEnd = skipNumber(json, at)
  return numberEnd > at ? numberEnd : (wordAt(json, at)?.end ?? over)
}

/** Behind the longest number that begins at `start`; there, when none does. */
function skipNumber(json: Uint8Array, start: number): number {
  const whole = json[start] === 0x2d ? start + 1 : start
  let end = json[whole] === 0x30 ? whole + 1 : skipDigits(json, whole)
  if (end === whole) return start
  if (json[end] === 0x2e) end = orBefore(skipDigits(json, end + 1), end + 1, end)
  if (json[end] === 0x65 || json[end] === 0x45) {
    const sign = json[end + 1]
    const digits = sign === 0x2b || sign === 0x2d ? end + 2 : end + 1
    end = orBefore(skipDigits(json, digits), digits, end)
  }
  return end
}

/** A point or an exponent without digits is none of the number's. */
function orBefore(end: number, digits: number, before: number): number {
  return end > digits ? end : before
}

function skipDigits(json: Uint8Array, start: number): number {
  let at = start
  for (;;) {
    const byte = json[at] ?? 0
    if (byte < 0x30 || byte > 0x39) return at
    at += 1
  }
}

const words = ['true', 'false', 'null'].map((text) => ({
  text,
  bytes: new TextEncoder().encode(text),
}))

function wordAt(
  json: Uint8Array,
  at: number,
): { readonly text: string; readonly end: number } | undefined {
  for (const { text, bytes } of words) {
    if (bytes.every((byte, index) => json[at + index] === byte))
      return { text, end: at + bytes.length }
  }
  return undefined
}
