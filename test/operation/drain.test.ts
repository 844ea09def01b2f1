import { once } from 'node:events'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { RuleResponse } from '../../server/wire/rules/rules.ts'
import { readyUrl, startHooklens } from '../support/child.ts'
import { subscribeTo } from '../support/live.ts'
import {
  openConnection,
  parseResponses,
  readToClose,
  readToEnd,
  requestRaw,
} from '../support/raw-http.ts'
import { readBody, readRequest } from '../support/read.ts'
import { setRules } from '../support/rules.ts'
import { runHere } from '../support/run-here.ts'
import { startTestServer, temporaryFolder } from '../support/server.ts'

/** A server in a process of its own, with one declared bin. */
async function startServing() {
  const db = join(await temporaryFolder(), 'drain.db')
  const command = startHooklens(['--port', '0', '--db', db, '--bin', 'drained'])
  const url = await readyUrl(command)
  return { db, command, url, port: Number(url.port) }
}

/** Opens a live socket and resolves with the code it is closed with. */
async function openLiveSocket(url: URL): Promise<{ closed: Promise<number> }> {
  const socket = new WebSocket(`ws://${url.host}/api/live`)
  onTestFinished(() => socket.close())
  const closed = new Promise<number>((resolve) => {
    socket.onclose = ({ code }) => resolve(code)
  })
  await once(socket, 'open')
  return { closed }
}

/** Sends half of a request; resolves once the server has said that it wants the rest. */
async function sendHalf(port: number) {
  const socket = await openConnection(port)
  const received = readToEnd(socket)
  socket.write(
    'POST /in/drained/half HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 10\r\n\r\nhello',
  )
  await once(socket, 'data')
  return { socket, received }
}

test('[O2] SIGTERM finishes what is in flight, says goodbye to sockets, takes nothing new, and exits 0', async () => {
  const { db, command, url, port } = await startServing()
  const live = await openLiveSocket(url)
  const half = await sendHalf(port)
  const idle = await openConnection(port)
  const idleClosed = once(idle, 'close')

  command.process.kill('SIGTERM')
  const closeCode = await live.closed
  await idleClosed
  const refused = await openConnection(port).catch((error) => error.code)
  half.socket.write('world' + 'GET /readyz HTTP/1.1\r\nHost: h\r\n\r\n')
  const [captured, readiness] = parseResponses(await half.received)
  const { code, stderr } = await command.ended()

  expect(closeCode).toBe(1001)
  expect(refused).toBe('ECONNREFUSED')
  expect(captured).toMatchObject({ status: 200, body: '{"ok":true}' })
  expect(readiness?.status).toBe(503)
  expect(code).toBe(0)
  expect(stderr).toMatch(/Stopping: requests in flight are finished first\. \(signal=SIGTERM\)/)
  expect(await storedIn(db)).toMatchObject({ state: 'complete', path: '/half', body: 'helloworld' })
})

test('[O2] a sender that hangs up while the server drains leaves its evidence', async () => {
  const { db, command, url, port } = await startServing()
  const live = await openLiveSocket(url)
  const half = await sendHalf(port)

  command.process.kill('SIGTERM')
  await live.closed
  half.socket.end()
  const { code } = await command.ended()

  expect(code).toBe(0)
  expect(await storedIn(db)).toMatchObject({ state: 'aborted', body: 'hello' })
})

test('[O2] stopping answers at once what a rule delays, closes what hangs, and both are told of', async () => {
  const db = join(await temporaryFolder(), 'held.db')
  const server = await startTestServer({ db })
  const open = async (then: RuleResponse) => {
    const bin = await server.mint()
    await setRules(server, bin, { rules: [{ when: '', then }] })
    const live = subscribeTo(server, bin)
    const socket = await openConnection(server.port)
    const closed = readToClose(socket)
    socket.write(`POST /in/${bin.id} HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n`)
    await live.take(1)
    return { bin, closed }
  }
  const delayed = await open({ status: 201, body: 'late', delayMs: 300_000 })
  const hung = await open({ end: 'hang' })

  await server.close()
  const [answered] = parseResponses((await delayed.closed).received)
  const next = await startTestServer({ db })
  const told = await Promise.all([delayed, hung].map(({ bin }) => readRequest(next, bin, 1)))

  expect(answered).toMatchObject({ status: 201, body: 'late' })
  expect(await hung.closed).toEqual({ received: '', end: 'fin' })
  expect(told.map(({ response }) => [response?.status, response?.note])).toEqual([
    [201, expect.stringMatching(/stopping/)],
    [null, expect.stringMatching(/stopping/)],
  ])
})

test.each([
  'SIGTERM',
  'SIGINT',
] as const)('[O2] %s ends a server that nobody uses at once', async (signal) => {
  const { command } = await startServing()

  command.process.kill(signal)

  const { code, stdout } = await command.ended()
  expect(code).toBe(0)
  expect(stdout).toMatch(/^Hooklens ready at /)
})

test('[O2] a kept-alive connection that has had its answer does not hold up the end', async () => {
  const { command, port } = await startServing()
  const socket = await openConnection(port)
  const received = readToEnd(socket)
  socket.write('POST /in/drained HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n')
  await once(socket, 'data')

  command.process.kill('SIGTERM')

  const { code } = await command.ended()
  expect(code).toBe(0)
  expect(parseResponses(await received)).toHaveLength(1)
})

test('[O1] readyz tells that the server takes requests, healthz that it lives', async () => {
  const { port } = await startTestServer()
  const get = (path: string) =>
    requestRaw(port, `GET ${path} HTTP/1.1\r\nHost: probe\r\nConnection: close\r\n\r\n`)

  const [health, readiness] = [await get('/healthz'), await get('/readyz')]

  expect(health).toMatchObject({ status: 200, body: '{"status":"ok"}' })
  expect(readiness).toMatchObject({ status: 200, body: '{"status":"ready"}' })
})

/** The one request of the declared bin, read after its server is gone. */
async function storedIn(db: string) {
  const { stdout } = await runHere(['bins', 'key', 'drained', '--json', '--db', db])
  const bin = JSON.parse(stdout)
  const server = await startTestServer({ db })
  const { state, path } = await readRequest(server, bin, 1)
  return { state, path, body: (await readBody(server, bin, 1)).toString() }
}
