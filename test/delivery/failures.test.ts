import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { describe, expect, test } from 'vitest'
import { startRawTarget } from './raw-target.ts'
import { cert, key } from './self-signed.ts'
import { sendTo } from './send-to.ts'

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
