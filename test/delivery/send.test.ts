import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { describe, expect, test } from 'vitest'
import { outgoingHeaders } from '../../server/delivery/outgoing-headers.ts'
import { type Outgoing, type SendOptions, send } from '../../server/delivery/send.ts'
import { createTargetGuard } from '../../server/delivery/target-guard.ts'
import { keptResponseBytes } from '../../server/wire/deliveries.ts'
import { bodyOf, headOf, startRawTarget } from './raw-target.ts'
import { cert, key } from './self-signed.ts'

const guard = createTargetGuard({ boundToLoopback: true, allow: [] })

async function sendTo(
  target: string,
  outgoing: Partial<Outgoing> = {},
  options: Partial<SendOptions> = {},
) {
  const checked = await guard.check(target)
  if (checked.type !== 'allowed') throw new Error(checked.message)
  const message = { method: 'POST', path: '/', headers: [], body: new Uint8Array(), ...outgoing }
  return send(message, {
    target: checked.target,
    addresses: checked.addresses,
    timeoutMs: 10_000,
    signal: new AbortController().signal,
    ...options,
  })
}

describe('[D1] what goes on the wire', () => {
  test('[D1] headers keep their order, case and duplicates, and every byte', async () => {
    await using target = await startRawTarget()
    const headers = [
      ['x-SECOND', 'b'],
      ['hOsT', target.host],
      ['X-Dup', '1'],
      ['x-dup', '2'],
      ['X-Dup', '1'],
      ['X-Latin', 'caf\xe9 \xff'],
      ['X-Empty', ''],
      ['__proto__', 'x'],
      ['content-disposition', 'attachment; filename="\xfc.txt"'],
    ] as const

    await sendTo(target.host, { method: 'PURGE', path: '/a//b/../%zz|\xe9?q=1&q=2&&%', headers })

    expect(headOf(target.requests[0] ?? '')).toEqual([
      'PURGE /a//b/../%zz|\xe9?q=1&q=2&&% HTTP/1.1',
      ...headers.map(([name, value]) => `${name}: ${value}`),
    ])
  })

  test('[D1] a POST without a body gets neither a length nor chunks', async () => {
    await using target = await startRawTarget()

    await sendTo(target.host, { headers: [['Host', 'x']] })

    expect(target.requests[0]).toBe('POST / HTTP/1.1\r\nHost: x\r\n\r\n')
  })

  test.each([
    'GET',
    'HEAD',
    'DELETE',
    'OPTIONS',
    'TRACE',
    'M-SEARCH',
  ])('[D1] a %s with a body is sent with it', async (method) => {
    await using target = await startRawTarget()
    const body = Buffer.from([0, 1, 2, 0xff, 0x0d, 0x0a, 0])

    await sendTo(target.host, { method, headers: [['Content-Length', '7']], body })

    expect(bodyOf(target.requests[0] ?? '')).toEqual(body)
  })

  test('[D1] 10 MiB arrive whole', async () => {
    await using target = await startRawTarget()
    const body = Buffer.alloc(10 * 1024 * 1024, 'hooklens\0')

    await sendTo(target.host, { headers: [['Content-Length', String(body.length)]], body })

    expect(bodyOf(target.requests[0] ?? '').equals(body)).toBe(true)
  })

  test.each([
    [{ method: 'GET /x HTTP/1.1\r\nX:' }],
    [{ path: '/a b' }],
    [{ path: '/a\r\nX-Evil: 1' }],
    [{ headers: [['X-A', '1\r\nX-Evil: 1']] }],
    [{ headers: [['X-A\r\nX-Evil', '1']] }],
  ] as const)('[D1] %j cannot smuggle anything in', async (outgoing) => {
    await using target = await startRawTarget()

    const { outcome } = await sendTo(target.host, outgoing)

    expect(outcome).toMatchObject({ type: 'error', code: 'failed' })
    expect(target.connections()).toBe(0)
  })
})

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

describe('[D3] what came back', () => {
  test('[D3] status, headers, body and timings are kept', async () => {
    await using target = await startRawTarget({
      answer:
        'HTTP/1.1 418 Tea Pot\r\nX-A: 1\r\nx-a: 2\r\nSet-Cookie: a\r\nSet-Cookie: b\r\nContent-Length: 3\r\n\r\ntea',
    })

    const { outcome, body, timings } = await sendTo(target.host)

    expect(outcome).toEqual({
      type: 'response',
      status: 418,
      statusText: 'Tea Pot',
      headers: [
        ['X-A', '1'],
        ['x-a', '2'],
        ['Set-Cookie', 'a'],
        ['Set-Cookie', 'b'],
        ['Content-Length', '3'],
      ],
      body: { size: 3, truncated: false },
    })
    expect(Buffer.from(body).toString()).toBe('tea')
    expect(timings.dnsMs).toBeNull()
    expect(timings.connectMs).toBeLessThanOrEqual(timings.firstByteMs ?? 0)
    expect(timings.firstByteMs).toBeLessThanOrEqual(timings.totalMs)
  })

  test('[D3] answers that came before the final one are passed over', async () => {
    await using target = await startRawTarget({
      answer:
        'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n',
    })

    const { outcome } = await sendTo(target.host)

    expect(outcome).toMatchObject({ type: 'response', status: 204 })
  })

  test('[D3] a body until the end of the connection, and one in chunks, are read whole', async () => {
    await using plain = await startRawTarget({ answer: 'HTTP/1.0 200 OK\r\n\r\nhello' })
    await using chunked = await startRawTarget({
      answer: 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n',
    })

    expect(Buffer.from((await sendTo(plain.host)).body).toString()).toBe('hello')
    expect(Buffer.from((await sendTo(chunked.host)).body).toString()).toBe('hello')
  })

  test('[D3] the answer to a HEAD has no body, whatever it announces', async () => {
    await using target = await startRawTarget({
      answer: 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n',
    })

    const { outcome } = await sendTo(target.host, { method: 'HEAD' })

    expect(outcome).toMatchObject({ status: 200, body: { size: 0, truncated: false } })
  })

  test('[D3] a long body is counted whole and its first MiB is kept', async () => {
    const size = 3 * keptResponseBytes + 1
    await using target = await startRawTarget({
      answer: Buffer.concat([
        Buffer.from(`HTTP/1.1 200 OK\r\nContent-Length: ${size}\r\n\r\n`),
        Buffer.alloc(size, 'x'),
      ]),
    })

    const { outcome, body } = await sendTo(target.host)

    expect(outcome).toMatchObject({ body: { size, truncated: true } })
    expect(body).toHaveLength(keptResponseBytes)
  })

  test('[D3] a body without an end is cut off', async () => {
    const chunk = Buffer.alloc(1024 * 1024, 'x')
    await using target = await startRawTarget({
      answer(socket) {
        const pump = () => {
          while (!socket.destroyed && socket.write(chunk)) {}
        }
        socket.on('drain', pump)
        socket.write('HTTP/1.1 200 OK\r\n\r\n')
        pump()
      },
    })

    const { outcome, body } = await sendTo(target.host)

    expect(outcome).toMatchObject({ type: 'response', status: 200, body: { truncated: true } })
    expect(body).toHaveLength(keptResponseBytes)
  })

  test('[A5] a redirect is an answer, and is not followed', async () => {
    await using other = await startRawTarget()
    await using target = await startRawTarget({
      answer: `HTTP/1.1 302 Found\r\nLocation: http://${other.host}/\r\nContent-Length: 0\r\n\r\n`,
    })

    const { outcome } = await sendTo(target.host)

    expect(outcome).toMatchObject({ type: 'response', status: 302 })
    expect(other.connections()).toBe(0)
  })

  test('[D7] each delivery has a connection of its own and is made once', async () => {
    await using target = await startRawTarget({ answer: (socket) => socket.destroy() })

    await sendTo(target.host)
    await sendTo(target.host)

    expect(target.connections()).toBe(2)
    expect(target.requests).toHaveLength(2)
  })
})

describe('[D1] localhost', () => {
  test.each([
    '127.0.0.1',
    '::1',
  ])('[D1] a server that listens on %s alone is reached', async (address) => {
    await using target = await startRawTarget({ address })

    const { outcome } = await sendTo(`localhost:${target.port}`)

    expect(outcome).toMatchObject({ type: 'response', status: 200 })
  })
})

describe('[D3] why no answer came', () => {
  test('[D3] nothing listens', async () => {
    const target = await startRawTarget()
    await target[Symbol.asyncDispose]()

    const { outcome, timings } = await sendTo(`localhost:${target.port}`)

    expect(outcome).toEqual({
      type: 'error',
      code: 'refused',
      message: `Nothing is listening on localhost:${target.port}. Start your server, or check the port.`,
    })
    expect(timings.connectMs).toBeNull()
  })

  test.each([
    ['reset', 'hangs up at once', (socket) => socket.destroy(), /closed the connection/],
    ['reset', 'resets', (socket) => socket.resetAndDestroy(), /closed the connection/],
    ['reset', 'ends without a byte', (socket) => socket.end(), /closed the connection/],
    [
      'reset',
      'breaks off its body',
      (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx'),
      /had answered 200/,
    ],
    ['bad-response', 'speaks no HTTP', (socket) => socket.end('SSH-2.0-OpenSSH\r\n'), /not HTTP/],
    [
      'bad-response',
      'sends a TLS alert',
      (socket) => socket.end(Buffer.from([21, 3, 1, 0, 2, 2, 70])),
      /https/,
    ],
    [
      'bad-response',
      'sends endless headers',
      (socket) => socket.end(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(300_000)}\r\n\r\n`),
      /more headers/,
    ],
  ] satisfies readonly (readonly [
    string,
    string,
    (socket: Socket) => void,
    RegExp,
  ])[])('[D3] %s: the target %s', async (code, _what, answer, message) => {
    await using target = await startRawTarget({ answer })

    const { outcome } = await sendTo(target.host)

    expect(outcome).toMatchObject({ type: 'error', code, message: expect.stringMatching(message) })
  })

  test('[D3] a target that switches protocols has not answered', async () => {
    await using target = await startRawTarget({
      answer: 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n',
    })

    const { outcome } = await sendTo(target.host)

    expect(outcome).toMatchObject({ type: 'error' })
  })

  test('[D3] a target that does not answer in time', async () => {
    await using target = await startRawTarget({ answer: () => {} })

    const { outcome } = await sendTo(target.host, {}, { timeoutMs: 50 })

    expect(outcome).toEqual({
      type: 'error',
      code: 'timeout',
      message: `${target.host} took the request but did not answer within 0.05 s.`,
    })
  })

  test('[D3] a target that does not finish in time', async () => {
    await using target = await startRawTarget({
      answer: (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx'),
    })

    const { outcome } = await sendTo(target.host, {}, { timeoutMs: 50 })

    expect(outcome).toMatchObject({
      code: 'timeout',
      message: expect.stringContaining('answered 200'),
    })
  })

  test('[D3] a delivery can be cancelled before and while it waits', async () => {
    const stop = new AbortController()
    await using target = await startRawTarget({ answer: () => stop.abort() })

    const during = await sendTo(target.host, {}, { signal: stop.signal })
    const before = await sendTo(target.host, {}, { signal: stop.signal })

    expect(during.outcome).toMatchObject({ type: 'error', code: 'cancelled' })
    expect(before.outcome).toMatchObject({ type: 'error', code: 'cancelled' })
    expect(target.requests).toHaveLength(1)
  })

  test('[D3] https to a server that speaks only http', async () => {
    const server = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo // A TCP server that listens has one.

    const { outcome } = await sendTo(`https://localhost:${port}`)
    server.close()

    expect(outcome).toMatchObject({
      type: 'error',
      code: 'tls',
      message: expect.stringContaining(`Try http://localhost:${port}.`),
    })
  })

  test('[D3] a certificate nobody vouches for', async () => {
    const server = createTlsServer({ key, cert }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo // A TCP server that listens has one.

    const { outcome } = await sendTo(`https://localhost:${port}`)
    server.close()

    expect(outcome).toMatchObject({
      type: 'error',
      code: 'tls',
      message: expect.stringMatching(/not signed by an authority.*NODE_EXTRA_CA_CERTS/),
    })
  })
})
