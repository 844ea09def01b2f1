import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextLexeme } from '../../web/text/json-lexer.ts'
import { joinJsonLines, jsonLines } from '../../web/text/json-lines.ts'

function lexemes(text: string): string[] {
  const found: string[] = []
  for (let at = 0; ; ) {
    const { kind, start, end } = nextLexeme(text, at)
    if (kind === 'end') return found
    found.push(text.slice(start, end))
    at = end
  }
}

function accepts(text: string): boolean {
  try {
    jsonLines(text)
    return true
  } catch (error) {
    if (error instanceof SyntaxError) return false
    throw error
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

test('a 64-bit number, a duplicate key and an escape stay as they were sent', () => {
  const text = '{"id":9007199254740993,"id":1.0E+2,"text":"\\u00e9\\/","empty":{},"none":[]}'

  const formatted = joinJsonLines(jsonLines(text))

  expect(formatted).toBe(
    [
      '{',
      '  "id": 9007199254740993,',
      '  "id": 1.0E+2,',
      '  "text": "\\u00e9\\/",',
      '  "empty": {},',
      '  "none": []',
      '}',
    ].join('\n'),
  )
})

test('nested containers are laid out as JSON.stringify would', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      // Through a parse only to compare with; the values of a JSON made by stringify survive it.
      expect(joinJsonLines(jsonLines(text))).toBe(JSON.stringify(JSON.parse(text), null, 2))
    }),
  )
})

test('every lexeme survives formatting, whatever the white space', () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom(0, 1, '\t', '\r\n '), (json, space) => {
      const text = JSON.stringify(JSON.parse(json), null, space as string).replaceAll('\n', '\r\n')

      const formatted = joinJsonLines(jsonLines(text))

      expect(lexemes(formatted)).toEqual(lexemes(text))
    }),
  )
})

test('exactly what is JSON is accepted', () => {
  const piece = fc.constantFrom(
    ...['{', '}', '[', ']', ',', ':', '"a"', '"\\x"', '0', '01', '-', '1.', '2e5', 'true', 'nul'],
    ...[' ', '\n', '//', "'a'", '\u00a0', '"\u0001"', '"\\ud800"', '1 2'],
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 9 }), (pieces) => {
      const text = pieces.join('')
      expect(accepts(text)).toBe(isJson(text))
    }),
    { numRuns: 1000 },
  )
})

test('an error says where', () => {
  expect(() => jsonLines('{\n  "a": 1,\n}')).toThrow(/line 3, column 1 holds }/)
  expect(() => jsonLines('{"a": [1')).toThrow(/ends too early/)
})
