// Walks JSON text along a path and shows what stands there, without parsing the rest: no digit is lost, nothing is
// copied, and a body cut off in the middle answers for the part that arrived. Linear, and as deep as the path at most.

import type { Step } from './syntax.ts'

/** `text` is a string's content, a number's digits as sent, `true`, `false` or `null`; empty for a composite. */
export interface JsonLeaf {
  readonly type: 'string' | 'number' | 'word' | 'composite'
  readonly text: string
}

/** Whether `accepts` takes any value at the path. Of a name given twice, both count. */
export function someAtPath(
  json: string,
  path: readonly Step[],
  accepts: (leaf: JsonLeaf) => boolean,
): boolean {
  const walk: Walk = { json, path, accepts, isFound: false }
  visit(walk, blanks(json, json.charCodeAt(0) === 0xfeff ? 1 : 0), 0)
  return walk.isFound
}

interface Walk {
  readonly json: string
  readonly path: readonly Step[]
  readonly accepts: (leaf: JsonLeaf) => boolean
  isFound: boolean
}

/** Positions behind a value; this one ends the walk: found, or not JSON from here on. */
const over = -1

const quoteCode = 0x22
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const word = /true|false|null/y
const blank = /[ \t\r\n]*/y
const composite: JsonLeaf = { type: 'composite', text: '' }

function visit(walk: Walk, at: number, depth: number): number {
  const step = walk.path[depth]
  const first = walk.json[at]
  if (step === undefined) return show(walk, at)
  if (first === '{') return visitMembers(walk, at, depth, step)
  if (first === '[') return visitElements(walk, at, depth, step)
  return skipValue(walk.json, at)
}

function visitMembers(walk: Walk, start: number, depth: number, step: Step): number {
  const { json } = walk
  let at = blanks(json, start + 1)
  if (json[at] === '}') return at + 1
  for (;;) {
    const end = skipString(json, at)
    const colon = end === over ? over : blanks(json, end)
    if (json[colon] !== ':') return over
    const value = blanks(json, colon + 1)
    const isWanted = step.type === 'any' || isName(json.slice(at + 1, end - 1), step.name)
    const behind = isWanted ? visit(walk, value, depth + 1) : skipValue(json, value)
    if (behind === over) return over
    at = blanks(json, behind)
    if (json[at] !== ',') return json[at] === '}' ? at + 1 : over
    at = blanks(json, at + 1)
  }
}

function visitElements(walk: Walk, start: number, depth: number, step: Step): number {
  const { json } = walk
  let at = blanks(json, start + 1)
  if (json[at] === ']') return at + 1
  for (let index = 0; ; index++) {
    const isWanted = step.type === 'any' || step.name === String(index)
    const behind = isWanted ? visit(walk, at, depth + 1) : skipValue(json, at)
    if (behind === over) return over
    at = blanks(json, behind)
    if (json[at] !== ',') return json[at] === ']' ? at + 1 : over
    at = blanks(json, at + 1)
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

function readLeaf(json: string, at: number): JsonLeaf | undefined {
  const first = json[at]
  if (first === '{' || first === '[') return composite
  if (first === '"') {
    const end = skipString(json, at)
    const text = end === over ? undefined : unescaped(json.slice(at + 1, end - 1))
    return text === undefined ? undefined : { type: 'string', text }
  }
  const digits = matchAt(number, json, at)
  // A number at the cut of a body may lack digits.
  if (digits !== '') {
    return at + digits.length < json.length ? { type: 'number', text: digits } : undefined
  }
  const literal = matchAt(word, json, at)
  return literal === '' ? undefined : { type: 'word', text: literal }
}

function isName(raw: string, name: string): boolean {
  return raw === name ? !raw.includes('\\') : raw.includes('\\') && unescaped(raw) === name
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
function skipValue(json: string, start: number): number {
  let depth = 0
  let at = start
  do {
    const char = json[at]
    if (char === '"') at = skipString(json, at)
    else if (char === '{' || char === '[') {
      depth += 1
      at += 1
    } else if (char === '}' || char === ']') {
      depth -= 1
      at += 1
    } else if (depth > 0 && (char === ',' || char === ':')) at += 1
    else {
      const length = (matchAt(number, json, at) || matchAt(word, json, at)).length
      at = length === 0 ? over : at + length
    }
    if (at === over || depth < 0) return over
    if (depth > 0) at = blanks(json, at)
  } while (depth > 0)
  return at
}

/** Behind the closing quote. */
function skipString(json: string, at: number): number {
  if (json.charCodeAt(at) !== quoteCode) return over
  let end = json.indexOf('"', at + 1)
  while (end > 0) {
    let escapes = 0
    while (json[end - 1 - escapes] === '\\') escapes += 1
    if (escapes % 2 === 0) return end + 1
    end = json.indexOf('"', end + 1)
  }
  return over
}

function blanks(json: string, at: number): number {
  // Most values follow at once.
  return json.charCodeAt(at) > 0x20 ? at : at + matchAt(blank, json, at).length
}

function matchAt(sticky: RegExp, text: string, at: number): string {
  sticky.lastIndex = at
  return sticky.exec(text)?.[0] ?? ''
}
