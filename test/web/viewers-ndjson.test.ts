import { expect, test } from 'vitest'
import { closes, depthOf } from '../../web/text/json-layout.ts'
import { copyOf } from '../../web/text/json-value.ts'
import { layOutNdjson, looksLikeNdjson } from '../../web/text/ndjson.ts'

test('a broken line is kept as it is and spoils no other', () => {
  const text = '{"a":1}\r\n\n}\n[2.0]\n{"cut'
  const layout = layOutNdjson(text)
  const roots = Array.from({ length: layout.count }, (_, line) => line)
    .filter((line) => depthOf(layout, line) === 0 && !closes(layout, line))
    .map((line) => copyOf({ text, layout }, line))

  expect(roots).toEqual(['{\n  "a": 1\n}', '}', '[\n  2.0\n]', '{"cut'])
})

test('pretty JSON is not taken for lines', () => {
  expect(looksLikeNdjson('{\n  "a": 1\n}\n')).toBe(false)
  expect(looksLikeNdjson('{}')).toBe(false)
  expect(looksLikeNdjson('{}\n{}')).toBe(true)
})
