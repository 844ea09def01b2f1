import { expect, test } from 'vitest'
import { call, failure } from '../support/call.ts'
import { requestRaw } from '../support/raw-http.ts'
import { startTestServer, useServer } from '../support/server.ts'

const server = useServer()

test.each([
  ['a body cut short', '{"name": "a"', 'The body is not valid JSON.'],
  ['no JSON at all', 'name=a', 'The body is not valid JSON.'],
  ['a list', '[]', 'json: '],
  ['a string', '"name"', 'json: '],
  ['null', 'null', 'json: '],
  ['an unknown field', '{"nmae":"a"}', 'json: Unrecognized key: "nmae"'],
  ['a field of another type', '{"name":5}', 'json.name: '],
  ['a name too long', JSON.stringify({ name: 'x'.repeat(201) }), 'json.name: '],
])('minting with %s is refused in words', async (_what, body, message) => {
  const answer = await call(server, 'POST /bins', {
    body,
    headers: { 'Content-Type': 'application/json' },
  })

  expect(answer).toMatchObject({ status: 400, json: { error: { code: 'bad-request' } } })
  expect(answer.json.error.message).toContain(message)
})

test.each([
  'text/plain',
  'application/x-www-form-urlencoded',
  'application/jsonx',
])('a body of type %s is refused with the type that is wanted', async (type) => {
  const server = await startTestServer()
  const { id, ownerKey } = await server.mint()

  const answers = [
    await call(server, 'POST /bins', { body: '{}', headers: { 'Content-Type': type } }),
    await call(server, `PATCH /bins/${id}`, {
      key: ownerKey,
      body: '{"name":"a"}',
      headers: { 'Content-Type': type },
    }),
  ]

  for (const answer of answers) {
    expect(answer).toMatchObject(failure(400, 'bad-request'))
    expect(answer.json.error.message).toContain('Content-Type: application/json')
  }
  expect(server.logLines.join('')).not.toContain('Something failed')
})

test.each([
  ['PATCH /bins/BIN', { name: 'a', persistent: true }, 'persistent'],
  ['PATCH /bins/BIN', {}, 'json.name'],
  ['PATCH /bins/BIN/requests/1', { note: 'a', seq: 5 }, 'seq'],
  ['PATCH /bins/BIN/requests/1', { pinned: 'yes' }, 'json.pinned'],
  ['PATCH /bins/BIN/requests/1', { note: 'x'.repeat(10_001) }, 'json.note'],
  ['POST /bins/BIN/requests/1/replay', {}, 'json.target'],
  ['POST /bins/BIN/requests/1/replay', { target: 'http://localhost', retries: 3 }, 'retries'],
  ['GET /bins/BIN/requests?limt=5', undefined, 'limt'],
  ['GET /bins/BIN/requests?limit=ten', undefined, 'query.limit'],
  ['GET /bins/BIN/requests?limit=2001', undefined, 'query.limit'],
  ['GET /bins/BIN/requests?limit=0', undefined, 'query.limit'],
  ['GET /bins/BIN/requests?limit=-1', undefined, 'query.limit'],
  ['GET /bins/BIN/requests?limit=1.5', undefined, 'query.limit'],
  ['GET /bins/BIN/requests?limit=', undefined, 'query.limit'],
  ['GET /bins/BIN/requests?after=x', undefined, 'query.after'],
  ['GET /bins/BIN/requests?before=-1', undefined, 'query.before'],
  ['GET /bins/BIN/requests?order=up', undefined, 'query.order'],
  ['GET /bins/BIN/requests?after=9&before=2', undefined, "'after' must be less than 'before'"],
  ['DELETE /bins/BIN/requests?seqs=', undefined, 'list of seqs'],
  ['DELETE /bins/BIN/requests?seqs=9..4', undefined, 'from low to high'],
  ['DELETE /bins/BIN/requests?seqs=1,x', undefined, 'list of seqs'],
  [`DELETE /bins/BIN/requests?seqs=${'1,'.repeat(4096)}1`, undefined, 'at most 8192'],
  ['DELETE /bins/BIN/requests?seqs=1&filter=is:read', undefined, 'seqs or a filter'],
  ['PATCH /bins/BIN/requests?seqs=1&filter=is:read', { read: true }, 'seqs or a filter'],
  ['PATCH /bins/BIN/requests/1', { tags: ['a,b'] }, 'no comma'],
  ['PATCH /bins/BIN/requests/1', { tags: [' '] }, 'json.tags.0'],
  ['PATCH /bins/BIN/requests/1', { tags: ['a\tb'] }, 'json.tags.0'],
  ['PATCH /bins/BIN/requests/1', { tags: ['x'.repeat(41)] }, '1 to 40 characters'],
  ['PATCH /bins/BIN/requests/1', { tags: Array(21).fill('a') }, 'json.tags'],
  ['PATCH /bins/BIN/requests/1', { addTags: ['a'] }, 'addTags'],
  ['PATCH /bins/BIN/requests?seqs=1', { note: 'a' }, 'note'],
  ['PATCH /bins/BIN/requests?seqs=1', { tags: ['a'], addTags: ['b'] }, 'either tags'],
  ['PATCH /bins/BIN/requests?seqs=1', { tags: [], removeTags: ['b'] }, 'either tags'],
  ['PATCH /bins/BIN/requests?seqs=1', { pinned: 'yes' }, 'json.pinned'],
  ['GET /bins/BIN/requests/one', undefined, 'param.seq'],
  ['GET /bins/BIN/requests/1.5', undefined, 'param.seq'],
  ['GET /bins/BIN/requests/0x1', undefined, 'param.seq'],
  ['GET /bins/BIN/requests/99999999999999999999', undefined, 'param.seq'],
  ['GET /bins/BIN/requests/1/body?decoded=yes', undefined, 'query.decoded'],
  ['GET /bins/BIN/deliveries?limit=501', undefined, 'query.limit'],
])('%s with %o is refused, and says what is wrong', async (line, json, named) => {
  const { id, ownerKey, captureUrl } = await server.mint()
  await fetch(captureUrl, { method: 'POST' })

  const answer = await call(server, line.replace('BIN', id), { key: ownerKey, json })

  expect(answer).toMatchObject({ status: 400, json: { error: { code: 'bad-request' } } })
  expect(answer.json.error.message).toContain(named)
})

test.each([
  'GET /nothing',
  'GET /bins',
  'PUT /bins',
  'POST /bins/BIN',
  'DELETE /openapi.json',
  'GET /bins/BIN/nothing',
  'GET /bins/nobody-minted-this',
  'GET /bins/NO',
  'GET /bins/BIN/requests/2',
  'GET /bins/BIN/requests/2/body',
  'PATCH /bins/BIN/requests/2',
  'DELETE /bins/BIN/requests/2',
  'POST /bins/BIN/requests/2/replay',
  'GET /bins/BIN/deliveries/dlv_none',
])('%s is answered 404 in words', async (line) => {
  const { id, ownerKey, captureUrl } = await server.mint()
  await fetch(captureUrl, { method: 'POST' })
  const json = line.endsWith('replay') ? { target: 'http://localhost:1/' } : { note: 'a' }

  const answer = await call(server, line.replace('BIN', id), {
    key: ownerKey,
    ...(line.startsWith('GET') ? {} : { json }),
  })

  expect(answer).toMatchObject(failure(404, 'not-found'))
})

test.each([
  ['of a stated length', 'Content-Length: 1048577\r\n\r\n', 'x'.repeat(1_048_577)],
  [
    'in chunks',
    'Transfer-Encoding: chunked\r\n\r\n',
    `100001\r\n${'x'.repeat(0x100001)}\r\n0\r\n\r\n`,
  ],
])('[A6] a body over 1 MiB %s is refused before anyone is asked for a key', async (_what, head, body) => {
  const answer = await requestRaw(
    server.port,
    `POST /api/bins HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n${head}`,
    body,
  )

  expect(answer.status).toBe(413)
  expect(JSON.parse(answer.body).error).toMatchObject({
    code: 'too-large',
    message: 'The API takes bodies of at most 1 MiB.',
  })
})

test.each([
  ['too large', 'POST /api/bins', 413],
  ['of a stranger', 'PATCH /api/bins/BIN/requests', 401],
])('a body %s that is not read to its end ends the connection, and the answer says so', async (_what, line, status) => {
  const server = await startTestServer()
  const { id } = await server.mint()

  const answer = await requestRaw(
    server.port,
    `${line.replace('BIN', id)} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000000\r\n\r\n`,
    'x'.repeat(100_000),
  )

  expect(answer.status).toBe(status)
  expect(answer.headers.get('connection')).toBe('close')
})

test('a small body in chunks is read like any other', async () => {
  const answer = await requestRaw(
    server.port,
    'POST /api/bins HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n' +
      'Transfer-Encoding: chunked\r\n\r\n8\r\n{"name":\r\n8\r\n"chunks"\r\n1\r\n}\r\n0\r\n\r\n',
  )

  expect(answer.status).toBe(201)
  expect(JSON.parse(answer.body).name).toBe('chunks')
})

test.each([
  ['an answer of the API', 'GET /bins/nobody-minted-this'],
  ['the API document', 'GET /openapi.json'],
])('%s is kept in no cache', async (_what, line) => {
  const { headers } = await call(server, line)

  expect(headers.get('cache-control')).toBe('no-store')
})
