import { expect, test } from 'vitest'
import type { MintedBin } from '../../server/wire/bins.ts'
import { type RawResponse, requestRaw } from '../support/raw-http.ts'
import { listAll, readRequest } from '../support/read.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

/** Sends one request with these header lines to a fresh bin. */
async function send(
  method: string,
  lines: readonly string[],
): Promise<{ server: TestServer; bin: MintedBin; answer: RawResponse }> {
  const server = await startTestServer()
  const bin = await server.mint()
  const answer = await requestRaw(
    server.port,
    [
      `${method} /in/${bin.id}/hook HTTP/1.1`,
      'Host: h',
      ...lines,
      'Connection: close',
      '\r\n',
    ].join('\r\n'),
  )
  return { server, bin, answer }
}

test('[C9] a preflight is answered with all that it asks for, and captured', async () => {
  const { server, bin, answer } = await send('OPTIONS', [
    'Origin: https://shop.example',
    'Access-Control-Request-Method: PURGE',
    'Access-Control-Request-Headers: x-signature, content-type',
  ])

  const request = await readRequest(server, bin, 1)
  expect(answer.status).toBe(204)
  expect(answer.body).toBe('')
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'access-control-allow-origin': 'https://shop.example',
    'access-control-allow-methods': 'PURGE',
    'access-control-allow-headers': 'x-signature, content-type',
    'access-control-allow-credentials': 'true',
    vary: 'Origin',
  })
  expect(request).toMatchObject({
    method: 'OPTIONS',
    path: '/hook',
    response: { status: 204, by: 'default' },
  })
})

test('[C9] a public page may send to a server on the private network', async () => {
  const asked = ['Origin: https://shop.example', 'Access-Control-Request-Method: POST']

  const { answer } = await send('OPTIONS', [
    ...asked,
    'Access-Control-Request-Private-Network: true',
  ])
  const { answer: unasked } = await send('OPTIONS', asked)

  expect(answer.headers.get('access-control-allow-private-network')).toBe('true')
  expect(unasked.headers.has('access-control-allow-private-network')).toBe(false)
})

test.each([
  'https://shop.example',
  'http://localhost:3000',
  'null',
  'chrome-extension://abc',
])('[C9] a page of %s may read the answer, with credentials', async (origin) => {
  const { answer } = await send('POST', [`Origin: ${origin}`, 'Content-Length: 0', 'Cookie: a=1'])

  expect(answer.status).toBe(200)
  expect(answer.headers.get('access-control-allow-origin')).toBe(origin)
  expect(answer.headers.get('access-control-allow-credentials')).toBe('true')
  expect(answer.headers.get('vary')).toBe('Origin')
})

test('[C9] a sender without an origin is told that any may read', async () => {
  const { answer } = await send('POST', ['Content-Length: 0'])

  expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  expect(answer.headers.has('access-control-allow-credentials')).toBe(false)
})

test('[C9] a page may read that a bin does not exist', async () => {
  const server = await startTestServer()

  const answer = await requestRaw(
    server.port,
    'POST /in/nobody-minted-this HTTP/1.1\r\nOrigin: https://shop.example\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
  )

  expect(answer.status).toBe(404)
  expect(answer.headers.get('access-control-allow-origin')).toBe('https://shop.example')
})

test.each([
  ['without an origin', ['Access-Control-Request-Method: POST']],
  ['without a method', ['Origin: https://shop.example']],
  ['with neither', []],
])('[C9] an OPTIONS %s is no preflight but a request like any other', async (_what, lines) => {
  const { answer } = await send('OPTIONS', lines)

  expect(answer.status).toBe(200)
  expect(answer.body).toBe('{"ok":true}')
  expect(answer.headers.has('access-control-allow-methods')).toBe(false)
})

test('[C9] [P3] a CloudEvents validation is a handshake, not a preflight', async () => {
  const { server, bin, answer } = await send('OPTIONS', [
    'WebHook-Request-Origin: eventemitter.example.com',
    'WebHook-Request-Rate: 120',
    'Origin: https://shop.example',
    'Access-Control-Request-Method: POST',
  ])

  const [request] = await listAll(server, bin)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('webhook-allowed-origin')).toBe('eventemitter.example.com')
  expect(answer.headers.get('webhook-allowed-rate')).toBe('120')
  expect(request).toMatchObject({ method: 'OPTIONS', response: { status: 200, by: 'handshake' } })
})
