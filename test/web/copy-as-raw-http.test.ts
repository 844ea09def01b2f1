import { once } from 'node:events'
import { connect } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { toRawHttp } from '../../web/text/copy-as/raw-http.ts'
import {
  anyRequest,
  bytesOf,
  type Received,
  type Recorder,
  run,
  startRecorder,
  textOf,
  type Wanted,
} from './copy-as-recorder.ts'

let recorder: Recorder
beforeAll(async () => {
  recorder = await startRecorder()
})
afterAll(() => recorder.close())

/** The text itself, or what it writes where it is a command, through a socket. */
async function send(wanted: Wanted): Promise<Received> {
  const text = textOf(toRawHttp(recorder.inputFor(wanted)))
  const message = text.startsWith('{ ') ? await run('bash', [], text) : Buffer.from(text)
  return recorder.record(async () => {
    const socket = connect(recorder.port, '127.0.0.1')
    socket.write(message)
    socket.resume()
    await once(socket, 'close')
  })
}

test('a message arrives with method, target, headers and body as captured', async () => {
  await fc.assert(
    fc.asyncProperty(anyRequest, async (wanted) => {
      const received = await send(wanted)

      expect(received.method).toBe(wanted.method)
      expect(received.target).toBe(recorder.targetOf(wanted))
      expect(received.headers).toEqual(wanted.headers)
      expect(received.body.equals(wanted.body)).toBe(true)
    }),
    { numRuns: 60 },
  )
})

test('a message of text is the message itself', () => {
  const input = recorder.inputFor({
    path: '/orders',
    headers: [
      ['X-First', '1'],
      ['hOsT', 'elsewhere'],
      ['Connection', 'close'],
    ],
    body: bytesOf('{"a":1}'),
  })

  expect(toRawHttp(input)).toBe(
    `POST /in/demo/orders HTTP/1.1\r\nX-First: 1\r\nhOsT: 127.0.0.1:${recorder.port}\r\nContent-Length: 7\r\n\r\n{"a":1}`,
  )
})

test('a long body is read from its file', () => {
  const copied = toRawHttp(recorder.inputFor({ body: new Uint8Array(1_000_001) }))

  expect(copied).toMatchObject({ note: expect.stringContaining('demo-1.bin') })
  expect(textOf(copied)).toContain('cat demo-1.bin')
})

test.each([
  ['text', '11', 'hello'],
  ['bytes', '\xe9', 'hel\0o'],
])('trailers come behind a body of %s in a chunk, as they were', async (_what, sum, body) => {
  const copied = toRawHttp(
    recorder.inputFor({
      headers: [
        ['Transfer-Encoding', 'gzip, chunked'],
        ['Trailer', 'X-Sum'],
        ['X-Last', '1'],
      ],
      trailers: [
        ['X-Sum', sum],
        ['x-sum', ''],
      ],
      body: bytesOf(body),
    }),
  )

  const text = textOf(copied)
  const message = text.startsWith('{ ') ? await run('bash', [], text) : Buffer.from(text)
  expect(message.toString('latin1')).toBe(
    `POST /in/demo HTTP/1.1\r\nHost: 127.0.0.1:${recorder.port}\r\nTransfer-Encoding: chunked\r\n` +
      `Trailer: X-Sum\r\nX-Last: 1\r\n\r\n5\r\n${body}\r\n0\r\nX-Sum: ${sum}\r\nx-sum: \r\n\r\n`,
  )
})
