// Whatever JSON a body is, and however it is written: the same values stand at a path as in the parsed document.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type JsonLeaf, someAtPath } from '../../../server/wire/filter/json-path.ts'
import type { Step } from '../../../server/wire/filter/syntax.ts'

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

const names = fc.oneof(
  fc.constantFrom('a', 'b', 'id', '0', '1', '', 'é', '名前', '"', '\\', 'a\\"b', '\n', '__proto__'),
  fc.string({ unit: 'binary', maxLength: 80 }),
)
const { value } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    names,
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .array(fc.tuple(names, tie('value')), { maxLength: 4 })
      .map((members) => Object.fromEntries(members)),
  ),
}))

/** Ways of writing the same document. */
const writings: readonly ((value: Json) => string)[] = [
  (value) => JSON.stringify(value),
  (value) => ` \r\n\t${JSON.stringify(value, null, '\t')}\n`,
  (value) => `\ufeff${JSON.stringify(value)}`,
  (value) => JSON.stringify(value).replace(/[^\0-\x7f]/g, escaped),
  (value) => JSON.stringify(value).replaceAll('i', '\\u0069'),
]

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

const steps = fc.array(
  fc.oneof(
    fc.constant<Step>({ type: 'any' }),
    names.map((name): Step => ({ type: 'name', name })),
  ),
  { maxLength: 4 },
)

/** What stands at the path, found the long way. */
function valuesAt(value: Json, path: readonly Step[]): readonly Json[] {
  const [step, ...rest] = path
  if (step === undefined) return [value]
  if (value === null || typeof value !== 'object') return []
  const members = Object.entries(value).filter(
    ([name]) => step.type === 'any' || name === step.name,
  )
  return members.flatMap(([, member]) => valuesAt(member, rest))
}

function leafOf(value: Json): unknown {
  if (typeof value === 'string') return { type: 'string', text: value }
  if (typeof value === 'number') return { type: 'number', value }
  if (value === null || typeof value === 'boolean') return { type: 'word', text: String(value) }
  return { type: 'composite', text: '' }
}

/** A number by its value: what is sent keeps its digits. */
function seen({ type, text }: JsonLeaf): unknown {
  return type === 'number' ? { type, value: Number(text) } : { type, text }
}

test('the same values stand at a path as in the parsed document', () => {
  fc.assert(
    fc.property(value, steps, fc.constantFrom(...writings), (value, path, write) => {
      const leaves: unknown[] = []

      // A number that ends a document may have been cut off: something follows it here.
      someAtPath(Buffer.from(`${write(value)} `), path, (leaf) => {
        leaves.push(seen(leaf))
        return false
      })

      const parsed = JSON.parse(JSON.stringify(value)) as Json
      const byName = (a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)
      // Parsing puts names that are numbers first.
      expect(leaves.toSorted(byName)).toEqual(valuesAt(parsed, path).map(leafOf).toSorted(byName))
    }),
    { numRuns: 1_000 },
  )
})

test('a string is found whole, wherever a quote, a backslash or a long stretch stands in it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('"', '\\', 'x'.repeat(63), 'x'.repeat(64), 'é', 'y'), {
        maxLength: 12,
      }),
      (pieces) => {
        const text = pieces.join('')
        const found: string[] = []

        someAtPath(Buffer.from(JSON.stringify({ [text]: 0, a: text, b: 1 })), path('a'), (leaf) => {
          found.push(leaf.text)
          return false
        })

        expect(found).toEqual(text === 'a' ? ['0', text] : [text])
      },
    ),
    { numRuns: 1_000 },
  )
})

function path(...names: readonly string[]): readonly Step[] {
  return names.map((name) => ({ type: 'name', name }))
}
