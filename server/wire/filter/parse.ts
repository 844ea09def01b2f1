// Text to tree: the grammar of DESIGN §4, with a sentence and a place for whatever does not fit it.

import { Fault } from './fault.ts'
import { filterKeys } from './keys.ts'
import {
  type Filter,
  type FilterError,
  filterBounds,
  type Key,
  type KeyName,
  type Pattern,
  type RegexCompiler,
  type Step,
  type Term,
  type Test,
} from './syntax.ts'
import { isEnd, readToken, skipSpace } from './tokens.ts'
import { glued, patternOf, readTests, unclosedQuote } from './values.ts'

/** What stands outside all parentheses, and where: characters `from` up to, not including, `to`. */
export type Piece =
  | { readonly type: 'term'; readonly term: Term; readonly from: number; readonly to: number }
  | { readonly type: 'or'; readonly from: number; readonly to: number }

/** In the order of the text; of a wrong one, those before the error. */
interface Pieces {
  readonly pieces: readonly Piece[]
}

export type Parsed =
  | ({ readonly type: 'filter'; readonly filter: Filter } & Pieces)
  | ({ readonly type: 'error'; readonly error: FilterError } & Pieces)

/** Without `compileRegex`, regular expressions are taken as they are: see `hasRegex`. */
export function parseFilter(text: string, compileRegex?: RegexCompiler): Parsed {
  const pieces: Piece[] = []
  try {
    return { type: 'filter', filter: parse(text, compileRegex, pieces), pieces }
  } catch (error) {
    if (error instanceof Fault) return { type: 'error', error: error.at, pieces }
    throw error
  }
}

interface Reader {
  readonly text: string
  readonly compileRegex: RegexCompiler | undefined
  readonly pieces: Piece[]
  at: number
  depth: number
  terms: number
  regexes: number
}

function parse(text: string, compileRegex: RegexCompiler | undefined, pieces: Piece[]): Filter {
  if (text.length > filterBounds.chars) {
    const message = `The filter is too long. Keep it within ${filterBounds.chars} characters.`
    throw new Fault(message, filterBounds.chars, text.length)
  }
  const reader: Reader = { text, compileRegex, pieces, at: 0, depth: 0, terms: 0, regexes: 0 }
  move(reader, 0)
  if (reader.at === text.length) return { type: 'all' }
  const term = readOr(reader)
  // `readOr` stops early only at a parenthesis that nothing opened.
  if (reader.at < text.length) {
    throw new Fault('Nothing opened this parenthesis. Remove it.', reader.at, reader.at + 1)
  }
  return term
}

function readOr(reader: Reader): Term {
  const parts = [readAnd(reader)]
  while (isWord(reader, 'OR')) {
    const from = reader.at
    if (reader.depth === 0) reader.pieces.push({ type: 'or', from, to: from + 2 })
    move(reader, from + 2)
    if (isOver(reader)) throw lonelyOr(from)
    parts.push(readAnd(reader))
  }
  return joined('or', parts)
}

function readAnd(reader: Reader): Term {
  const parts: Term[] = []
  while (!isOver(reader) && !isWord(reader, 'OR')) {
    const from = reader.at
    const term = readTerm(reader)
    parts.push(term)
    if (reader.depth > 0) continue
    const to = reader.text.slice(0, reader.at).trimEnd().length
    reader.pieces.push({ type: 'term', term, from, to })
  }
  if (parts.length === 0) throw lonelyOr(reader.at)
  return joined('and', parts)
}

function readTerm(reader: Reader): Term {
  const { text, at } = reader
  if (text[at] !== '-') return text[at] === '(' ? readGroup(reader) : readLeaf(reader)
  const next = text[at + 1]
  if (next === '-' || (next !== '(' && isEnd(next, false))) {
    const message = 'A minus negates what stands right behind it. Quote it to search for it: "-".'
    throw new Fault(message, at, at + 1)
  }
  reader.at = at + 1
  return { type: 'not', part: readTerm(reader) }
}

function readGroup(reader: Reader): Term {
  const from = reader.at
  if (reader.depth >= filterBounds.depth) {
    const message = `Parentheses are too deep. Nest at most ${filterBounds.depth}.`
    throw new Fault(message, from, from + 1)
  }
  reader.depth += 1
  move(reader, from + 1)
  if (reader.text[reader.at] === ')') {
    throw new Fault(
      'Nothing is between these parentheses. Remove them, or quote them to search for them.',
      from,
      reader.at + 1,
    )
  }
  if (reader.at === reader.text.length) throw unclosed(from)
  const term = readOr(reader)
  if (reader.text[reader.at] !== ')') throw unclosed(from)
  reader.depth -= 1
  move(reader, reader.at + 1)
  return term
}

function readLeaf(reader: Reader): Term {
  const { text, at } = reader
  const found = readKey(text, at)
  if (found !== undefined) {
    const { tests, to } = readTests(text, found.key.type, found.to)
    for (const test of tests) count(reader, test, at, to)
    finish(reader, to)
    return { type: 'field', key: found.key, tests }
  }
  const token = readToken(text, at, false)
  if (token.type === 'open-quote') throw unclosedQuote(token)
  if (token.type === 'word') refuseWord(token.text, at)
  const pattern = patternOf(token)
  count(reader, pattern, at, token.to)
  finish(reader, token.to)
  return { type: 'text', pattern }
}

/** The key that begins here, up to behind its colon; undefined when this is a text to search for. */
function readKey(text: string, at: number): { readonly key: Key; readonly to: number } | undefined {
  const [, word = '', after] = /^([a-z]+)([:.[])/i.exec(text.slice(at, at + 20)) ?? []
  const name = word.toLowerCase()
  const isKnown = Object.hasOwn(filterKeys, name)
  if (isKnown && (name === 'q' || name === 'h' || name === 'body')) {
    return readNamedKey(text, at, name)
  }
  if (isKnown && after === ':') {
    // Known, and none of the three above.
    return { key: { type: name as Exclude<KeyName, 'q' | 'h' | 'body'> }, to: at + word.length + 1 }
  }
  const [unknown] = /^[a-z][\w.-]*:/i.exec(text.slice(at)) ?? []
  if (unknown === undefined) return undefined
  throw new Fault(
    `There is no key ${unknown.slice(0, -1)}. Quote it to search for the text, or use one of ${Object.keys(filterKeys).join(', ')}.`,
    at,
    at + unknown.length - 1,
  )
}

function readNamedKey(text: string, at: number, type: 'q' | 'h' | 'body') {
  const start = at + type.length
  const path = readPath(text, start, type)
  const [first] = path.steps
  if (first === undefined) {
    const example = { h: 'h.accept:*', q: 'q.page:2', body: 'body.data.id:7' }[type]
    throw new Fault(`${type} needs a name, such as ${example}.`, at, Math.max(path.to, start))
  }
  if (text[path.to] !== ':') {
    const typed = text.slice(at, path.to)
    throw new Fault(
      `A colon and a value are missing: ${typed}:* takes any. Quote it to search for the text.`,
      at,
      path.to,
    )
  }
  const to = path.to + 1
  if (type === 'body') return { key: { type, path: path.steps }, to }
  const name = first.type === 'any' ? '*' : first.name
  return { key: { type, name: type === 'h' ? name.toLowerCase() : name }, to }
}

/** `.name`, `."any name"`, `.*`, `[0]`, `[*]`; a name of a header or parameter is one step, dots and all. */
function readPath(text: string, start: number, type: 'q' | 'h' | 'body') {
  const steps: Step[] = []
  let to = start
  while (text[to] === '.' || (type === 'body' && text[to] === '[')) {
    if (steps.length >= filterBounds.steps) {
      throw new Fault(`The path is too long. It may have ${filterBounds.steps} steps.`, start, to)
    }
    const isBracket = text[to] === '['
    const from = to + 1
    if (text[from] === '"') {
      const token = readToken(text, from, false)
      if (token.type !== 'quoted') throw unclosedQuote(token)
      steps.push({ type: 'name', name: token.text })
      to = token.to
    } else {
      const [name = ''] =
        (type === 'body' ? /^[^\s.:"()[\],]+/ : /^[^\s:"()]+/).exec(text.slice(from)) ?? []
      if (name === '') break
      steps.push(name === '*' && type === 'body' ? { type: 'any' } : { type: 'name', name })
      to = from + name.length
    }
    if (isBracket && text[to++] !== ']') {
      throw new Fault('This bracket does not end. Write [0] or [*].', from - 1, to)
    }
    if (type !== 'body') break
  }
  return { steps, to }
}

function count(reader: Reader, test: Pattern | Test, from: number, to: number): void {
  reader.terms += 1
  if (reader.terms > filterBounds.terms) {
    throw new Fault(`The filter asks too much. It may hold ${filterBounds.terms} terms.`, from, to)
  }
  if (test.type !== 'regex') return
  reader.regexes += 1
  if (reader.regexes > filterBounds.regexes) {
    const message = `A filter may hold ${filterBounds.regexes} regular expressions. Join some with |.`
    throw new Fault(message, from, to)
  }
  const compiled = reader.compileRegex?.(test.source, test.flags)
  if (compiled?.type === 'error') throw new Fault(compiled.message, from, to)
}

/** Behind a leaf: a space, a parenthesis or the end. */
function finish(reader: Reader, to: number): void {
  if (!isEnd(reader.text[to], false)) throw glued(to)
  move(reader, to)
}

function refuseWord(word: string, at: number): void {
  if (word === '') throw new Fault('Something is missing here.', at, at + 1)
  if (word === 'AND' || word === 'NOT') {
    const remedy = word === 'AND' ? 'Terms side by side must all hold' : 'Write a minus instead'
    throw new Fault(`There is no ${word}. ${remedy}; quote it to search for it.`, at, at + 3)
  }
}

function joined(type: 'and' | 'or', parts: readonly Term[]): Term {
  const flat = parts.flatMap((part) => (part.type === type ? part.parts : [part]))
  const [only] = flat
  return flat.length === 1 && only !== undefined ? only : { type, parts: flat }
}

function move(reader: Reader, at: number): void {
  reader.at = skipSpace(reader.text, at)
}

function isOver({ text, at }: Reader): boolean {
  return at >= text.length || text[at] === ')'
}

function isWord({ text, at }: Reader, word: string): boolean {
  return text.startsWith(word, at) && isEnd(text[at + word.length], false)
}

function lonelyOr(at: number): Fault {
  return new Fault('OR needs something on both sides.', at, at + 2)
}

function unclosed(from: number): Fault {
  return new Fault(
    'This parenthesis does not end. Add a ) behind what belongs to it.',
    from,
    from + 1,
  )
}
