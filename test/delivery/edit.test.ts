import fc from 'fast-check'
import { expect, test } from 'vitest'
import { base64Bytes, base64Flaw } from '../../server/delivery/edit.ts'
import type { MintedBin } from '../../server/wire/bins.ts'
import type { DeliveryEdit } from '../../server/wire/deliveries.ts'
import { call, failure } from '../support/call.ts'
import { requestRaw } from '../support/raw-http.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { bodyOf, headOf, startRawTarget } from './raw-target.ts'

interface Setting {
  readonly server: TestServer
  readonly bin: MintedBin
}

const captured = [
  'POST /in/BIN/a//b?x=1 HTTP/1.1',
  'Host: hooks.example',
  'X-Dup: 1',
  'Content-Type: text/plain',
  'content-length: 5',
  'x-dup: 2',
  'Connection: close',
]

async function capture(overrides = {}): Promise<Setting> {
  const server = await startTestServer(overrides)
  const bin = await server.mint()
  const head = `${captured.join('\r\n').replace('BIN', bin.id)}\r\n\r\n`
  await requestRaw(server.port, head, 'hello')
  return { server, bin }
}

function replay({ server, bin }: Setting, target: string, edit: unknown, more: object = {}) {
  return call(server, `POST /bins/${bin.id}/requests/1/replay`, {
    key: bin.ownerKey,
    json: { target, edit, unmarked: true, ...more },
  })
}

function base64(text: string): string {
  return Buffer.from(text, 'latin1').toString('base64')
}

const edits: readonly {
  readonly what: string
  readonly edit: DeliveryEdit
  readonly edited: readonly string[]
  readonly head: readonly string[]
  readonly body?: string
}[] = [
  {
    what: 'the method',
    edit: { method: 'PUT' },
    edited: ['method'],
    head: [
      'PUT /hook/a//b?x=1 HTTP/1.1',
      'Host: HOST',
      'X-Dup: 1',
      'Content-Type: text/plain',
      'content-length: 5',
      'x-dup: 2',
    ],
  },
  {
    what: 'path and query, raw as they are given',
    edit: { path: '/%zz/../é', query: 'a=1&a=%2' },
    edited: ['path', 'query'],
    head: [
      'POST /hook/%zz/../\xe9?a=1&a=%2 HTTP/1.1',
      'Host: HOST',
      'X-Dup: 1',
      'Content-Type: text/plain',
      'content-length: 5',
      'x-dup: 2',
    ],
  },
  {
    what: 'path and query away',
    edit: { path: '', query: '' },
    edited: ['path', 'query'],
    head: [
      'POST /hook HTTP/1.1',
      'Host: HOST',
      'X-Dup: 1',
      'Content-Type: text/plain',
      'content-length: 5',
      'x-dup: 2',
    ],
  },
  {
    what: 'the headers, with a length and a host that are wrong',
    edit: {
      headers: [
        ['x-b', 'caf\xe9'],
        ['Content-Length', '999'],
        ['X-A', ''],
        ['Host', 'elsewhere.example'],
        ['Transfer-Encoding', 'chunked'],
        ['x-b', '2'],
      ],
    },
    edited: ['headers'],
    head: [
      'POST /hook/a//b?x=1 HTTP/1.1',
      'x-b: caf\xe9',
      'Content-Length: 5',
      'X-A: ',
      'Host: HOST',
      'x-b: 2',
    ],
  },
  {
    what: 'all headers away',
    edit: { headers: [] },
    edited: ['headers'],
    head: ['POST /hook/a//b?x=1 HTTP/1.1', 'Host: HOST', 'Content-Length: 5'],
  },
  {
    what: 'the body, with its length set anew where it stood',
    edit: { bodyBase64: base64('\0\xff longer\r\n\r\n') },
    edited: ['body'],
    head: [
      'POST /hook/a//b?x=1 HTTP/1.1',
      'Host: HOST',
      'X-Dup: 1',
      'Content-Type: text/plain',
      'content-length: 13',
      'x-dup: 2',
    ],
    body: '\0\xff longer\r\n\r\n',
  },
  {
    what: 'the body away',
    edit: { bodyBase64: '' },
    edited: ['body'],
    head: [
      'POST /hook/a//b?x=1 HTTP/1.1',
      'Host: HOST',
      'X-Dup: 1',
      'Content-Type: text/plain',
      'content-length: 0',
      'x-dup: 2',
    ],
    body: '',
  },
]

test('[D5] every part can be edited, and Host and Content-Length are right whatever was given', async () => {
  await using target = await startRawTarget()
  const setting = await capture()

  for (const { what, edit, edited, head, body = 'hello' } of edits) {
    const answer = await replay(setting, `${target.host}/hook`, edit)

    expect(answer, what).toMatchObject({ status: 201, json: { edited } })
    const received = target.requests.at(-1) ?? ''
    expect(headOf(received), what).toEqual([
      ...head.map((line) => line.replace('HOST', target.host)),
      'Connection: close',
    ])
    expect(bodyOf(received).toString('latin1'), what).toBe(body)
    expect(answer.json.request, what).toMatchObject({ bodySize: body.length })
  }
})

test('[D5] an edited replay leaves the captured request as it was, and is kept with what was edited', async () => {
  await using target = await startRawTarget()
  const setting = await capture()
  const before = await read(setting)

  const edit = { method: 'PUT', path: '/x', query: '', headers: [], bodyBase64: base64('other') }
  const { json: delivery } = await replay(setting, target.host, edit)

  const after = await read(setting)
  expect(after).toEqual({ ...before, request: { ...before.request, deliveries: 1 } })
  const kept = await call(setting.server, `GET /bins/${setting.bin.id}/deliveries/${delivery.id}`, {
    key: setting.bin.ownerKey,
  })
  expect(kept.json).toMatchObject({ edited: ['method', 'path', 'query', 'headers', 'body'] })
})

test('[D5] an edit that changes nothing is none', async () => {
  await using target = await startRawTarget()
  const setting = await capture()
  const { request } = await read(setting)
  const { method, path, query, headers } = request

  const plain = await replay(setting, target.host, undefined)
  const same = { method, path, query, headers, bodyBase64: base64('hello') }
  const edited = await replay(setting, target.host, same)

  expect(target.requests[1]).toBe(target.requests[0])
  expect([plain.json, edited.json].map((delivery) => 'edited' in delivery)).toEqual([false, false])
})

test('[D5] a body may be as large as a captured one, and no larger', async () => {
  await using target = await startRawTarget()
  const setting = await capture({ maxBodyBytes: 3 * 1024 * 1024 })
  const largest = Buffer.alloc(3 * 1024 * 1024, 7)

  const fits = await replay(setting, target.host, { bodyBase64: largest.toString('base64') })
  const tooLarge = await replay(setting, target.host, {
    bodyBase64: Buffer.concat([largest, Buffer.of(7)]).toString('base64'),
  })
  const farTooLarge = await replay(setting, target.host, { bodyBase64: 'A'.repeat(6_000_000) })

  expect(fits.status).toBe(201)
  expect(bodyOf(target.requests[0] ?? '').equals(largest)).toBe(true)
  expect(tooLarge).toMatchObject(failure(413, 'too-large'))
  expect(tooLarge.json.error.message).toContain('--max-body')
  expect(farTooLarge).toMatchObject(failure(413, 'too-large'))
  expect(target.requests).toHaveLength(1)
})

const refusals: readonly (readonly [unknown, string])[] = [
  [{ method: 'GE T' }, "json.edit.method: 'GE T' is not a method"],
  [{ method: '' }, 'json.edit.method'],
  [{ method: 'GET / HTTP/1.1\r\nX: y\r\n\r\n' }, 'json.edit.method'],
  [{ path: 'orders' }, 'json.edit.path: A path begins with /'],
  [{ path: '/a?b' }, 'json.edit.path: A path ends before its ?'],
  [{ path: '/a b' }, '%20'],
  [{ path: '/a HTTP/1.1\r\nX: y' }, 'json.edit.path'],
  [{ path: '/\u{1f600}' }, 'percent-encoded'],
  [{ query: 'a=\n' }, 'json.edit.query'],
  [{ headers: [['a b', 'c']] }, "json.edit.headers.0: 'a b' is not a header's name"],
  [{ headers: [['', 'c']] }, 'json.edit.headers.0'],
  [{ headers: [['a:', 'c']] }, 'json.edit.headers.0'],
  [
    {
      headers: [
        ['a', 'b'],
        ['X-C', 'd\r\nHost: e'],
      ],
    },
    'json.edit.headers.1: The value of X-C',
  ],
  [{ headers: [['X-C', '\0']] }, 'json.edit.headers.0'],
  [{ headers: [['X-C', '\u0100']] }, 'U+00FF'],
  [{ headers: [['X-C']] }, 'json.edit.headers.0'],
  [{ headers: { a: 'b' } }, 'json.edit.headers'],
  [{ bodyBase64: 'YQ' }, 'json.edit.bodyBase64: It is not base64'],
  [{ bodyBase64: 'Y-_=' }, 'json.edit.bodyBase64'],
  [{ bodyBase64: 'YQ=a' }, 'json.edit.bodyBase64'],
  [{ bdoy: '' }, 'bdoy'],
]

test('[D5] what cannot be sent is refused where it stands, and nothing is sent', async () => {
  await using target = await startRawTarget()
  const setting = await capture()

  for (const [edit, message] of refusals) {
    const answer = await replay(setting, target.host, edit)

    expect(answer, JSON.stringify(edit)).toMatchObject({ status: 400 })
    expect(answer.json.error.message).toContain(message)
  }
  const exact = await replay(setting, target.host, { path: '/x' }, { exact: true })
  expect(exact).toMatchObject(failure(400, 'bad-request'))
  expect(exact.json.error.message).toContain('exact')
  expect(target.requests).toEqual([])
})

test('[D5] the size of base64 is known without decoding it', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const text = Buffer.from(bytes).toString('base64')
      expect(base64Flaw(text)).toBeUndefined()
      expect(base64Bytes(text)).toBe(bytes.length)
    }),
  )
})

async function read({ server, bin }: Setting) {
  const place = `GET /bins/${bin.id}/requests/1`
  const { json: request } = await call(server, place, { key: bin.ownerKey })
  const { text: body } = await call(server, `${place}/body`, { key: bin.ownerKey })
  return { request, body }
}
