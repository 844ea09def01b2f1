import { expect, test } from 'vitest'
import { copyOf, jsonTree } from '../../web/text/json-tree.ts'
import { looksLikeNdjson, ndjsonLines } from '../../web/text/ndjson.ts'

test('a broken line is kept as it is and spoils no other', () => {
  const tree = jsonTree(ndjsonLines('{"a":1}\r\n\n}\n[2.0]\n{"cut'))
  const roots = tree.nodes.flatMap(({ depth }, index) => (depth === 0 ? [copyOf(tree, index)] : []))

  expect(tree.roots).toBe(4)
  expect(roots).toEqual(['{\n  "a": 1\n}', '}', '[\n  2.0\n]', '{"cut'])
})

test('pretty JSON is not taken for lines', () => {
  expect(looksLikeNdjson('{\n  "a": 1\n}\n')).toBe(false)
  expect(looksLikeNdjson('{}')).toBe(false)
  expect(looksLikeNdjson('{}\n{}')).toBe(true)
})
