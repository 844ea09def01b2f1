import { describe, expect, test } from 'vitest'
import { keptResponseBytes } from '../../server/wire/deliveries.ts'
import { bodyOf, headOf, startRawTarget } from './raw-target.ts'
import { sendTo } from './send-to.ts'

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
