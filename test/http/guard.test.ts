import { expect, test } from 'vitest'
import { requestRaw } from '../support/raw-http.ts'
import { startTestServer, useServer } from '../support/server.ts'
import { upgradeRaw } from '../support/upgrade.ts'

const configured = {
  allowHosts: ['inspector.example', 'second.example'],
  publicUrl: 'https://hooks.example.com',
}

const ownHosts: readonly (readonly [name: string, lines: readonly string[]])[] = [
  'localhost',
  'localhost:4665',
  'LocalHost:4665',
  'app.localhost',
  'a.b.localhost:3000',
  '127.0.0.1',
  '127.0.0.1:4665',
  '127.9.9.9',
  '[::1]',
  '[::1]:4665',
  '10.1.2.3',
  '192.168.0.5:8080',
  '93.184.216.34',
  '[2001:db8::1]:4665',
  'inspector.example',
  'Inspector.Example:8443',
  'second.example',
  'hooks.example.com',
  'hooks.example.com:443',
].map((host) => [host, [`Host: ${host}`]])

const foreignHosts: readonly (readonly [name: string, lines: readonly string[]])[] = [
  ...[
    'evil.com',
    'evil.com:4665',
    'localhost.evil.com',
    'evil-localhost',
    'xlocalhost',
    'localhost.',
    '127.0.0.1.evil.com',
    '127.0.0.1.nip.io',
    'sub.hooks.example.com',
    'hooks.example.com.evil.com',
    'evilhooks.example.com',
    'localhost@evil.com',
    'localhost:4665@evil.com',
    'evil.com@localhost',
    'evil.com#localhost',
    'evil.com/localhost',
    'evil.com?localhost',
    'evil.com\\localhost',
    'localhost/../evil.com',
    'localhost evil.com',
    'localhost,evil.com',
    'x:99999',
    'localhost:99999',
    'localhost:4665:4665',
    'localhost:',
    'localhost:-1',
    ':4665',
    '[::1',
    '::1',
    '[::1]evil.com',
    '[evil.com]',
    '[::ffff:zzzz]',
    '256.256.256.256.evil',
    'http://localhost',
    'loc\xadalhost',
    'null',
    '*',
    '%6cocalhost',
  ].map((host): [string, string[]] => [host, [`Host: ${host}`]]),
  ['(empty)', ['Host:']],
  ['(missing)', []],
  ['(two, ours first)', ['Host: localhost', 'Host: evil.com']],
  ['(two, ours last)', ['Host: evil.com', 'Host: localhost']],
  ['(two of ours)', ['Host: localhost', 'Host: localhost']],
]

const origins = {
  ours: [
    ['localhost:4665', 'http://localhost:4665'],
    ['localhost:4665', 'http://localhost:5173'],
    ['localhost:4665', 'http://localhost'],
    ['localhost:4665', 'https://localhost:8443'],
    ['localhost:4665', 'http://127.0.0.1:3000'],
    ['localhost:4665', 'http://[::1]:3000'],
    ['127.0.0.1:4665', 'http://localhost:5173'],
    ['[::1]:4665', 'http://app.localhost:5173'],
    ['10.1.2.3:4665', 'http://10.1.2.3:4665'],
    ['[2001:db8::1]:4665', 'http://[2001:db8::1]:4665'],
    ['hooks.example.com', 'https://hooks.example.com'],
    ['inspector.example', 'http://inspector.example:8080'],
    ['localhost:4665', 'https://hooks.example.com'],
  ],
  foreign: [
    ['localhost:4665', 'null'],
    ['localhost:4665', ''],
    ['localhost:4665', 'http://evil.com'],
    ['localhost:4665', 'https://evil.com'],
    ['localhost:4665', 'http://evil.com:4665'],
    ['localhost:4665', 'http://localhost.evil.com'],
    ['localhost:4665', 'http://6.6.6.6'],
    ['localhost:4665', 'http://10.0.0.1:4665'],
    ['localhost:4665', 'http://localhost@evil.com'],
    ['localhost:4665', 'http://evil.com#localhost'],
    ['localhost:4665', 'http://evil.com/localhost'],
    ['localhost:4665', 'http://localhost/'],
    ['localhost:4665', 'http://localhost:4665/b/x'],
    ['localhost:4665', 'http://localhost http://evil.com'],
    ['localhost:4665', 'http://localhost, http://evil.com'],
    ['localhost:4665', 'file://'],
    ['localhost:4665', 'chrome-extension://abcdefgh'],
    ['localhost:4665', 'ws://localhost:4665'],
    ['localhost:4665', 'localhost:4665'],
    ['localhost:4665', '//localhost:4665'],
    ['localhost:4665', 'garbage'],
    ['localhost:4665', '%00'],
    ['10.1.2.3:4665', 'http://localhost:4665'],
    ['10.1.2.3:4665', 'http://10.1.2.4:4665'],
    ['10.1.2.3:4665', 'http://evil.com'],
    ['hooks.example.com', 'https://example.com'],
    ['hooks.example.com', 'https://sub.hooks.example.com'],
    ['hooks.example.com', 'http://localhost:3000'],
    ['hooks.example.com', 'http://93.184.216.34'],
  ],
} as const

const server = useServer(configured)

/** Mints over REST, and asks for the live socket, under the same headers. */
async function knock(lines: readonly string[]) {
  const { port } = server
  const minted = await requestRaw(
    port,
    [
      ...['POST /api/bins HTTP/1.1', ...lines],
      'Content-Length: 0',
      'Connection: close',
      '\r\n',
    ].join('\r\n'),
  )
  const live = await upgradeRaw(port, { headers: lines })
  return { minted, live, body: JSON.parse(minted.body) }
}

test.each(
  ownHosts,
)('[A2] the API and the live socket answer under the Host %s', async (_host, lines) => {
  const { minted, live } = await knock(lines)

  expect(minted.status).toBe(201)
  expect(live).toBe(101)
})

test.each(foreignHosts)('[A2] neither answers under the Host %s', async (_host, lines) => {
  const { minted, live, body } = await knock(lines)

  expect([400, 403]).toContain(minted.status)
  expect(body.error.message).toMatch(/\w/)
  expect(minted.body).not.toContain('hlo_')
  expect(live).toBe(403)
})

test.each(
  origins.ours,
)('[A2] under the Host %s, a page of %s may use both', async (host, origin) => {
  const { minted, live } = await knock([`Host: ${host}`, `Origin: ${origin}`])

  expect(minted.status).toBe(201)
  expect(live).toBe(101)
})

test.each(
  origins.foreign,
)('[A2] under the Host %s, a page of «%s» may use neither', async (host, origin) => {
  const { minted, live, body } = await knock([`Host: ${host}`, `Origin: ${origin}`])

  expect(minted.status).toBe(403)
  expect(body.error.code).toBe('origin-denied')
  expect(live).toBe(403)
})

test('[A2] an Origin of ours does not vouch for another beside it', async () => {
  const { minted, live } = await knock([
    'Host: localhost',
    'Origin: http://localhost',
    'Origin: http://evil.com',
  ])

  expect(minted.status).toBe(403)
  expect(live).toBe(403)
})

test('[A2] the API allows no other origin to read it, not even its own', async () => {
  const { port } = await startTestServer()

  const preflight = await requestRaw(
    port,
    'OPTIONS /api/bins HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost:3000\r\n' +
      'Access-Control-Request-Method: POST\r\nConnection: close\r\n\r\n',
  )

  expect(preflight.status).toBe(404)
  expect([...preflight.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual(
    [],
  )
})

test('[A2] a refusal says how to be let in', async () => {
  const { body } = await knock(['Host: hooks.internal'])

  expect(body.error).toEqual({
    code: 'host-denied',
    message:
      "Hooklens does not answer its API under the host 'hooks.internal'. Open it as localhost or by IP address, or start it with --allow-host or --public-url.",
  })
})

test('[A2] health and captures are for any Host', async () => {
  const server = await startTestServer()
  const bin = await server.mint()

  const answers = await Promise.all(
    ['GET /healthz', 'GET /readyz', `GET /in/${bin.id}`].map((line) =>
      requestRaw(server.port, `${line} HTTP/1.1\r\nHost: evil.com\r\nConnection: close\r\n\r\n`),
    ),
  )

  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
})
