import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Har } from 'har-format'
import { expect, test } from 'vitest'
import type { MintedBin } from '../../server/wire/bins.ts'
import type { CapturedRequest } from '../../server/wire/requests.ts'
import { call, failure } from '../support/call.ts'
import { postMany } from '../support/post.ts'
import { sendRaw } from '../support/raw-http.ts'
import { sendTo, setRules } from '../support/rules.ts'
import { startTestServer, type TestServer, temporaryFolder } from '../support/server.ts'
import { run } from '../web/copy-as-recorder.ts'

const zipped = gzipSync('{"zipped":true}')

/** `[head below the request line's path, body]`: what tells an exact export from one that is nearly so. */
const messages: readonly (readonly [line: string, headers: string, body: string | Uint8Array])[] = [
  ['POST /orders?a=1&a=%32', 'Content-Type: application/json\r\nContent-Length: 8\r\n', '{"a": 1}'],
  ['GET /', '', ''],
  ['PUT /a/../b//%zz?', `X-Sig: it's "so" $x\r\nContent-Length: ${zipped.length}\r\n`, zipped],
  [
    'POST ',
    'X-Twice: 1\r\nx-twice: \xe9\xff\r\nCookie: a=1; b=c=d\r\nContent-Length: 3\r\n',
    '\0\r\n',
  ],
  [
    'POST /in-chunks',
    'Transfer-Encoding: chunked\r\nTrailer: X-Sum\r\n',
    '5\r\nhello\r\n6;x=1\r\n world\r\n0\r\nX-Sum: 11\r\nx-sum: \xe9\r\n\r\n',
  ],
  ['DELETE /with-body', 'Content-Length: 4\r\nContent-Type: text/plain\r\n', "it's"],
]

async function startFilled() {
  const server = await startTestServer()
  const bin = await server.mint()
  for (const [line, headers, body] of messages) {
    const [method, rest] = line.split(' ')
    const head = `${method} /in/${bin.id}${rest} HTTP/1.1\r\nHost: localhost:${server.port}\r\n`
    await sendRaw(server.port, `${head}${headers}Connection: close\r\n\r\n`, body)
  }
  return { server, bin }
}

async function fetchExport(server: TestServer, bin: MintedBin, query: string) {
  const response = await fetch(`${server.url}/api/bins/${bin.id}/export?${query}`, {
    headers: { Authorization: `Bearer ${bin.viewKey}` },
  })
  return { response, file: Buffer.from(await response.arrayBuffer()) }
}

interface Whole {
  readonly request: CapturedRequest
  readonly body: Buffer
}

/** All requests of a bin with their bodies, ascending, as the API gives them. */
async function readAll(server: TestServer, bin: MintedBin): Promise<readonly Whole[]> {
  const key = bin.viewKey
  const { json } = await call(server, `GET /bins/${bin.id}/requests?order=asc&limit=500`, { key })
  return Promise.all(
    json.requests.map(async ({ seq }: { seq: number }) => {
      const request = await call(server, `GET /bins/${bin.id}/requests/${seq}`, { key })
      const body = await fetch(`${server.url}/api/bins/${bin.id}/requests/${seq}/body`, {
        headers: { Authorization: `Bearer ${key}` },
      })
      return { request: request.json, body: Buffer.from(await body.arrayBuffer()) }
    }),
  )
}

test('[M5] JSON lines hold everything of each request, oldest first', async () => {
  const { server, bin } = await startFilled()
  await call(server, `PATCH /bins/${bin.id}/requests/2`, {
    key: bin.ownerKey,
    json: { note: 'Look\nhere', tags: ['a b'], pinned: true },
  })

  const { response, file } = await fetchExport(server, bin, 'format=ndjson')

  const lines = file
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  const all = await readAll(server, bin)
  expect(lines).toEqual(
    all.map(({ request, body }) => ({
      hooklens: 1,
      ...request,
      bodyBase64: body.toString('base64'),
    })),
  )
  expect(response.headers.get('content-type')).toBe('application/x-ndjson')
  expect(response.headers.get('content-disposition')).toMatch(
    new RegExp(`^attachment; filename="${bin.id}-\\d{4}-\\d\\d-\\d\\d\\.ndjson"$`),
  )
})

test('[M5] in a HAR a connection that was reset has no status, and says so', async () => {
  const server = await startTestServer()
  const bin = await server.mint()
  await setRules(server, bin, { rules: [{ when: '', then: { end: 'reset' } }] })
  await sendTo(server, bin).catch(() => {})

  const { file } = await fetchExport(server, bin, 'format=har')

  const { log }: Har = JSON.parse(file.toString())
  expect(log.entries[0]?.response).toMatchObject({
    status: 0,
    comment: 'The connection was reset without an answer, as the rule says.',
  })
})

test('[M5] a HAR has every field that HAR 1.2 asks for, and the very bytes', async () => {
  const { server, bin } = await startFilled()

  const { file } = await fetchExport(server, bin, 'format=har')

  const { log }: Har = JSON.parse(file.toString())
  const all = await readAll(server, bin)
  expect(log).toMatchObject({ version: '1.2', creator: { name: 'Hooklens' } })
  expect(log.entries).toHaveLength(messages.length)
  log.entries.forEach((entry, index) => {
    const { request, body } = all[index] ?? never()
    const { timings } = entry
    expect(new Date(entry.startedDateTime).getTime()).toBe(Math.floor(request.receivedAt))
    expect(entry.time).toBeCloseTo((timings.send ?? 0) + timings.wait + timings.receive)
    expect(entry.cache).toEqual({})
    expect(entry.request).toMatchObject({
      method: request.method,
      httpVersion: 'HTTP/1.1',
      headers: request.headers.map(([name, value]) => ({ name, value })),
      headersSize: -1,
      bodySize: body.length,
    })
    expect(entry.request.url).toBe(bin.captureUrl + request.target.slice(`/in/${bin.id}`.length))
    expect(bytesIn(entry.request.postData)).toEqual(body)
    expect(entry.response).toMatchObject({
      status: 200,
      statusText: 'OK',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: [],
      content: { size: 0, mimeType: expect.any(String) },
      redirectURL: '',
      headersSize: -1,
      bodySize: -1,
    })
  })
  expect(log.entries[0]?.request.queryString).toEqual([
    { name: 'a', value: '1' },
    { name: 'a', value: '2' },
  ])
  expect(log.entries[3]?.request.cookies).toEqual([
    { name: 'a', value: '1' },
    { name: 'b', value: 'c=d' },
  ])
})

test('[M5] the curl script sends every request again as it was, but for trailers, which it names', async () => {
  const { server, bin } = await startFilled()
  const other = await server.mint()
  const folder = await temporaryFolder()

  const { file } = await fetchExport(server, bin, 'format=curl')
  await writeFile(join(folder, 'export.sh'), file)
  await run('bash', ['export.sh', other.captureUrl], '', folder)

  const told = file.toString().match(/^# Request .*trailers.*$/gm)
  const [before, after] = [await readAll(server, bin), await readAll(server, other)]
  expect(after.map(comparable)).toEqual(before.map(comparable))
  expect(told).toEqual([expect.stringContaining('# Request 5 ')])
})

test('[M5] raw messages split at their lengths are, sent again, the same requests with the same trailers', async () => {
  const { server, bin } = await startFilled()

  const { file } = await fetchExport(server, bin, 'format=http')
  const parts = split(file)
  for (const part of parts) await sendRaw(server.port, part)

  const all = await readAll(server, bin)
  const half = all.length / 2
  const withTrailers = ({ request, body }: Whole) => ({
    ...comparable({ request, body }),
    headers: request.headers,
    trailers: request.trailers,
  })
  expect(parts).toHaveLength(messages.length)
  expect(all.slice(half).map(withTrailers)).toEqual(all.slice(0, half).map(withTrailers))
  expect(parts[0]?.toString()).toMatch(/^POST \/in\/.*\r\n\r\n\{"a": 1\}$/s)
  expect(file.subarray(-60).toString()).toMatch(/--hooklens-[0-9a-f]{32}--\r\n$/)
})

test.each([
  'har',
  'ndjson',
  'curl',
  'http',
])('%s holds what was chosen and nothing more', async (format) => {
  const { server, bin } = await startFilled()
  const seqs = ({ file }: { file: Buffer }) =>
    [...file.toString().matchAll(/"seq":(\d+)|^# Request (\d+)|^Hooklens-Seq: (\d+)/gm)].map(
      ([, a, b, c]) => Number(a ?? b ?? c),
    )

  const listed = await fetchExport(server, bin, `format=${format}&seqs=2,5..9`)
  const matching = await fetchExport(server, bin, `format=${format}&filter=method:PUT,DELETE`)
  const none = await fetchExport(server, bin, `format=${format}&filter=nowhere-at-all`)

  expect([seqs(listed), seqs(matching), seqs(none)]).toEqual([[2, 5, 6], [3, 6], []])
  if (format === 'har') expect(JSON.parse(none.file.toString()).log.entries).toEqual([])
})

test('[A1] an export takes a key and has none in it', async () => {
  const { server, bin } = await startFilled()

  const keyless = await call(server, `GET /bins/${bin.id}/export?format=har`)
  const wrong = await call(server, `GET /bins/${bin.id}/export?format=zip`, { key: bin.viewKey })
  const both = await call(server, `GET /bins/${bin.id}/export?format=har&seqs=1&filter=a`, {
    key: bin.viewKey,
  })

  expect(keyless).toMatchObject(failure(401, 'unauthorized'))
  expect(wrong).toMatchObject({ status: 400, json: { error: { code: 'bad-request' } } })
  expect(both).toMatchObject(failure(400, 'bad-request'))
  for (const format of ['har', 'ndjson', 'curl', 'http']) {
    const { file } = await fetchExport(server, bin, `format=${format}`)
    expect(file.toString()).not.toMatch(/hl[ov]_/)
  }
})

test('more than a page of requests goes out whole', async () => {
  const server = await startTestServer()
  const bin = await server.mint()
  await postMany(bin.captureUrl, 1_201)

  const { file } = await fetchExport(server, bin, 'format=ndjson')

  const seqs = file
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).seq)
  expect(seqs).toEqual(Array.from({ length: 1_201 }, (_, n) => n + 1))
})

/** What survives another client. */
function comparable({ request, body }: Whole) {
  const { method, path, query } = request
  const ofClient = /^(host|content-length|connection|transfer-encoding|trailer)$/i
  const headers = request.headers.filter(([name]) => !ofClient.test(name))
  return { method, path, query, headers, body }
}

function bytesIn(postData: { text?: string | undefined; encoding?: string } | undefined): Buffer {
  return Buffer.from(postData?.text ?? '', postData?.encoding === 'base64' ? 'base64' : 'utf8')
}

/** By the lengths that the parts state. */
function split(file: Buffer): readonly Buffer[] {
  const parts: Buffer[] = []
  let at = file.indexOf('\r\n--hooklens-')
  for (;;) {
    const end = file.indexOf('\r\n\r\n', at + 2)
    const [, length] = /^Content-Length: (\d+)$/m.exec(file.toString('latin1', at, end)) ?? []
    if (end < 0 || length === undefined) return parts
    at = end + 4 + Number(length)
    parts.push(file.subarray(end + 4, at))
  }
}

function never(): never {
  throw new Error('There should have been something.')
}
