import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareJson } from '../../web/text/compare/json.ts'
import { allLines } from '../../web/text/compare/text-lines.ts'
import { layOutJson } from '../../web/text/json-layout.ts'

const read = (text: string) => ({ text, layout: layOutJson(text) })

function compare(left: string, right: string) {
  const compared = compareJson(read(left), read(right))
  const differences = compared.parts.flatMap((part) =>
    part.type === 'different' ? [part.difference] : [],
  )
  return { ...compared, differences }
}

/** What is told of a pair, short: `~ items.0.price 1 → 2`. */
function told(left: string, right: string): string[] {
  const signs = { changed: '~', removed: '-', added: '+' }
  return compare(left, right).differences.map(({ kind, steps, ...values }) =>
    [
      signs[kind],
      steps.slice(1).join('.'),
      [values.left, values.right].filter((value) => value !== undefined).join(' → '),
    ]
      .join(' ')
      .trimEnd(),
  )
}

const bare = (line: string) => line.replace(/,$/, '')

test('values are compared as they were written, to the last digit', () => {
  const one = '{"id":9007199254740993,"total":1.0,"same":[1,2]}'
  const other = '{"id":9007199254740992,"total":1,"same":[1,2]}'

  const { differences } = compare(one, other)

  expect(told(one, other)).toEqual(['~ id 9007199254740993 → 9007199254740992', '~ total 1.0 → 1'])
  expect(differences.map(({ isSpelling }) => isSpelling ?? false)).toEqual([false, true])
})

test('an inserted item is one insertion', () => {
  const items = (...names: string[]) => JSON.stringify(names.map((name) => ({ name, n: 1 })))

  expect(told(items('a', 'b', 'c'), items('new', 'a', 'b', 'c'))).toEqual(['+ [0]'])
  expect(told('[1,2,3]', '[0,1,2,3]')).toEqual(['+ [0] 0'])
  expect(told('[[1,2],[3,4],[5,6]]', '[[1,2],[5,6]]')).toEqual(['- [1]'])
})

test('an item that is known by its id is compared with itself, wherever it stands', () => {
  const one = '[{"id":1,"a":1},{"id":2,"a":1},{"id":3,"a":1}]'
  const other = '[{"id":2,"a":9},{"id":3,"a":8},{"id":4,"a":1}]'

  expect(told(one, other)).toEqual(['- [0]', '~ [0].a 1 → 9', '~ [1].a 1 → 8', '+ [2]'])
})

test('items whose ids are new each time are compared all the same', () => {
  const one = '[{"id":"evt_1aaaaaaaa","kind":"paid","n":1}]'
  const other = '[{"id":"evt_2bbbbbbbb","kind":"paid","n":2}]'

  expect(told(one, other)).toEqual(['~ [0].id "evt_1aaaaaaaa" → "evt_2bbbbbbbb"', '~ [0].n 1 → 2'])
})

test('another order of keys is told as such, and not as a difference', () => {
  const { differences, movedKeys, parts } = compare('{"a":1,"b":2,"c":3}', '{"c":3,"a":1,"b":2}')

  expect(differences).toEqual([])
  expect(movedKeys).toBe(1)
  expect(parts.filter((part) => part.type === 'equal' && part.isMoved)).toHaveLength(1)
})

test('duplicate keys are told apart, first with first', () => {
  expect(told('{"a":1,"a":2}', '{"a":1,"a":3}')).toEqual(['~ a 2 → 3'])
  expect(told('{"a":1,"a":2}', '{"a":1}')).toEqual(['- a 2'])
})

test('a value of another kind is one change', () => {
  expect(told('{"a":{"b":1}}', '{"a":[1]}')).toEqual(['~ a'])
  expect(told('{"a":{}}', '{"a":null}')).toEqual(['~ a {} → null'])
})

test('nothing differs between a document and itself', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const { parts, movedKeys } = compare(text, text)

      expect(parts.every((part) => part.type === 'equal')).toBe(true)
      expect(movedKeys).toBe(0)
    }),
  )
})

test('the left with its differences applied is the right', () => {
  const small = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 3 }, fc.nat(3), tie('array'), tie('object')),
    array: fc.array(tie('value'), { maxLength: 5 }),
    object: fc.dictionary(fc.constantFrom('a', 'b', 'id', 'name'), tie('value'), { maxKeys: 4 }),
  })).value
  fc.assert(
    fc.property(small, small, (one, other) => {
      const { left, right, parts } = compare(JSON.stringify(one), JSON.stringify(other))
      const [ls, rs] = [allLines(left), allLines(right)]

      const applied = parts.flatMap((part) =>
        part.type === 'equal'
          ? ls.slice(part.left, part.left + part.count)
          : rs.slice(part.right?.from, (part.right?.from ?? 0) + (part.right?.count ?? 0)),
      )
      const leftLines = parts.flatMap((part) => {
        if (part.type === 'equal')
          return Array.from({ length: part.count }, (_, n) => part.left + n)
        const { from = 0, count = 0 } = part.left ?? {}
        return Array.from({ length: count }, (_, n) => from + n)
      })

      expect(applied.map(bare)).toEqual(rs.map(bare))
      expect(leftLines.sort((a, b) => a - b)).toEqual(ls.map((_, index) => index))
    }),
    { numRuns: 500 },
  )
})

test('[A3] hostile depth and breadth are compared without a stack overflow', () => {
  const deep = (value: string) => '['.repeat(10_000) + value + ']'.repeat(10_000)
  const wide = (from: number) =>
    JSON.stringify(Array.from({ length: 20_000 }, (_, n) => ({ n: n + from, same: 'x' })))

  expect(compare(deep('1'), deep('2')).differences).toHaveLength(1)
  expect(told(wide(0), wide(1))).toEqual(['- [0]', '+ [19999]'])
})
