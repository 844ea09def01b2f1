import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CapturedRequest, HeaderPair } from '../../server/wire/requests.ts'
import { toCurl } from '../../web/text/copy-as/curl.ts'
import { anyRequest, run, startRecorder, textOf } from './copy-as-recorder.ts'

interface Received {
  readonly method: string
  readonly target: string
  readonly httpVersion: string
  readonly headers: readonly HeaderPair[]
  readonly body: Buffer
}

let last: Received | undefined
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const raw = request.rawHeaders
  last = {
    method: request.method ?? '',
    target: request.url ?? '',
    httpVersion: request.httpVersion,
    headers: raw.flatMap((name, i) => (i % 2 ? [] : [[name, raw[i + 1] ?? ''] as const])),
    body: Buffer.concat(chunks),
  }
  response.end('ok')
})

beforeAll(() => new Promise<void>((done) => server.listen(0, '127.0.0.1', done)))
afterAll(() => void server.close())

function captureUrl(): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/in/demo`
}

interface Wanted {
  readonly method?: string
  readonly path?: string
  readonly query?: string
  readonly httpVersion?: string
  readonly headers?: readonly HeaderPair[]
  readonly body?: Uint8Array
}

/** Runs the command as a user would paste it, and tells what the server got. */
async function sendWithCurl(wanted: Wanted): Promise<Received> {
  const { method = 'POST', path = '', query = '', httpVersion = '1.1', headers = [] } = wanted
  const target = `/in/demo${path}${query && `?${query}`}`
  const fields = { method, path, query, target, httpVersion, headers, trailers: [] }
  // Only what a copy can hold.
  const request = fields as unknown as CapturedRequest
  const body = wanted.body ?? new Uint8Array()
  const copied = toCurl({ request, body, captureUrl: captureUrl(), fileName: 'demo-1.bin' })
  const command = typeof copied === 'string' ? copied : copied.text
  last = undefined
  const shell = spawn('bash', { stdio: ['pipe', 'ignore', 'inherit'] })
  shell.stdin.end(command.replace('curl ', 'curl -sS '))
  await once(shell, 'close')
  if (!last) throw new Error('Nothing arrived.')
  return last
}

const ownHeaders = ({ headers }: Received) =>
  headers.filter(([name]) => !/^(host|content-length|connection)$/i.test(name))

const bytes = (text: string) => new TextEncoder().encode(text)

test('method, target, header order, case and duplicates arrive as captured', async () => {
  const headers: HeaderPair[] = [
    ['X-Sig', "t=1,v1='abc'"],
    ['x-dup', 'one'],
    ['X-DUP', 'two'],
    ['X-Empty', ''],
    ['User-Agent', 'Stripe/1.0 (+https://stripe.com)'],
    ['X-Percent', '$HOME `id` !x \\n "q"'],
  ]

  const received = await sendWithCurl({
    method: 'PUT',
    path: '/a/../b%2Fc/{x}/[1]',
    query: 'q=$1&e={a,b}&q=%zz',
    headers,
    body: bytes('{"a":1}'),
  })

  expect(received.method).toBe('PUT')
  expect(received.target).toBe('/in/demo/a/../b%2Fc/{x}/[1]?q=$1&e={a,b}&q=%zz')
  // Node drops the space after an empty value, and nothing else.
  expect(ownHeaders(received)).toEqual(headers)
  expect(received.body.toString()).toBe('{"a":1}')
})

test('curl adds no header of its own', async () => {
  const received = await sendWithCurl({ body: bytes('x') })

  expect(ownHeaders(received)).toEqual([])
})

test('a body that begins with @ is sent, not opened as a file', async () => {
  expect((await sendWithCurl({ body: bytes('@/etc/hostname') })).body.toString()).toBe(
    '@/etc/hostname',
  )
})

test('header values that are UTF-8, and those that are not, keep their bytes', async () => {
  const utf8 = String.fromCharCode(...bytes('Größe'))
  const headers: HeaderPair[] = [
    ['X-Utf8', utf8],
    ['X-Latin1', "caf\xe9 'x' \\ 1"],
  ]

  expect(ownHeaders(await sendWithCurl({ headers }))).toEqual(headers)
})

test('GET with a body, HEAD, DELETE without a body and HTTP/1.0 work', async () => {
  const get = await sendWithCurl({ method: 'GET', body: bytes('in a GET') })
  const head = await sendWithCurl({ method: 'HEAD' })
  const del = await sendWithCurl({ method: 'DELETE', httpVersion: '1.0' })
  const empty = await sendWithCurl({ headers: [['Content-Length', '0']] })

  expect([get.method, get.body.toString()]).toEqual(['GET', 'in a GET'])
  expect(head.method).toBe('HEAD')
  expect([del.method, del.httpVersion]).toEqual(['DELETE', '1.0'])
  expect(empty.headers.find(([name]) => name === 'Content-Length')?.[1]).toBe('0')
})

test('any bytes arrive exactly', async () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 80 }).map(bytes)
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 200 }), text), async (body) => {
      const received = await sendWithCurl({ body })
      expect(received.body.equals(Buffer.from(body))).toBe(true)
    }),
    { numRuns: 60 },
  )
})

test('a body longer than one argument may be is piped', async () => {
  const long = bytes(`"it's long" ${'x'.repeat(300_000)}\n`)

  expect((await sendWithCurl({ body: long })).body.length).toBe(long.length)
})

test('any request arrives with method, target, headers and body as captured', async () => {
  const recorder = await startRecorder()
  await fc.assert(
    fc.asyncProperty(anyRequest, async (wanted) => {
      const command = textOf(toCurl(recorder.inputFor(wanted)))
      const received = await recorder.record(() => run('bash', [], command))

      expect(received.method).toBe(wanted.method)
      expect(received.target).toBe(recorder.targetOf(wanted))
      expect(received.headers).toEqual(wanted.headers)
      expect(received.body.equals(wanted.body)).toBe(true)
    }),
    { numRuns: 80 },
  )
  recorder.close()
})

test('trailers, which curl does not send, are named', () => {
  const trailers: HeaderPair[] = [['X-Sum', '11']]
  const request = { method: 'PUT', path: '', query: '', target: '', headers: [], trailers }
  const input = { body: bytes('a'), captureUrl: captureUrl(), fileName: 'demo-1.bin' }

  // Only what a copy can hold.
  const copied = toCurl({ ...input, request: request as unknown as CapturedRequest })

  expect(copied).toMatchObject({ note: expect.stringMatching(/trailers are left out.*: X-Sum\.$/) })
})
