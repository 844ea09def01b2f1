import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningCommand, readyUrl, startHooklens } from '../support/child.ts'
import { openConnection, requestRaw } from '../support/raw-http.ts'
import { useServer } from '../support/server.ts'
import { handshake, upgradeRaw } from '../support/upgrade.ts'

const server = useServer()

// Request targets that a URL parser and a router may read differently, so that one checks what the other does not do.
const spellingsOfTheApi = [
  '/api/bins',
  '/./api/bins',
  '/api/../api/bins',
  '/x/../api/bins',
  '/%61pi/bins',
  '/%61%70%69/bins',
  '/api/bins?x=/healthz',
  '/api/bins#x',
]

const strangers = [
  '//api/bins',
  '///api/bins',
  '/in/../api/bins',
  '/%2561pi/bins',
  '/api%2fbins',
  '/api//bins',
  '/api/bins/',
  '/api\\bins',
  '\\api\\bins',
  '/API/bins',
  '/api;x/bins',
  '//localhost/api/bins',
  '//evil.example/api/bins',
  '//evil.example/../api/bins',
  '//user@evil.example/api/bins',
  'http://localhost/api/bins',
  'http://evil.example/api/bins',
  'https://evil.example/api/bins',
  'HTTP://evil.example/api/bins',
  'http://localhost@evil.example/api/bins',
  'http://localhost#@evil.example/api/bins',
  'http:///api/bins',
  'http:/api/bins',
  'http:api/bins',
  'ftp://localhost/api/bins',
  'evil.example/api/bins',
  'api/bins',
  '*',
]

test.each(
  spellingsOfTheApi,
)('[A2] POST %s is the API, guarded like any call of it', async (target) => {
  const ours = await mintAt(target, 'localhost')
  const foreign = await mintAt(target, 'evil.example')

  expect(ours.status).toBe(201)
  expect(JSON.parse(ours.body).captureUrl).toMatch(/^http:\/\/localhost\/in\//)
  expect(foreign.status).toBe(403)
  expect(JSON.parse(foreign.body).error.code).toBe('host-denied')
})

test.each(strangers)('[A2] POST %s is no way into the API, under any Host', async (target) => {
  const answers = [await mintAt(target, 'localhost'), await mintAt(target, 'evil.example')]

  for (const { status, body } of answers) {
    expect([400, 403, 404]).toContain(status)
    expect(JSON.parse(body).error.message).toMatch(/\w/)
  }
})

test.each([
  ...spellingsOfTheApi,
  ...strangers,
])('[A2] GET %s reads no bin under a foreign Host', async (target) => {
  const bin = await server.mint()
  const below = target.replace('/bins', `/bins/${bin.id}`).replace('\\bins', `\\bins\\${bin.id}`)

  const { status, body } = await requestRaw(
    server.port,
    `GET ${below} HTTP/1.1\r\nHost: evil.example\r\nAuthorization: Bearer ${bin.ownerKey}\r\nConnection: close\r\n\r\n`,
  )

  expect(status).toBeGreaterThanOrEqual(400)
  expect(body).not.toContain('captureUrl')
})

// GHSA-7v5p-43qr-wch5: node-server before 2.1.6 read such a target as a URL of its own when it upgraded a socket, so
// that an origin taken from the request was compared with itself.
test.each([
  '//evil.example/api/live',
  '//evil.example//api/live',
  '//evil.example/../api/live',
  '//localhost/api/live',
  '/\\evil.example/api/live',
  'http://evil.example/api/live',
  '/api/live/',
  '/%61pi/live',
  '/api/../api/live',
])('[A2] a handshake for %s opens no socket, for no page', async (target) => {
  const statuses = await Promise.all(
    [
      ['Host: evil.example', 'Origin: http://evil.example'],
      ['Host: localhost', 'Origin: http://evil.example'],
      ['Host: localhost', 'Origin: http://localhost'],
      ['Host: localhost'],
    ].map((headers) => upgradeRaw(server.port, { target, headers })),
  )

  for (const status of statuses) expect(status).toBeGreaterThanOrEqual(400)
})

// GHSA-qv5m-9pm6-hqp3: before 2.1.6 a client that reset its connection while the upgrade was decided ended the process.
describe('[A2] a client that resets its connection', () => {
  const ends: (() => unknown)[] = []
  let command: RunningCommand
  let port: number

  beforeAll(async () => {
    const cleanUp = (work: () => unknown) => void ends.push(work)
    const args = ['--port', '0', '--db', server.config.db.replace('test.db', 'resets.db')]
    command = startHooklens([...args, '--bin', 'resets'], { cleanUp })
    port = Number((await readyUrl(command)).port)
  })

  afterAll(async () => {
    for (const end of ends) await end()
  })

  test.each([
    ['while it asks for the live socket', '/api/live', ['Host: localhost']],
    ['while it asks for it from a foreign page', '/api/live', ['Host: localhost', 'Origin: null']],
    ['while it asks for another upgrade', '/api/bins', ['Host: localhost']],
    ['while it asks for an upgrade of a capture', '/in/resets', ['Host: localhost']],
    ['while it asks for a target that is none', '//evil.example/api/live', ['Host: evil.example']],
  ])('%s leaves the server running', async (_what, target, headers) => {
    for (let n = 0; n < 25; n++) {
      const socket = await openConnection(port)
      socket.write(handshake(target, headers))
      if (n % 2 === 0) socket.write(Buffer.from([0x81, 0x85, 1, 2, 3]))
      socket.resetAndDestroy()
    }

    const answer = await requestRaw(
      port,
      'GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
    )
    expect(answer.status).toBe(200)
    expect(command.process.exitCode).toBeNull()
  })
})

test.each([
  '/assets/../../package.json',
  '/assets/..%2f..%2fpackage.json',
  '/assets/%2e%2e/%2e%2e/package.json',
  '/assets/%252e%252e/%252e%252e/package.json',
  '/assets/..%5c..%5cpackage.json',
  '/assets//../../../etc/passwd',
  '/assets/%00',
  '//assets/../../package.json',
])('GET %s serves nothing from outside the inspector', async (target) => {
  const { status, body } = await requestRaw(
    server.port,
    `GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
  )

  expect(status).toBeGreaterThanOrEqual(400)
  expect(status).toBeLessThan(500)
  expect(body).not.toMatch(/"dependencies"|root:/)
})

function mintAt(target: string, host: string) {
  return requestRaw(
    server.port,
    `POST ${target} HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
  )
}
