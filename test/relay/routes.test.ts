import { describe, expect, test } from 'vitest'
import {
  filtersOf,
  pickRoute,
  type ReadRoute,
  type Route,
  readMap,
  routeOfOrigin,
  routeTo,
} from '../../server/relay/client/routes.ts'
import { parseTarget } from '../../server/wire/targets.ts'
import { capturedRequest } from './captured-request.ts'

const now = Date.UTC(2026, 0, 1)
const nothing = new Uint8Array()

function routeOf(read: ReadRoute): Route {
  if (read.type === 'bad') throw new Error(read.message)
  return read.route
}

function targetOf(text: string) {
  const parsed = parseTarget(text)
  if (parsed.type === 'bad') throw new Error(parsed.message)
  return parsed.target
}

describe('a target', () => {
  test.each([
    ['3000', '', 'http://localhost:3000/'],
    ['3000', '/hooks', 'http://localhost:3000/hooks'],
    ['3000/api/', 'hooks', 'http://localhost:3000/api/hooks'],
    ['http://app.test/a?k=1', '/b', 'http://app.test/a/b?k=1'],
    [':3000/ä', '/ö', 'http://localhost:3000/%C3%A4/%C3%B6'],
  ])('%s with the path %s is %s', (target, path, url) => {
    expect(routeOf(routeTo(target, path)).url).toBe(url)
  })

  test('that is none says why', () => {
    expect(routeTo('ftp://x')).toMatchObject({ type: 'bad', message: /not ftp/ })
    expect(routeTo('3000', '/a?b')).toMatchObject({ type: 'bad', message: /not a path/ })
  })
})

describe('a map', () => {
  test.each([
    ['provider:stripe=3000/stripe', 'provider:stripe', 'http://localhost:3000/stripe'],
    ['body.amount:>=5=3000', 'body.amount:>=5', 'http://localhost:3000/'],
    ['q.a:x=3000/hook?b=1', 'q.a:x', 'http://localhost:3000/hook?b=1'],
    ['"a=b" method:POST = http://app.test', '"a=b" method:POST', 'http://app.test/'],
  ])('%s is split into filter and target', (text, filter, url) => {
    const route = routeOf(readMap(text, now))

    expect({ filter: route.filter?.text, url: route.url }).toEqual({ filter, url })
  })

  test.each([
    ['3000', /'3000' is not like 'provider:stripe=3000\/stripe'/],
    ['provider:stripe=', /A target begins with http/],
    ['provider:stripe=ftp://x', /not ftp/],
    ['=3000', /is not like/],
    ['size:>big=3000', /The filter is wrong here\..*\n {2}size:>big\n {2} +\^+$/],
  ])('%s is refused with the place that is wrong', (text, message) => {
    expect(readMap(text, now)).toEqual({ type: 'bad', message: expect.stringMatching(message) })
  })
})

describe('routes', () => {
  const posts = routeOf(readMap('method:POST=3001', now))
  const paid = routeOf(readMap('body.paid:true=3002', now))
  const rest = routeOf(routeTo('3000'))

  test('the first one that takes a request has it, by its body too', () => {
    const body = Buffer.from('{"paid":true}')
    const put = capturedRequest({ method: 'PUT' })

    expect(pickRoute([posts, paid, rest], capturedRequest({ method: 'POST' }), body)).toBe(posts)
    expect(pickRoute([posts, paid, rest], put, body)).toBe(paid)
    expect(pickRoute([posts, paid, rest], put, nothing)).toBe(rest)
    expect(pickRoute([posts, paid], put, nothing)).toBeUndefined()
  })

  test('the server is asked only for what some route takes', () => {
    expect(filtersOf([posts, rest], undefined)).toBeUndefined()
    expect(filtersOf([posts, rest], 'size:>1')).toEqual(['size:>1'])
    expect(filtersOf([posts, paid], undefined)).toEqual(['method:POST', 'body.paid:true'])
    expect(filtersOf([posts, paid], 'a OR b')).toEqual([
      '(a OR b) (method:POST)',
      '(a OR b) (body.paid:true)',
    ])
  })

  test('a replay belongs to a route of its origin, and to no other', () => {
    const found = ['3000/elsewhere', 'https://localhost:3000', '127.0.0.1:3000', '3009'].map(
      (text) => routeOfOrigin([rest], targetOf(text))?.url,
    )

    expect(found).toEqual([rest.url, undefined, undefined, undefined])
  })
})
