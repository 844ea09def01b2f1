import { expect, test } from 'vitest'
import { type OpenedRequest, seenInOpened } from '../../web/state/filter-seen-opened.ts'

function opened(body: string, headers: OpenedRequest['headers'] = []): OpenedRequest {
  return { headers, body: new TextEncoder().encode(body) }
}

test('header names and values are offered in any case, most frequent first', () => {
  const seen = seenInOpened([
    opened('', [
      ['X-Shop', 'bolt'],
      ['Accept', '*/*'],
    ]),
    opened('', [['x-shop', 'acme']]),
    opened('', [['X-SHOP', 'acme']]),
  ])

  expect(seen('h')).toEqual(['x-shop', 'accept'])
  expect(seen('h', 'X-Shop')).toEqual(['acme', 'bolt'])
})

test("a body's fields are offered as a filter spells them, elements of a list as one", () => {
  const seen = seenInOpened([
    opened('{"items":[{"price":5},{"price":7.5}],"a.b":true,"none":null,"deep":{"id":"in_1"}}'),
    opened('{"deep":{"id":"in_2"}}'),
  ])

  expect(seen('body')).toEqual(['deep.id', 'items.*.price', '"a.b"', 'none'])
  expect(seen('body', 'items.*.price')).toEqual(['5', '7.5'])
  expect(seen('body', 'deep.id')).toEqual(['in_1', 'in_2'])
})

test('what would be wrong or endless is not offered', () => {
  const seen = seenInOpened([
    opened('{"big":9007199254740993,"long":"'.concat('x'.repeat(200), '","ok":1}')),
    opened('{"broken":'),
    opened('7'),
    { body: Uint8Array.of(0xff, 0xfe) },
    opened(`{"huge":"${'x'.repeat(600_000)}","after":1}`),
    {},
  ])

  expect(seen('body')).toEqual(['ok'])
  expect(seen('h')).toEqual([])
})
