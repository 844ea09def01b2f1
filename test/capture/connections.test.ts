// Versions of HTTP and the connections requests come over.

import { expect, test } from 'vitest'
import { parseResponses, requestRaw, sendRaw } from '../support/raw-http.ts'
import { readBody, readRequest } from '../support/read.ts'
import { startTestServer, useServer } from '../support/server.ts'
import { sendAndRead } from './send-and-read.ts'

const server = useServer()

test('[C1] [C2] captures HTTP/1.0 without a Host', async () => {
  const { status, request, body } = await sendAndRead(
    server,
    'POST /in/BIN HTTP/1.0\r\nContent-Length: 3\r\n\r\n',
    'old',
  )

  expect(status).toBe(200)
  expect(request.httpVersion).toBe('1.0')
  expect(body.toString()).toBe('old')
})

test('[C1] [C5] captures pipelined requests in the order sent', async () => {
  const bin = await server.mint()
  const one = (n: number, last: string) =>
    `POST /in/${bin.id}/${n} HTTP/1.1\r\nHost: h\r\n${last}Content-Length: 1\r\n\r\n${n}`

  const received = await sendRaw(
    server.port,
    one(1, '') + one(2, '') + one(3, 'Connection: close\r\n'),
  )

  expect(parseResponses(received).map(({ status }) => status)).toEqual([200, 200, 200])
  for (const n of [1, 2, 3]) {
    expect((await readRequest(server, bin, n)).path).toBe(`/${n}`)
    expect((await readBody(server, bin, n)).toString()).toBe(String(n))
  }
})

test('[C2] says when a request arrived, from where, and how long it took', async () => {
  const before = Date.now()

  const { request } = await sendAndRead(
    server,
    'POST /in/BIN HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 9.9.9.9\r\nConnection: close\r\nContent-Length: 2\r\n\r\n',
    'ok',
  )

  expect(request.receivedAt).toBeGreaterThanOrEqual(before)
  expect(request.receivedAt).toBeLessThanOrEqual(Date.now())
  expect(request.durationMs).toBeGreaterThanOrEqual(0)
  expect(request.remoteAddress).toBe('127.0.0.1')
})

test.each([
  ['1.1.1.1, 9.9.9.9\r\nX-Forwarded-For: 10.0.0.7', '9.9.9.9'],
  ['1.1.1.1, 9.9.9.9:51234, 10.0.0.7:80', '9.9.9.9'],
  ['9.9.9.9, [2001:db8::1]:443', '2001:db8::1'],
  ['9.9.9.9, unknown, 10.0.0.7', '10.0.0.7'],
])('[C2] believes X-Forwarded-For from a configured proxy only, as far as proxies vouch: %j', async (hops, expected) => {
  const server = await startTestServer({ trustProxies: ['127.0.0.0/8', '10.0.0.0/8'] })
  const bin = await server.mint()

  await requestRaw(
    server.port,
    `POST /in/${bin.id} HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: ${hops}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
  )

  expect((await readRequest(server, bin, 1)).remoteAddress).toBe(expected)
})
