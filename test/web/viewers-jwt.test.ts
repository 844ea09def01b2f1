import { expect, test } from 'vitest'
import { findJwts, isJwt, jwtTimes } from '../../web/text/jwt.ts'
import { timeAhead } from '../../web/text/time-ahead.ts'

const encode = (text: string) => Buffer.from(text).toString('base64url')
const tokenOf = (payload: string, header = '{"alg":"ES256"}') =>
  `${encode(header)}.${encode(payload)}.c2ln`

test('a token is found by its key, its claims exact to the digit', () => {
  const payload = '{"sub":"größe","id":9007199254740993}'

  const found = findJwts(JSON.stringify({ type: 'x', signedPayload: tokenOf(payload) }))

  expect(found).toMatchObject([{ key: 'signedPayload', payload, header: '{"alg":"ES256"}' }])
})

test.each([
  ['three parts that are no JSON', 'eyJh.eyJh.eyJh', 0],
  ['a header without an algorithm', tokenOf('{}', '{"typ":"JWT"}'), 0],
  ['a fourth part', `${tokenOf('{}')}.x`, 0],
  ['an unsigned token', `${encode('{"alg":"none"}')}.${encode('{}')}.`, 1],
])('%s', (_what, text, count) => {
  expect(findJwts(text)).toHaveLength(count)
})

test('a bare token and a bearer token are one, a token among words is not', () => {
  const token = tokenOf('{}')

  expect([token, `Bearer ${token}\n`, `see ${token}`].map(isJwt)).toEqual([true, true, false])
})

test('times are read in the order of a life, and what is none is left out', () => {
  const payload = '{"exp":1700000600,"nbf":"soon","iat":1700000000.5}'

  expect(jwtTimes(payload)).toEqual([
    { name: 'iat', at: 1_700_000_000_500 },
    { name: 'exp', at: 1_700_000_600_000 },
  ])
  expect(jwtTimes('{"exp":1e300}')).toEqual([])
  expect(jwtTimes('null')).toEqual([])
})

test('a time ahead is said in its largest unit', () => {
  const at = [5_000, 90_000, 7_200_000, 90_000_000, 1e12].map((ms) => timeAhead(ms, 0))

  expect(at).toEqual(['in 5 s', 'in 1 min', 'in 2 h', 'in a day', 'in 11,574 days'])
})
