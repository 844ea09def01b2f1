import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { apiErrorOf } from '../../server/client/api.ts'
import type { MintedBin } from '../../server/wire/bins.ts'
import type { DeliveryWithBody, ReplayOptions } from '../../server/wire/deliveries.ts'
import { requestRaw } from '../support/raw-http.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { bodyOf, headOf, type RawTarget, startRawTarget } from './raw-target.ts'

interface Setting {
  readonly server: TestServer
  readonly bin: MintedBin
}

/** Captures one request, given as its head (with the bin's id for `BIN`) and body, as #1 of a new bin. */
async function capture(lines: readonly string[], body: string | Uint8Array = ''): Promise<Setting> {
  const server = await startTestServer()
  const bin = await server.mint()
  const head = `${lines.join('\r\n').replace('BIN', bin.id)}\r\n\r\n`
  const { status } = await requestRaw(server.port, head, body)
  expect(status).toBe(200)
  return { server, bin }
}

async function replay(
  { server, bin }: Setting,
  options: ReplayOptions,
  seq = 1,
): Promise<DeliveryWithBody> {
  const response = await server.api(bin.ownerKey).api.bins[':bin'].requests[':seq'].replay.$post({
    param: { bin: bin.id, seq: String(seq) },
    json: options,
  })
  if (response.status !== 201) throw await apiErrorOf(response)
  return await response.json()
}

/** What must arrive: the captured lines with the target's Host, and the two that every delivery adds. */
function expectedHead(lines: readonly string[], target: RawTarget, path: string, id: string) {
  const [requestLine = '', ...headers] = lines
  return [
    requestLine.replace(/ \S+ /, () => ` ${path} `),
    ...headers
      .filter((line) => !/^connection:/i.test(line))
      .map((line) => line.replace(/^(host): .*/i, (_, name) => `${name}: ${target.host}`)),
    `Hooklens-Delivery: ${id}`,
    'Connection: close',
  ]
}

const gzip = gzipSync('{"a":1}')
const large = Buffer.alloc(10 * 1024 * 1024, 'a\0\xff\r\n', 'latin1')

const messages: readonly {
  readonly what: string
  readonly lines: readonly string[]
  readonly body?: string | Uint8Array
  readonly path: string
}[] = [
  {
    what: 'odd header case, order and duplicates',
    lines: [
      'POST /in/BIN HTTP/1.1',
      'x-zULU: 1',
      'hOST: hooks.example',
      'X-Dup: a',
      'x-dup: b',
      'X-DUP: a',
      'Content-length: 2',
      'Connection: close',
      'X-Latin: caf\xe9 \xff',
      'X-Empty: ',
      'x-hub-signature-256: sha256=00',
    ],
    body: 'hi',
    path: '/',
  },
  {
    what: 'a raw path and query that no URL parser keeps',
    lines: [
      'PUT /in/BIN//a/../%zz/%e9|"<>^{}` HTTP/1.1',
      'Host: h',
      'Connection: close',
      'Content-Length: 0',
    ],
    path: '//a/../%zz/%e9|"<>^{}`',
  },
  {
    what: 'a query with repeats and odd encodings',
    lines: [
      'POST /in/BIN?a=1&a=2&&b=%zz&c=|&d=+%20&e=%FC&f HTTP/1.1',
      'Host: h',
      'Connection: close',
    ],
    path: '/?a=1&a=2&&b=%zz&c=|&d=+%20&e=%FC&f',
  },
  {
    what: 'no body at all',
    lines: ['POST /in/BIN HTTP/1.1', 'Host: h', 'Connection: close'],
    path: '/',
  },
  {
    what: 'an empty body',
    lines: ['POST /in/BIN HTTP/1.1', 'Host: h', 'Content-Length: 0', 'Connection: close'],
    path: '/',
  },
  {
    what: 'a GET with a body',
    lines: ['GET /in/BIN/x HTTP/1.1', 'Host: h', 'Content-Length: 3', 'Connection: close'],
    body: 'abc',
    path: '/x',
  },
  {
    what: 'a method of its own',
    lines: ['PURGE /in/BIN/x HTTP/1.1', 'Host: h', 'Connection: close'],
    path: '/x',
  },
  {
    what: 'binary bytes',
    lines: ['POST /in/BIN HTTP/1.1', 'Host: h', 'Content-Length: 6', 'Connection: close'],
    body: Buffer.from([0, 0xff, 0x0d, 0x0a, 0x80, 0]),
    path: '/',
  },
  {
    what: 'a gzip body as it was compressed',
    lines: [
      'POST /in/BIN HTTP/1.1',
      'Host: h',
      'Content-Encoding: gzip',
      `Content-Length: ${gzip.length}`,
      'Connection: close',
    ],
    body: gzip,
    path: '/',
  },
  {
    what: '10 MiB',
    lines: [
      'POST /in/BIN HTTP/1.1',
      'Host: h',
      `Content-Length: ${large.length}`,
      'Connection: close',
    ],
    body: large,
    path: '/',
  },
]

describe('[D1] a replay', () => {
  test.each(messages)('[D1] sends $what exactly as captured', async ({
    lines,
    body = '',
    path,
  }) => {
    await using target = await startRawTarget()
    const setting = await capture(lines, body)

    const delivery = await replay(setting, { target: `http://${target.host}` })

    const [received = ''] = target.requests
    expect(headOf(received)).toEqual(expectedHead(lines, target, path, delivery.id))
    expect(bodyOf(received).equals(Buffer.from(body as string, 'latin1'))).toBe(true)
    expect(delivery.outcome).toMatchObject({ type: 'response', status: 200 })
  })

  test('[D1] sends a chunked request with its length, and says what it left out', async () => {
    await using target = await startRawTarget()
    const setting = await capture(
      [
        'POST /in/BIN HTTP/1.1',
        'Host: h',
        'transfer-encoding: chunked',
        'Trailer: X-Sum',
        'X-A: 1',
        'Connection: close',
      ],
      '3\r\nabc\r\n2\r\nde\r\n0\r\nX-Sum: 9\r\n\r\n',
    )

    const delivery = await replay(setting, { target: target.host, unmarked: true })

    expect(target.requests).toEqual([
      `POST / HTTP/1.1\r\nHost: ${target.host}\r\nContent-Length: 5\r\nX-A: 1\r\nConnection: close\r\n\r\nabcde`,
    ])
    expect(delivery.dropped.map(({ name }) => name)).toEqual([
      'transfer-encoding',
      'Trailer',
      'Connection',
      'X-Sum',
    ])
  })

  test('[D2] goes to the target itself when that is exact', async () => {
    await using target = await startRawTarget()
    const setting = await capture(['POST /in/BIN/a?b=c HTTP/1.1', 'Host: h', 'Connection: close'])

    await replay(setting, { target: `${target.host}/hook?k=v` })
    await replay(setting, { target: `${target.host}/hook?k=v`, exact: true })

    const lines = target.requests.map((request) => headOf(request)[0])
    expect(lines).toEqual(['POST /hook/a?k=v&b=c HTTP/1.1', 'POST /hook?k=v HTTP/1.1'])
  })

  test('[D3] is kept with its outcome and the body of the answer', async () => {
    await using target = await startRawTarget({
      answer: 'HTTP/1.1 500 Oh No\r\nX-A: 1\r\nContent-Length: 4\r\n\r\n\0\xffok',
    })
    const setting = await capture(['POST /in/BIN HTTP/1.1', 'Host: h', 'Connection: close'])

    const delivery = await replay(setting, { target: target.host })

    const api = setting.server.api(setting.bin.ownerKey).api.bins[':bin'].deliveries[':id']
    const kept = await api.$get({ param: { bin: setting.bin.id, id: delivery.id } })
    expect(await kept.json()).toEqual(delivery)
    expect(delivery).toMatchObject({
      seq: 1,
      target: target.host,
      via: 'server',
      request: { method: 'POST', url: `http://${target.host}/`, bodySize: 0 },
      outcome: { type: 'response', status: 500, statusText: 'Oh No' },
    })
  })

  test('[D3] that reaches nobody is kept as well', async () => {
    const target = await startRawTarget()
    await target[Symbol.asyncDispose]()
    const setting = await capture(['POST /in/BIN HTTP/1.1', 'Host: h', 'Connection: close'])

    const delivery = await replay(setting, { target: `localhost:${target.port}` })

    expect(delivery.outcome).toMatchObject({
      code: 'refused',
      message: expect.stringContaining(`Nothing is listening on localhost:${target.port}.`),
    })
  })

  test('[A5] to a denied or impossible target sends nothing and keeps nothing', async () => {
    const setting = await capture(['POST /in/BIN HTTP/1.1', 'Host: h', 'Connection: close'])

    const denied = replay(setting, { target: 'http://169.254.169.254/' })
    const bad = replay(setting, { target: 'ftp://x' })

    await expect(denied).rejects.toMatchObject({ code: 'target-denied' })
    await expect(bad).rejects.toMatchObject({ code: 'bad-target' })
    const list = await setting.server
      .api(setting.bin.ownerKey)
      .api.bins[':bin'].deliveries.$get({ param: { bin: setting.bin.id }, query: {} })
    expect(await list.json()).toEqual({ deliveries: [] })
  })

  test('[D1] of a request that is gone says so', async () => {
    const setting = await capture(['POST /in/BIN HTTP/1.1', 'Host: h', 'Connection: close'])

    await expect(replay(setting, { target: '3000' }, 7)).rejects.toMatchObject({
      code: 'not-found',
    })
  })
})
