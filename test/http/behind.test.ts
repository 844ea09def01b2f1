import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import type { Capture } from '../../server/capture/route.ts'
import type { AppServer } from '../../server/http/app-server.ts'
import { createLate } from '../../server/http/late.ts'
import { createListener } from '../../server/http/listener.ts'

/** Captures everything, and has behind it what `build` makes. */
async function listen(build: () => Promise<AppServer>) {
  const failures: unknown[] = []
  const capture: Capture = {
    handle: async (_request, response) => void response.end('captured'),
    recordMalformed: async () => false,
    forgetRules: () => {},
    nextTurns: async () => () => 1,
  }
  const listener = createListener({
    capture,
    parseFailures: new WeakMap(),
    appServer: createLate(build),
    remoteAddressOf: () => '127.0.0.1',
    onFailure: (error) => failures.push(error),
  })
  const { port } = await listener.listen(0, '127.0.0.1')
  onTestFinished(() => listener.drain(0))
  return { port, url: `http://127.0.0.1:${port}`, failures }
}

function answering(text: string): AppServer {
  return {
    serve: (_request, response) => void response.end(text),
    upgrade: (_request, socket) => void socket.end(text),
    leave: () => {},
    hangUp: () => {},
  }
}

const upgrade =
  'GET /api/live HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'

/** All that comes back until the connection ends. */
function exchange(port: number, sent: string): Promise<string> {
  return new Promise((resolve) => {
    let received = ''
    const socket = connect({ port, host: '127.0.0.1' }, () => socket.write(sent))
    socket.on('data', (chunk) => {
      received += String(chunk)
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(received))
  })
}

test('captures are taken while all else is being loaded, which waits and is then served', async () => {
  const loading = Promise.withResolvers<AppServer>()
  const { port, url } = await listen(() => loading.promise)
  const asked = fetch(`${url}/api/bins`, { method: 'POST', body: '{}' })
  const upgraded = exchange(port, upgrade)

  const captured = await fetch(`${url}/in/some-bin`)
  loading.resolve(answering('served'))

  expect(await captured.text()).toBe('captured')
  expect(await (await asked).text()).toBe('served')
  expect(await upgraded).toBe('served')
})

test('what cannot be loaded is logged, and said to whoever asked for it', async () => {
  const { port, url, failures } = await listen(() => Promise.reject(new Error('no such module')))

  const answer = await fetch(`${url}/api/bins`)
  const upgraded = await exchange(port, upgrade)

  expect(answer.status).toBe(500)
  expect(await answer.json()).toMatchObject({ error: { code: 'internal' } })
  expect(upgraded).toBe('')
  expect(failures).toEqual([new Error('no such module'), new Error('no such module')])
})
