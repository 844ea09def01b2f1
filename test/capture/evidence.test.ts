import { expect, test } from 'vitest'
import { subscribeTo } from '../support/live.ts'
import { openConnection, readToEnd, requestRaw, sendRaw } from '../support/raw-http.ts'
import { listAll, readBody, readRequest } from '../support/read.ts'
import { startTestServer } from '../support/server.ts'

test('[C4] [C6] a body over the limit is answered 413 and recorded with the bytes up to the limit', async () => {
  const server = await startTestServer({ maxBodyBytes: 1_000 })
  const bin = await server.mint()
  const body = Buffer.alloc(5_000, 'x')

  const response = await requestRaw(
    server.port,
    `POST /in/${bin.id} HTTP/1.1\r\nHost: h\r\nContent-Length: 5000\r\n\r\n`,
    body,
  )

  const request = await readRequest(server, bin, 1)
  expect(response.status).toBe(413)
  expect(JSON.parse(response.body).error.code).toBe('too-large')
  expect(request.state).toBe('too-large')
  expect(request.reason).toContain('larger than 1000 bytes')
  expect(request.response).toMatchObject({ status: 413, by: 'default' })
  expect((await readBody(server, bin, 1)).equals(body.subarray(0, 1_000))).toBe(true)
})

test('[C4] a chunked body over the limit is stopped while it streams', async () => {
  const server = await startTestServer({ maxBodyBytes: 10 })
  const bin = await server.mint()

  const response = await requestRaw(
    server.port,
    `POST /in/${bin.id} HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n`,
    '8\r\n12345678\r\n8\r\n12345678\r\n0\r\n\r\n',
  )

  expect(response.status).toBe(413)
  expect((await readBody(server, bin, 1)).toString()).toBe('1234567812')
})

test('[C6] a body of exactly the limit is taken', async () => {
  const server = await startTestServer({ maxBodyBytes: 1_000 })
  const bin = await server.mint()

  const response = await requestRaw(
    server.port,
    `POST /in/${bin.id} HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 1000\r\n\r\n`,
    Buffer.alloc(1_000),
  )

  expect(response.status).toBe(200)
  expect((await readRequest(server, bin, 1)).state).toBe('complete')
})

test('[C4] a sender that hangs up in the middle of a body leaves what it sent', async () => {
  const server = await startTestServer()
  const bin = await server.mint()
  const live = subscribeTo(server, bin)
  const socket = await openConnection(server.port)

  socket.write(
    `POST /in/${bin.id}/half HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\nhalf of it`,
  )
  socket.end()
  const [summary] = await live.take(1)

  expect(summary).toMatchObject({ seq: 1, state: 'aborted', path: '/half', response: null })
  expect(summary?.reason).toBe('The sender hung up after 10 of 100 bytes of the body.')
  expect((await readBody(server, bin, 1)).toString()).toBe('half of it')
})

test('[C4] a chunked body that breaks the rules is recorded as malformed and answered 400', async () => {
  const server = await startTestServer()
  const bin = await server.mint()

  const response = await requestRaw(
    server.port,
    `POST /in/${bin.id} HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n`,
    '5\r\nhello\r\nnot-a-size\r\n',
  )

  const request = await readRequest(server, bin, 1)
  expect(response.status).toBe(400)
  expect(request.state).toBe('malformed')
  expect(request.reason).toContain('not valid HTTP')
  expect((await readBody(server, bin, 1)).toString()).toBe('hello')
})

test.each([
  ['a header without a colon', 'POST /in/BIN/x HTTP/1.1\r\nHost: h\r\nno colon here\r\n\r\n', 400],
  ['raw bytes above ASCII in the target', 'GET /in/BIN/x\xff HTTP/1.1\r\nHost: h\r\n\r\n', 400],
  [
    'two lengths that disagree',
    'POST /in/BIN/x HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
    400,
  ],
])('[C4] %s is refused, and recorded with its bytes', async (_what, text, status) => {
  const server = await startTestServer()
  const bin = await server.mint()
  const sent = text.replace('BIN', bin.id)

  const response = await requestRaw(server.port, sent)

  const [request] = await listAll(server, bin)
  expect(response.status).toBe(status)
  expect(request).toMatchObject({ state: 'malformed', response: { status } })
  expect(request?.path.startsWith('/x')).toBe(true)
  const bytes = await readBody(server, bin, 1)
  expect(sent.startsWith(bytes.toString('latin1').slice(0, 30))).toBe(true)
})

test('[C4] headers larger than the limit are refused in words', async () => {
  const server = await startTestServer()
  const bin = await server.mint()

  const response = await requestRaw(
    server.port,
    `POST /in/${bin.id} HTTP/1.1\r\nX: ${'x'.repeat(80 * 1024)}\r\n\r\n`,
  )

  expect(response.status).toBe(431)
  expect(response.body).toContain('larger than 64 KiB')
})

test('[C4] malformed bytes that name no bin are answered and not recorded', async () => {
  const server = await startTestServer()
  const bin = await server.mint()

  const response = await requestRaw(server.port, 'this is no HTTP\r\n\r\n')

  expect(response.status).toBe(400)
  expect(await listAll(server, bin)).toEqual([])
})

test('[C4] a sender of far too much still reads its 413', async () => {
  const server = await startTestServer({ maxBodyBytes: 1_000 })
  const bin = await server.mint()
  const socket = await openConnection(server.port)
  const received = readToEnd(socket)

  socket.write(`POST /in/${bin.id} HTTP/1.1\r\nHost: h\r\nContent-Length: 8000000\r\n\r\n`)
  for (let sent = 0; sent < 8; sent++) socket.write(Buffer.alloc(1_000_000))

  expect(await received).toMatch(/^HTTP\/1\.1 413 /)
})

test('[C3] a request that cannot be stored is answered 503 with Retry-After', async () => {
  const server = await startTestServer({ maxStoreBytes: 3_000 })
  const bin = await server.mint()
  const post = (bytes: number) =>
    sendRaw(
      server.port,
      `POST /in/${bin.id} HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: ${bytes}\r\n\r\n`,
      Buffer.alloc(bytes),
    )

  const first = await post(1_000)
  const second = await post(3_000)

  expect(first).toMatch(/^HTTP\/1\.1 200 /)
  expect(second).toMatch(/^HTTP\/1\.1 503 /)
  expect(second).toMatch(/\r\nRetry-After: \d+\r\n/)
  expect(second).toContain('--max-store-size')
  expect(await listAll(server, bin)).toHaveLength(1)
})
