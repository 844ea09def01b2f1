import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CapturedRequest, HeaderPair } from '../../server/wire/requests.ts'
import { type Fixture, toFixture } from '../../web/text/copy-as/fixture.ts'

function fixtureOf(wanted: Partial<CapturedRequest>, bytes: Uint8Array): Fixture {
  const request = {
    method: 'POST',
    path: '',
    query: '',
    receivedAt: Date.UTC(2026, 0, 2, 3, 4, 5),
    headers: [],
    trailers: [],
    provider: null,
    body: { sha256: createHash('sha256').update(bytes).digest('hex') },
    ...wanted,
  } as unknown as CapturedRequest // Only what a fixture holds.
  const copied = toFixture({ request, body: bytes, captureUrl: '', fileName: 'demo-1.bin' })
  return JSON.parse(typeof copied === 'string' ? copied : copied.text)
}

const latin1 = fc.string({
  unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)),
})

test('a fixture holds method, path, query, headers in order and body to the byte', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('GET', 'POST', 'M-SEARCH'),
      latin1,
      latin1,
      fc.array(fc.tuple(fc.oneof(latin1, fc.constant(',')), latin1)),
      fc.uint8Array({ maxLength: 500 }),
      (method, path, query, headers: readonly HeaderPair[], body) => {
        const fixture = fixtureOf({ method, path, query, headers }, body)

        expect(fixture).toMatchObject({ method, path, query, headers })
        expect(Buffer.from(fixture.bodyBase64 ?? '', 'base64').equals(body)).toBe(true)
      },
    ),
  )
})

test('a fixture has trailers where there were any', () => {
  const trailers: readonly HeaderPair[] = [['X-Sum', 'é']]

  const fixtures = [fixtureOf({ trailers }, new Uint8Array()), fixtureOf({}, new Uint8Array())]

  expect(fixtures.map((fixture) => fixture.trailers)).toEqual([trailers, undefined])
})

test('a fixture holds a place for the secret, and none that was ever entered', () => {
  const fixture = fixtureOf({}, new Uint8Array([1]))

  expect(fixture.secret).toBe('<signing secret>')
  expect(fixture.receivedAt).toBe('2026-01-02T03:04:05.000Z')
})

test('a body that is too long for a fixture stays in a file of its own', () => {
  const fixture = fixtureOf({}, new Uint8Array(1_000_001))

  expect(fixture.bodyFile).toBe('demo-1.bin')
  expect(fixture.bodyBase64).toBeUndefined()
})
