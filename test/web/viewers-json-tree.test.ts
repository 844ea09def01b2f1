import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonLines } from '../../web/text/json-lines.ts'
import { copyOf, jsonTree, keyOf, pathOf, visibleNodes } from '../../web/text/json-tree.ts'

const treeOf = (text: string) => jsonTree(jsonLines(text))

test('a node has its path, and its value with every digit', () => {
  const tree = treeOf('{"id":9007199254740993,"line items":[{"a":1.0},"\\u00e9"],"none":[]}')

  const all = tree.nodes.map((_, index) => [pathOf(tree, index), copyOf(tree, index)])

  expect(all.slice(1)).toEqual([
    ['$.id', '9007199254740993'],
    ['$["line items"]', '[\n  {\n    "a": 1.0\n  },\n  "\\u00e9"\n]'],
    ['$["line items"][0]', '{\n  "a": 1.0\n}'],
    ['$["line items"][0].a', '1.0'],
    ['$["line items"][1]', 'é'],
    ['$.none', '[]'],
  ])
})

test('what is copied of any node is the JSON that was sent there', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const tree = treeOf(text)

      expect(tree.roots).toBe(1)
      const root = JSON.parse(text)
      expect(copyOf(tree, 0)).toBe(typeof root === 'string' ? root : JSON.stringify(root, null, 2))
    }),
  )
})

test('a closed node hides all it holds, and nothing else', () => {
  const tree = treeOf('{"a":{"b":{"c":1}},"d":2}')
  const keys = (isOpen: number[]) =>
    visibleNodes(tree, isOpen).map((index) => keyOf(tree, index) ?? '$')

  expect(keys([0])).toEqual(['$'])
  expect(keys([1])).toEqual(['$', '"a"', '"d"'])
  expect(keys([1, 1])).toEqual(['$', '"a"', '"b"', '"d"'])
  expect(keys([1, 1, 1])).toEqual(['$', '"a"', '"b"', '"c"', '"d"'])
})

test('[A3] 10,000 levels and 50,000 keys are read without a stack overflow', () => {
  const deep = treeOf('['.repeat(10_000) + ']'.repeat(10_000))
  const wide = treeOf(JSON.stringify(Array.from({ length: 50_000 }, (_, n) => n)))

  expect(deep.nodes).toHaveLength(10_000)
  expect(pathOf(deep, 9_999)).toBe(`$${'[0]'.repeat(9_999)}`)
  expect(wide.nodes[0]?.size).toBe(50_000)
})
