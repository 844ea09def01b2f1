// A JSON body as other libraries would have written it: laid out, escaped and ended in other ways, alone and together.

import type { Reason } from './cause.ts'
import { type Escaping, escapings, unescapings } from './escapes.ts'
import {
  depthOf,
  indented,
  type Layout,
  layOut,
  lexemesOf,
  minified,
  spaced,
} from './json-layout.ts'
import { sortKeys } from './json-sorting.ts'
import { type LineEnding, linesInCrlf, withCrlf, withLf } from './line-ends.ts'

export interface TextVariant {
  readonly reason: Reason
  readonly words: string
  readonly text: string
}

export interface JsonVariants {
  /** What single calls of common libraries write, the likeliest first. */
  readonly common: Iterable<TextVariant>
  /** Everything together with everything, the common ones once more among it. */
  readonly rare: Iterable<TextVariant>
}

/** Undefined when it is no JSON; what would be larger than `maxChars` is left out. */
export function jsonVariants(text: string, maxChars: number): JsonVariants | undefined {
  const parsed = parse(text)
  if (!parsed) return undefined
  const layouts = layoutsOf(text, parsed.value, maxChars)
  return { common: commonVariants(layouts), rare: rareVariants(layouts) }
}

function* commonVariants(layouts: readonly Written[]): Generator<TextVariant> {
  const [asIs, ...others] = layouts
  const usual = others.slice(0, 5)
  // JSON.stringify would take escapes out as well, and be named instead.
  yield* combine([asIs], unescapings, [undefined])
  yield* combine(usual, [undefined], [undefined])
  yield* combine([asIs], escapings, [undefined])
  yield* combine(usual, escapings.slice(0, 1), [undefined])
  yield* combine(usual, [undefined], [withLf])
  yield* combine(others.slice(5), [undefined], [undefined])
}

function rareVariants(layouts: readonly Written[]): Iterable<TextVariant> {
  return combine(layouts, [undefined, ...escapings], [undefined, withLf, withCrlf, linesInCrlf])
}

interface Written {
  readonly reason: Reason | undefined
  readonly words: string
  /** Made when it is first asked for. */
  readonly text: () => string | undefined
}

function* combine(
  layouts: readonly (Written | undefined)[],
  escapes: readonly (Escaping | undefined)[],
  ends: readonly (LineEnding | undefined)[],
): Generator<TextVariant> {
  for (const layout of layouts) {
    const laidOut = layout?.text()
    if (!layout || laidOut === undefined) continue
    for (const escaping of escapes) {
      const escaped: string = escaping?.apply(laidOut) ?? laidOut
      // What changes nothing is the same as going without it.
      if (escaping && escaped === laidOut) continue
      for (const end of ends) {
        const reason = layout.reason ?? escaping?.reason ?? end?.reason
        const text = end?.apply(escaped) ?? escaped
        const words = [layout.words, escaping?.words, end?.words].filter(Boolean).join(', ')
        if (reason && (!end || text !== escaped)) yield { reason, words, text }
      }
    }
  }
}

/** The text as it is first, then five that are common, then the others. */
function layoutsOf(text: string, value: unknown, maxChars: number): readonly Written[] {
  const lexemes = lexemesOf(text)
  const laidOut = (layout: Layout, inOrder = lexemes) =>
    once(() => layOut(inOrder, layout, maxChars))
  const sorted = once(() => sortKeys(lexemes))
  const inOrder = (layout: Layout) =>
    once(() => {
      const lexemesInOrder = sorted()
      return lexemesInOrder && layOut(lexemesInOrder, layout, maxChars)
    })
  const lean = laidOut(minified)
  const stringified = once(() => (depthOf(lexemes) > deepest ? undefined : stringify(value)))
  /** Most JSON comes out of JSON.stringify as it went into JSON.parse, but for its layout. */
  const rewritten = (indent: string) => () => {
    const written = stringified()
    if (written === undefined || written === lean()) return undefined
    return layOut(lexemesOf(written), indented(indent), maxChars)
  }
  const min = 'signed-minified'
  const pretty = 'signed-pretty'
  const pythons = "with a space behind each comma and colon, as Python's json.dumps writes it"
  return [
    { reason: undefined, words: '', text: () => text },
    { reason: min, words: 'minified, as JSON.stringify writes it', text: stringified },
    { reason: pretty, words: 'pretty-printed with 2 spaces', text: laidOut(indented('  ')) },
    { reason: min, words: 'minified', text: lean },
    { reason: pretty, words: pythons, text: laidOut(spaced) },
    { reason: pretty, words: 'pretty-printed with 4 spaces', text: laidOut(indented('    ')) },
    { reason: pretty, words: 'pretty-printed with tabs', text: laidOut(indented('\t')) },
    { reason: min, words: 'minified, with its keys in order', text: inOrder(minified) },
    {
      reason: pretty,
      words: 'pretty-printed with 2 spaces by JSON.stringify',
      text: rewritten('  '),
    },
    {
      reason: pretty,
      words: 'pretty-printed with 4 spaces by JSON.stringify',
      text: rewritten('    '),
    },
    { reason: pretty, words: 'pretty-printed with tabs by JSON.stringify', text: rewritten('\t') },
    { reason: pretty, words: `${pythons}, with its keys in order`, text: inOrder(spaced) },
    {
      reason: pretty,
      words: 'pretty-printed with 2 spaces and its keys in order',
      text: inOrder(indented('  ')),
    },
    {
      reason: pretty,
      words: 'pretty-printed with 4 spaces and its keys in order',
      text: inOrder(indented('    ')),
    },
    {
      reason: pretty,
      words: 'pretty-printed with 3 spaces',
      text: laidOut(indented('   ')),
    },
    {
      reason: 'signed-ascii-escaped',
      words: 'taken out of the JSON string it is wrapped in',
      text: () => (typeof value === 'string' ? value : undefined),
    },
    {
      reason: 'signed-ascii-escaped',
      words: 'wrapped in a JSON string',
      text: () => JSON.stringify(text),
    },
  ]
}

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined // Not JSON: nothing to write in another way.
  }
}

/** JSON.stringify takes a time that grows with the square of the depth, and in the end gives up. */
const deepest = 200

/** Never with indentation, which it would add to every level. */
function stringify(value: unknown): string | undefined {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : undefined
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
