import { describe, expect, test } from 'vitest'
import { requestRaw, sendRaw } from '../support/raw-http.ts'
import { readBody, readRequest } from '../support/read.ts'
import { useServer } from '../support/server.ts'
import { sendAndRead } from './send-and-read.ts'

const server = useServer()

describe('targets', () => {
  test.each([
    ['a path', '/in/BIN/orders', '/orders', ''],
    ['a bare capture URL', '/in/BIN', '', ''],
    ['a trailing slash', '/in/BIN/', '/', ''],
    ['a query right behind the bin', '/in/BIN?a=1&a=2', '', 'a=1&a=2'],
    ['an empty query', '/in/BIN/x?', '/x', ''],
    ['a second question mark', '/in/BIN/x?a=?b', '/x', 'a=?b'],
    ['a segment that looks like a status', '/in/BIN/orders/500', '/orders/500', ''],
    ['doubled slashes', '/in/BIN//a//b/', '//a//b/', ''],
    ['dot segments', '/in/BIN/../../api/bins', '/../../api/bins', ''],
    ['encoding that does not decode', '/in/BIN/%zz/%E0%A4%A?q=%', '/%zz/%E0%A4%A', 'q=%'],
    ['an encoded slash', '/in/BIN/a%2Fb', '/a%2Fb', ''],
    ['characters that URLs forbid', '/in/BIN/a|b"c<d>{e}^`?[x]', '/a|b"c<d>{e}^`', '[x]'],
    ['slashes before /in', '//in/BIN/x', '/x', ''],
    ['the absolute form', 'http://other.example/in/BIN/x?y', '/x', 'y'],
    ['the absolute form with a host no parser takes', 'http://x:99999/in/BIN/x', '/x', ''],
  ])('[C1] [C2] captures %s as sent', async (_what, target, path, query) => {
    const { bin, status, request } = await sendAndRead(
      server,
      `POST ${target} HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
    )

    expect(status).toBe(200)
    expect(request.target).toBe(target.replace('BIN', bin.id))
    expect(request.path).toBe(path)
    expect(request.query).toBe(query)
    expect(request.state).toBe('complete')
  })
})

describe('hosts', () => {
  test.each([
    ['a port out of range', 'Host: x:99999\r\n', [['Host', 'x:99999']]],
    ['an empty one', 'Host: \r\n', [['Host', '']]],
    ['none at all', '', []],
    ['one with spaces', 'Host: not a host\r\n', [['Host', 'not a host']]],
    [
      'two',
      'Host: a\r\nHost: b\r\n',
      [
        ['Host', 'a'],
        ['Host', 'b'],
      ],
    ],
  ])('[C1] captures a request whose Host is %s', async (_what, lines, expected) => {
    const { status, request } = await sendAndRead(
      server,
      `GET /in/BIN HTTP/1.1\r\n${lines}Connection: close\r\n\r\n`,
    )

    expect(status).toBe(200)
    expect(request.headers).toEqual([...expected, ['Connection', 'close']])
  })
})

describe('methods', () => {
  test.each([
    'GET',
    'POST',
    'PUT',
    'PATCH',
    'DELETE',
    'OPTIONS',
    'PURGE',
    'PROPFIND',
    'REPORT',
    'M-SEARCH',
    'QUERY',
    'TRACE',
  ])('[C1] captures %s with a body', async (method) => {
    const { status, request, body } = await sendAndRead(
      server,
      `${method} /in/BIN/m HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 4\r\n\r\n`,
      'body',
    )

    expect(status).toBe(200)
    expect(request.method).toBe(method)
    expect(body.toString()).toBe('body')
  })

  test('[C1] answers HEAD without a body and captures it', async () => {
    const { status, responseBody, request } = await sendHead()

    expect(status).toBe(200)
    expect(responseBody).toBe('')
    expect(request.method).toBe('HEAD')
  })

  async function sendHead() {
    const bin = await server.mint()
    const received = await sendRaw(
      server.port,
      `HEAD /in/${bin.id} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n`,
    )
    const [head = '', responseBody = ''] = received.split('\r\n\r\n')
    const request = await readRequest(server, bin, 1)
    return { status: Number(head.split(' ')[1]), responseBody, request }
  }

  test('[C1] captures a request that asks for another protocol, body included', async () => {
    const { status, request, body } = await sendAndRead(
      server,
      'POST /in/BIN HTTP/1.1\r\nHost: h\r\nConnection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\n' +
        'HTTP2-Settings: AAMAAABk\r\nContent-Length: 5\r\n\r\n',
      'hello',
    )

    expect(status).toBe(200)
    expect(body.toString()).toBe('hello')
    expect(request.headers).toContainEqual(['Upgrade', 'h2c'])
  })

  test('[C1] captures a request with an expectation nobody knows', async () => {
    const { status, body } = await sendAndRead(
      server,
      'POST /in/BIN HTTP/1.1\r\nHost: h\r\nExpect: 200-maybe\r\nConnection: close\r\nContent-Length: 2\r\n\r\n',
      'ok',
    )

    expect(status).toBe(200)
    expect(body.toString()).toBe('ok')
  })

  test('[C1] tells a sender that expects 100-continue to go on', async () => {
    const { status, body } = await sendAndRead(
      server,
      'POST /in/BIN HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nConnection: close\r\nContent-Length: 2\r\n\r\n',
      'ok',
    )

    expect(status).toBe(200)
    expect(body.toString()).toBe('ok')
  })
})

describe('headers and trailers', () => {
  test('[C2] keeps the order, case, duplicates and raw bytes of headers', async () => {
    const { request } = await sendAndRead(
      server,
      'POST /in/BIN HTTP/1.1\r\nhOsT: h\r\nX-Dup: one\r\nx-dup: two\r\nX-DUP:three\r\nCookie: a=1\r\nCookie: b=2\r\n' +
        'X-Latin: caf\xe9\r\nX-Utf8: \xe2\x9c\x93\r\nX-Empty:\r\nX-Pad:   padded  \r\nConnection: close\r\nContent-Length: 0\r\n\r\n',
    )

    expect(request.headers).toEqual([
      ['hOsT', 'h'],
      ['X-Dup', 'one'],
      ['x-dup', 'two'],
      ['X-DUP', 'three'],
      ['Cookie', 'a=1'],
      ['Cookie', 'b=2'],
      ['X-Latin', 'caf\xe9'],
      ['X-Utf8', '\xe2\x9c\x93'],
      ['X-Empty', ''],
      ['X-Pad', 'padded'],
      ['Connection', 'close'],
      ['Content-Length', '0'],
    ])
  })

  test('[C2] keeps every one of 3,000 headers', async () => {
    const many = Array.from({ length: 3_000 }, (_, index) => `H${index}: ${index}`)

    const { request } = await sendAndRead(
      server,
      `POST /in/BIN HTTP/1.1\r\nHost: h\r\n${many.join('\r\n')}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
    )

    expect(request.headers).toHaveLength(3_003)
    expect(request.headers[3_000]).toEqual(['H2999', '2999'])
  })

  test('[C2] keeps trailers, and a chunked body as its bytes', async () => {
    const { request, body } = await sendAndRead(
      server,
      'POST /in/BIN HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\nConnection: close\r\n\r\n',
      '5;ext=1\r\nhello\r\n7\r\n, world\r\n0\r\nX-Sum: 1\r\nx-sum: 2\r\n\r\n',
    )

    expect(body.toString()).toBe('hello, world')
    expect(request.trailers).toEqual([
      ['X-Sum', '1'],
      ['x-sum', '2'],
    ])
    expect(request.headers).toContainEqual(['Transfer-Encoding', 'chunked'])
  })
})

describe('bodies', () => {
  const gzip = Buffer.from(
    '1f8b0800000000000003cb48cdc9c95728cf2fca4901008511 4a0d0b000000'.replace(' ', ''),
    'hex',
  )

  test.each([
    ['gzip, still compressed', gzip, 'Content-Encoding: gzip\r\n'],
    ['NUL bytes and invalid UTF-8', Buffer.from([0, 1, 0xff, 0xfe, 0xc3, 0x28, 0, 0x80]), ''],
    ['every byte there is', Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)), ''],
    ['nothing', Buffer.alloc(0), ''],
  ])('[C2] keeps %s', async (_what, bytes, lines) => {
    const { request, body } = await sendAndRead(
      server,
      `POST /in/BIN HTTP/1.1\r\nHost: h\r\n${lines}Connection: close\r\nContent-Length: ${bytes.length}\r\n\r\n`,
      bytes,
    )

    expect(body.equals(bytes)).toBe(true)
    expect(request.body.size).toBe(bytes.length)
    const digest = await crypto.subtle.digest('SHA-256', bytes)
    expect(request.body.sha256).toBe(Buffer.from(digest).toString('hex'))
  })

  test('[C2] decodes a body for viewing only when asked to', async () => {
    const { bin } = await sendAndRead(
      server,
      `POST /in/BIN HTTP/1.1\r\nHost: h\r\nContent-Encoding: gzip\r\nConnection: close\r\nContent-Length: ${gzip.length}\r\n\r\n`,
      gzip,
    )

    const decoded = await readBody(server, bin, 1, { decoded: true })

    expect(decoded.toString()).toBe('hello world')
  })
})

test('[C1] a capture URL nobody minted is told so', async () => {
  const response = await requestRaw(
    server.port,
    'POST /in/nobody-minted-this HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi',
  )

  expect(response.status).toBe(404)
  expect(JSON.parse(response.body).error.message).toContain("no bin 'nobody-minted-this'")
})
