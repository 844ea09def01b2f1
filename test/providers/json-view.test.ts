import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { viewJson } from '../../server/providers/reading/json-view.ts'
import { json, keys } from './hostile-requests.ts'

describe('[P1] a JSON document that is read without being parsed', () => {
  test('[P1] what is read of a JSON document is what JSON.parse would have found', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...keys), json, { maxKeys: 8 }),
        fc.nat(3),
        (value, indent) => {
          const written = JSON.stringify(value, null, indent)
          const parsed = JSON.parse(written) as Record<string, unknown>
          const view = viewJson(Buffer.from(written))

          // One expectation for all keys: each costs more than reading the document.
          const found = keys.map((key) => [
            key,
            typeof parsed[key] === 'number' ? Number(view.text(key)) : view.text(key),
            view.flag(key),
            view.count(key),
          ])
          const expected = keys.map((key) => {
            const own = Object.hasOwn(parsed, key) ? parsed[key] : undefined
            return [
              key,
              (typeof own === 'string' && own !== '') || typeof own === 'number' ? own : undefined,
              typeof own === 'boolean' ? own : undefined,
              Array.isArray(own) ? own.length : undefined,
            ]
          })
          expect(found).toEqual(expected)
        },
      ),
      { numRuns: 1_000 },
    )
  })

  test('[P1] a long string ends where JSON.parse has it end', () => {
    const pieces = fc.array(fc.constantFrom('"', '\\', '\\"', 'a', 'x'.repeat(70)), {
      maxLength: 40,
    })
    fc.assert(
      fc.property(pieces, (parts) => {
        const view = viewJson(Buffer.from(JSON.stringify({ long: parts.join(''), last: 'z' })))

        expect(view.text('last')).toBe('z')
      }),
    )
  })

  test('[P1] a path that leads through other types leads nowhere', () => {
    const view = viewJson(Buffer.from('{"a":[{"b":"c"}],"s":"x","n":null}'))

    expect(view.text('a', 0, 'b')).toBe('c')
    expect(view.text('a', 'b')).toBeUndefined()
    expect(view.text('a', 1, 'b')).toBeUndefined()
    expect(view.text('s', 'length')).toBeUndefined()
    expect(view.text('n', 'x')).toBeUndefined()
    expect(view.at('nowhere').kind).toBe('nothing')
  })
})
