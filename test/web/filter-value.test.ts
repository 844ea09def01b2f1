import { signal } from '@preact/signals'
import { expect, test } from 'vitest'
import type { BinRoute } from '../../web/router.ts'
import { bodyFilter, bodyPath, filterBy, headerFilter } from '../../web/state/filter-value.ts'

/** Filters by each term in turn, and gives the filter that is in the address at last. */
function filterAfter(filter: string, ...terms: readonly (string | undefined)[]): string {
  // Of a place only its filter matters here.
  const place = signal({ filter } as BinRoute)
  const router = {
    go: (route: object) => {
      place.value = route as BinRoute
    },
  }
  for (const term of terms) filterBy({ router, place }, term)
  return place.value.filter
}

test('a path is spelled as filters spell it', () => {
  expect(bodyPath([{ key: '"data"' }, { key: '"a.b \\"c\\""' }, { index: 3 }])).toBe(
    'body.data."a.b \\"c\\"".3',
  )
})

test('a value is quoted only where it would mean something else', () => {
  const steps = [{ key: '"id"' }]

  expect(bodyFilter(steps, '9007199254740993')).toBe('body.id:9007199254740993')
  expect(bodyFilter(steps, 'a*')).toBe('body.id:"a*"')
  expect(bodyFilter(steps, '>5')).toBe('body.id:">5"')
  expect(bodyFilter(steps, '')).toBe('body.id:""')
  expect(bodyFilter(steps, undefined)).toBe('body.id:*')
  expect(headerFilter('X-Kind', 'a, b')).toBe('h.x-kind:"a, b"')
})

test('what no filter can hold makes none', () => {
  expect(bodyFilter([], '1')).toBeUndefined()
  expect(bodyFilter([{ key: '"id"' }], 'two\nlines')).toBeUndefined()
  expect(bodyFilter([{ key: '"id"' }], 'x'.repeat(5_000))).toBeUndefined()
  expect(bodyFilter(Array(50).fill({ index: 0 }), '1')).toBeUndefined()
})

test('a filter is narrowed, not replaced, and by the same term once', () => {
  expect(filterAfter('', 'body.a:1')).toBe('body.a:1')
  expect(filterAfter(' is:unread ', 'body.a:1', 'body.a:1', undefined)).toBe('is:unread body.a:1')
  expect(filterAfter('a OR b', 'body.a:1')).toBe('(a OR b) body.a:1')
})
