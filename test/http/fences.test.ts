import { existsSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { webRoot } from '../../server/package.ts'
import { inspectorReady } from '../support/inspector-ready.ts'
import { requestRaw } from '../support/raw-http.ts'
import { startTestServer } from '../support/server.ts'

beforeAll(inspectorReady)

test.each([
  '/',
  '/b/any-bin',
  '/b/any-bin/17',
  '/?x',
  '/b/x?y',
])('[A3] the page at %s is fenced by a strict policy', async (path) => {
  const { url } = await startTestServer()

  const response = await fetch(url + path)

  const policy = directivesOf(response.headers.get('content-security-policy') ?? '')
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toMatch(/^text\/html/)
  expect(policy.get('default-src')).toBe("'none'")
  expect(policy.get('script-src')).toBe("'self'")
  expect(policy.get('connect-src')).toBe("'self'")
  expect(policy.get('base-uri')).toBe("'none'")
  expect(policy.get('form-action')).toBe("'none'")
  expect(policy.get('frame-ancestors')).toBe("'none'")
  expect([...policy.values()].join(' ')).not.toMatch(/unsafe|https?:|\*/)
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-cache',
  })
})

test('[A3] a browser that is led nowhere gets the page, a program and whoever asks the API a reason', async () => {
  const { url } = await startTestServer()
  const browsing = { headers: { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } }

  const page = await fetch(`${url}/no/such/page`, browsing)
  const others = await Promise.all([
    fetch(`${url}/no/such/page`),
    fetch(`${url}/no/such/page`, { ...browsing, method: 'POST' }),
    fetch(`${url}/api/no/such/page`, browsing),
  ])

  expect(page.status).toBe(404)
  expect(page.headers.get('content-type')).toMatch(/^text\/html/)
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
  for (const other of others) {
    expect(other.status).toBe(404)
    expect(await other.json()).toMatchObject({ error: { code: 'not-found' } })
  }
})

test('[A3] the page holds no script, style or handler that its policy would stop', async () => {
  expect(existsSync(webRoot), 'the inspector is built before the tests').toBe(true)
  const { url } = await startTestServer()

  const html = await (await fetch(url)).text()

  expect(html).toMatch(/<script [^>]*src="\/assets\//)
  expect(html).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=|javascript:/i)
})

test('[A3] the scripts and styles of the page are served as what they are, and kept', async () => {
  const { url } = await startTestServer()
  const html = await (await fetch(url)).text()
  const paths = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path)

  const answers = await Promise.all(paths.map((path) => fetch(url + path)))

  expect(answers.length).toBeGreaterThan(0)
  for (const { status, headers } of answers) {
    expect(status).toBe(200)
    expect(headers.get('content-type')).toMatch(/^text\/(javascript|css)/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('cache-control')).toContain('immutable')
  }
})

/** Requests below `/in/` and the status each must get; `BIN` stands for a bin that takes 10 bytes. */
const captures: readonly (readonly [what: string, status: number, request: string])[] = [
  ['a capture', 200, 'POST /in/BIN HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nok'],
  ['a capture of HEAD', 200, 'HEAD /in/BIN HTTP/1.1\r\nHost: h\r\n\r\n'],
  [
    'a preflight',
    204,
    'OPTIONS /in/BIN HTTP/1.1\r\nHost: h\r\nOrigin: http://a\r\nAccess-Control-Request-Method: PUT\r\n\r\n',
  ],
  [
    'a handshake',
    200,
    'OPTIONS /in/BIN HTTP/1.1\r\nHost: h\r\nWebHook-Request-Origin: eventemitter.example.com\r\n\r\n',
  ],
  ['a bin nobody minted', 404, 'GET /in/nobody-minted-this HTTP/1.1\r\nHost: h\r\n\r\n'],
  ['an id that cannot be', 404, 'GET /in/<script>alert(1)</script> HTTP/1.1\r\nHost: h\r\n\r\n'],
  ['no id', 404, 'GET /in/ HTTP/1.1\r\nHost: h\r\n\r\n'],
  ['a body over the limit', 413, 'POST /in/BIN HTTP/1.1\r\nContent-Length: 11\r\n\r\n12345678901'],
  ['a malformed head', 400, 'POST /in/BIN HTTP/1.1\r\nno colon\r\n\r\n'],
  [
    'a malformed body',
    400,
    'POST /in/BIN HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nno size\r\n',
  ],
  ['headers over the limit', 431, `GET /in/BIN HTTP/1.1\r\nX: ${'x'.repeat(70_000)}\r\n\r\n`],
  ['an upgrade', 200, 'GET /in/BIN HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n'],
]

test.each(
  captures,
)('[A4] the answer to %s cannot touch the inspector', async (_what, status, request) => {
  const server = await startTestServer({ maxBodyBytes: 10 })
  const bin = await server.mint()
  const sent = request
    .replace('BIN', bin.id)
    .replace('HTTP/1.1\r\n', 'HTTP/1.1\r\nConnection: close\r\n')

  const answer = await requestRaw(server.port, sent)

  expect(answer.status).toBe(status)
  expect(answer.headers.get('content-security-policy')).toBe('sandbox')
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  expect(answer.headers.get('content-type') ?? 'none').not.toMatch(/html|svg|xml/)
})

test('[A4] a capture that the store has no room for is fenced too', async () => {
  const server = await startTestServer({ maxStoreBytes: 1 })
  const bin = await server.mint()
  const sent = `POST /in/${bin.id} HTTP/1.1\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok`

  const answer = await requestRaw(server.port, sent)

  expect(answer.status).toBe(503)
  expect(answer.headers.get('content-security-policy')).toBe('sandbox')
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
})

function directivesOf(policy: string): ReadonlyMap<string, string> {
  return new Map(
    policy.split(';').map((directive): [string, string] => {
      const [name = '', ...sources] = directive.trim().split(/\s+/)
      return [name, sources.join(' ')]
    }),
  )
}
