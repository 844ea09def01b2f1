// That JSON is right by construction: for any body, and wherever in the template its values stand.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyText } from './any-text.ts'
import { filled } from './template-request.ts'

/** A piece of JSON text with tags in it, and what it must say of a body whose `v` is a value. */
interface Piece {
  readonly text: string
  readonly says: (value: unknown) => unknown
}

/** A brace would begin a tag. */
const literal = (value: unknown) => JSON.stringify(value).replaceAll('{', '\\u007b')
const textOf = (value: unknown) =>
  typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value)

const words = anyText(6)
const withTag: fc.Arbitrary<Piece> = fc.array(fc.option(words), { maxLength: 5 }).map((parts) => ({
  // Null stands for the tag.
  text: `"${parts.map((part) => (part === null ? '{{body.v}}' : literal(part).slice(1, -1))).join('')}"`,
  says: (value) => parts.map((part) => part ?? textOf(value)).join(''),
}))
const alone: fc.Arbitrary<Piece> = fc.constant({ text: '{{body.v}}', says: (value) => value })
const plain: fc.Arbitrary<Piece> = fc
  .oneof(words, fc.integer(), fc.boolean(), fc.constant(null))
  .map((value) => ({ text: literal(value), says: () => value }))

const { piece } = fc.letrec<{ piece: Piece }>((tie) => ({
  piece: fc.oneof(
    { maxDepth: 3 },
    withTag,
    alone,
    plain,
    fc.array(tie('piece'), { maxLength: 4 }).map((pieces) => ({
      text: `[${pieces.map(({ text }) => text).join(', ')}]`,
      says: (value: unknown) => pieces.map(({ says }) => says(value)),
    })),
    tie('piece').map(({ text, says }) => ({
      text: `{"key": ${text}}`,
      says: (value: unknown) => ({ key: says(value) }),
    })),
  ),
}))

test('[R2] any JSON value in any place of a JSON template comes out as itself', () => {
  fc.assert(
    fc.property(piece, fc.jsonValue(), ({ text, says }, original) => {
      const body = JSON.stringify({ v: original })

      const written = filled(text, 'json', { body })

      const { v } = JSON.parse(body)
      expect(JSON.stringify(JSON.parse(written))).toBe(JSON.stringify(says(v)))
    }),
    { numRuns: 300 },
  )
})

const number = fc.stringMatching(
  /^-?(0|[1-9]\d{0,24})(\.\d{1,12}|\.0{1,9}\d{0,3})?([eE][+-]?\d{1,3})?$/,
)
const json: fc.Arbitrary<string> = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    number,
    anyText().map((text) => JSON.stringify(text)),
    fc.constantFrom('true', 'false', 'null', '"1.0, 2"', '":1e2"', '"\\\\"', '[]', '{}'),
    fc.array(tie('value'), { maxLength: 4 }).map((values) => `[${values.join(',')}]`),
    fc
      .uniqueArray(
        fc.tuple(
          words.map((name) => `k${name}`),
          tie('value'),
        ),
        { selector: ([name]) => name, maxLength: 4 },
      )
      .map(
        (entries) =>
          `{${entries.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`,
      ),
  ),
})).value

test('[R2] JSON is written with every character of its numbers, alone and in what holds them', () => {
  fc.assert(
    fc.property(json, fc.constantFrom('', ' ', '\n\t'), (text, blank) => {
      const body = `${blank}{"v"${blank}:${blank}${text}${blank}}`

      expect(filled('[{{body.v}}]', 'json', { body })).toBe(`[${text}]`)
    }),
    { numRuns: 300 },
  )
})
