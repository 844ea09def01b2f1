import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createJsonFolds } from '../../web/state/json-folds.ts'
import { closes, layOutJson } from '../../web/text/json-layout.ts'
import type { JsonText } from '../../web/text/json-tokens.ts'
import { copyOf, jsonPath, sizeOf, stepsOf } from '../../web/text/json-value.ts'

const jsonOf = (text: string): JsonText => ({ text, layout: layOutJson(text) })

test('a line has its path, and its value with every digit', () => {
  const json = jsonOf('{"id" : 9007199254740993 ,"line items":[{"a":1.0},"\\u00e9"],"none":[ ]}')

  const all = Array.from({ length: json.layout.count }, (_, line) => line)
    .filter((line) => !closes(json.layout, line))
    .map((line) => [jsonPath(stepsOf(json, line)), copyOf(json, line)])

  expect(all.slice(1)).toEqual([
    ['$.id', '9007199254740993'],
    ['$["line items"]', '[\n  {\n    "a": 1.0\n  },\n  "\\u00e9"\n]'],
    ['$["line items"][0]', '{\n  "a": 1.0\n}'],
    ['$["line items"][0].a', '1.0'],
    ['$["line items"][1]', 'é'],
    ['$.none', '[]'],
  ])
})

test('what is copied of the root is the JSON that was sent', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const json = jsonOf(text)

      const root = JSON.parse(text)
      expect(copyOf(json, 0)).toBe(typeof root === 'string' ? root : JSON.stringify(root, null, 2))
    }),
  )
})

test('a closing line stands for what it closes', () => {
  const json = jsonOf('{"a":{"b":[1,2]}}')

  expect(jsonPath(stepsOf(json, 5))).toBe('$.a.b')
  expect(copyOf(json, 5)).toBe('[\n  1,\n  2\n]')
  expect(sizeOf(json, 2)).toBe(2)
})

test('a folded line hides all it holds, and nothing else', () => {
  const json = jsonOf('{"a":{"b":{"c":1}},"d":2}')
  const folds = createJsonFolds(json.layout)
  const seen = () => Array.from({ length: folds.count.value }, (_, row) => folds.lineAt(row))

  expect(seen()).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  folds.set(2, true)
  expect(seen()).toEqual([0, 1, 2, 5, 6, 7])
  expect(folds.rowOf(3)).toBe(2)
  folds.foldFrom(1)
  expect(seen()).toEqual([0, 1, 6, 7])
  folds.reveal(3)
  expect(seen()).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  folds.foldFrom(0)
  expect(seen()).toEqual([0])
})

test('a tree has no lines for closing brackets, and keeps its folds as it grows', () => {
  const json = jsonOf('{"a":{"b":{"c":1}},"d":2}')
  const folds = createJsonFolds(json.layout, {
    hidesClosing: true,
    isFoldedAtFirst: (line) => line === 1,
  })

  folds.grow(jsonOf('{"a":{"b":{"c":1}},"d":2,"e":3}').layout)

  const seen = Array.from({ length: folds.count.value }, (_, row) => folds.lineAt(row))
  expect(seen).toEqual([0, 1, 6, 7])
})

test('[A3] 10,000 levels and 50,000 keys are read without a stack overflow', () => {
  const deep = jsonOf('['.repeat(10_000) + ']'.repeat(10_000))
  const wide = jsonOf(JSON.stringify(Array.from({ length: 50_000 }, (_, n) => n)))

  expect(deep.layout.count).toBe(19_999)
  expect(jsonPath(stepsOf(deep, 9_999))).toBe(`$${'[0]'.repeat(9_999)}`)
  expect(sizeOf(wide, 0)).toBe(50_000)
})
