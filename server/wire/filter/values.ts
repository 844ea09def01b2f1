// What stands behind a key's colon: an order sign, then values with commas between them, each by the key's kind.

import { Fault } from './fault.ts'
import { choicesOf, filterKeys, type ValueKind } from './keys.ts'
import type { Comparison, KeyName, Pattern, Test } from './syntax.ts'
import { isRelative, readTime } from './time.ts'
import { isEnd, readToken, type Token } from './tokens.ts'

interface Asked {
  readonly key: KeyName
  readonly kind: ValueKind
  readonly token: Token
  /** As typed, or what the quotes hold. */
  readonly text: string
}

/** Reads from behind the colon; throws a Fault. */
export function readTests(
  text: string,
  key: KeyName,
  start: number,
): { readonly tests: readonly Test[]; readonly to: number } {
  const { kind } = filterKeys[key]
  const op = readOp(text, start)
  if (op !== undefined && (kind === 'text' || kind === 'choice')) {
    throw new Fault(`${key} has no order. Leave the ${op} out.`, start, start + op.length)
  }
  const tests: Test[] = []
  let at = start + (op?.length ?? 0)
  for (;;) {
    const token = readToken(text, at, true)
    if (token.type === 'open-quote') throw unclosedQuote(token)
    if (token.to === at) {
      throw new Fault(
        'A value is missing here. Write it without a space before it; "" is an empty one.',
        start,
        Math.max(at, start),
      )
    }
    if (!isEnd(text[token.to], true)) throw glued(token.to)
    const asked = { key, kind, token, text: textOf(text, token) }
    tests.push(op === undefined ? readTest(asked) : readComparison(asked, op))
    if (text[token.to] !== ',') return { tests, to: token.to }
    at = token.to + 1
  }
}

export function unclosedQuote({ from, to }: Token): Fault {
  return new Fault('This quote does not end. Add a " behind the text.', from, to)
}

export function glued(at: number): Fault {
  return new Fault('A space is missing here.', at, at + 1)
}

/** A text, glob or regular expression; `readTests` and bare texts share it. */
export function patternOf(token: Exclude<Token, { type: 'open-quote' }>): Pattern {
  if (token.type === 'regex') {
    return { type: 'regex', source: token.source, flags: token.flags }
  }
  const isGlob = token.type === 'word' && token.text.includes('*')
  return { type: isGlob ? 'glob' : 'exact', text: token.text }
}

function readOp(text: string, at: number): Comparison | undefined {
  const [op] = /^[<>]=?/.exec(text.slice(at, at + 2)) ?? []
  return op as Comparison | undefined // The pattern takes nothing else.
}

function textOf(text: string, token: Token): string {
  return token.type === 'quoted' ? token.text : text.slice(token.from, token.to)
}

function readComparison(asked: Asked, op: Comparison): Test {
  return { type: 'compare', op, value: endOf(asked, asked.text) }
}

function readTest(asked: Asked): Test {
  const { key, kind, token, text } = asked
  if (kind === 'choice') return { type: 'exact', text: choiceOf(asked) }
  if (kind === 'status' && /^[1-5]xx$/i.test(text)) {
    return { type: 'range', from: `${text[0]}00`, to: `${text[0]}99` }
  }
  const [from = '', ...rest] = kind !== 'text' && token.type === 'word' ? text.split('..') : []
  const to = rest.join('..')
  if (rest.length > 0 && from + to !== '') {
    const end = (end: string) => (end === '' ? null : endOf(asked, end))
    return { type: 'range', from: end(from), to: end(to) }
  }
  // To readers of UTC and of clocks, "15 minutes ago" is never one millisecond.
  if (key === 'at' && isRelative(text.toLowerCase())) {
    return { type: 'range', from: text.toLowerCase(), to: null }
  }
  if (kind === 'text' || kind === 'any') {
    // An open quote was refused before.
    return patternOf(token as Exclude<Token, { type: 'open-quote' }>)
  }
  return { type: 'exact', text: endOf(asked, text) }
}

/** One ordered value in its canonical form. */
function endOf({ kind, token }: Asked, text: string): string {
  switch (kind) {
    case 'time': {
      const time = /^\d/.test(text) ? text.toUpperCase() : text.toLowerCase()
      if (readTime(time, 0) !== undefined) return time
      throw new Fault(
        'This is no time. Write a date (2026-11-21), a time in UTC (2026-11-21T10:30), today, or -15m.',
        token.from,
        token.to,
      )
    }
    case 'size': {
      const bytes = bytesOf(text)
      if (bytes !== undefined) return bytes
      throw new Fault('This is no size. Write 500, 10kb, 1.5mb or 4KiB.', token.from, token.to)
    }
    case 'status':
      if (/^\d{3}$/.test(text)) return text
      throw new Fault('This is no status. Write 404, 500..599 or 5xx.', token.from, token.to)
    default:
      return text
  }
}

function choiceOf({ key, token, text }: Asked): string {
  const choices = choicesOf(key)
  const word = text.toLowerCase()
  if (choices.includes(word)) return word
  throw new Fault(`${key} takes ${listed(choices)}.`, token.from, token.to)
}

const sizeUnits: Readonly<Record<string, number>> = {
  b: 1,
  k: 1000,
  kb: 1000,
  kib: 1024,
  m: 1000 ** 2,
  mb: 1000 ** 2,
  mib: 1024 ** 2,
  g: 1000 ** 3,
  gb: 1000 ** 3,
  gib: 1024 ** 3,
}

/** Whole bytes as digits; undefined for what is no size. */
function bytesOf(text: string): string | undefined {
  const [, amount, unit = 'b'] = /^(\d{1,15}(?:\.\d{1,9})?)([a-z]{1,3})?$/i.exec(text) ?? []
  const factor = Object.hasOwn(sizeUnits, unit.toLowerCase()) && sizeUnits[unit.toLowerCase()]
  if (amount === undefined || !factor) return undefined
  const bytes = Math.round(Number(amount) * factor)
  return Number.isSafeInteger(bytes) ? String(bytes) : undefined
}

function listed(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}
