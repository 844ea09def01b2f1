import { describe, expect, test } from 'vitest'
import { outgoingHeaders } from '../../server/wire/outgoing-headers.ts'

describe('[D1] which headers are sent', () => {
  const head = (headers: readonly (readonly [string, string])[], bodySize = 0) => ({
    headers,
    trailers: [],
    bodySize,
  })

  test('[D1] Host and Content-Length are set where they stood', () => {
    const captured = head(
      [
        ['A', '1'],
        ['host', 'hooks.example'],
        ['CONTENT-length', '9'],
        ['B', '2'],
      ],
      5,
    )

    expect(outgoingHeaders(captured, 'localhost:3000').headers).toEqual([
      ['A', '1'],
      ['host', 'localhost:3000'],
      ['CONTENT-length', '5'],
      ['B', '2'],
      ['Connection', 'close'],
    ])
  })

  test('[D1] a chunked request is sent with a length in the same place', () => {
    const captured = head(
      [
        ['Host', 'h'],
        ['Transfer-Encoding', 'chunked'],
        ['B', '2'],
      ],
      5,
    )

    const { headers, dropped } = outgoingHeaders(captured, 'h')

    expect(headers).toEqual([
      ['Host', 'h'],
      ['Content-Length', '5'],
      ['B', '2'],
      ['Connection', 'close'],
    ])
    expect(dropped).toEqual([
      { name: 'Transfer-Encoding', why: expect.stringContaining('Content-Length') },
    ])
  })

  test('[D1] an empty body keeps its length of 0, and no body stays none', () => {
    expect(outgoingHeaders(head([['Content-Length', '0']]), 'h').headers).toContainEqual([
      'Content-Length',
      '0',
    ])
    expect(outgoingHeaders(head([]), 'h').headers).toEqual([
      ['Host', 'h'],
      ['Connection', 'close'],
    ])
  })

  test('[D1] headers of one connection are dropped, each with a reason', () => {
    const names = [
      'Connection',
      'X-Hop',
      'Keep-Alive',
      'TE',
      'Trailer',
      'Upgrade',
      'Expect',
      'Proxy-Authorization',
    ]
    const captured = head(names.map((name) => [name, name === 'Connection' ? 'x-hop, close' : 'v']))

    const { headers, dropped } = outgoingHeaders({ ...captured, trailers: [['X-Sum', '1']] }, 'h')

    expect(headers).toEqual([
      ['Host', 'h'],
      ['Connection', 'close'],
    ])
    expect(dropped.map(({ name }) => name)).toEqual([...names, 'X-Sum'])
    expect(dropped.every(({ why }) => why.length > 10)).toBe(true)
  })

  test('[D1] a pair that is no HTTP is dropped with a reason instead of failing the delivery', () => {
    const captured = head([
      ['X-Ok', '1'],
      ['X Bad', '1'],
      ['X-Nul', 'a\0b'],
      ['X-Wide', '✓'],
    ])

    const { headers, dropped } = outgoingHeaders(captured, 'h')

    expect(headers).toContainEqual(['X-Ok', '1'])
    expect(dropped.map(({ name }) => name)).toEqual(['X Bad', 'X-Nul', 'X-Wide'])
  })
})
