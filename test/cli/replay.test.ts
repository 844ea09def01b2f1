import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { replayHelp } from '../../server/cli/replay-options.ts'
import type { RunWithOutcomes } from '../../server/wire/runs.ts'
import { call } from '../support/call.ts'
import { runHooklens, startHooklens } from '../support/child.ts'
import { post } from '../support/post.ts'
import { runHere } from '../support/run-here.ts'
import { startTestServer, temporaryFolder } from '../support/server.ts'

/** Answers as told, by the path and how often it has come. */
async function startHandler(answer: (path: string, time: number) => number | 'never') {
  const received: string[] = []
  let told = () => {}
  const handler = createServer(({ url = '' }, response) => {
    received.push(url)
    const status = answer(url, received.filter((path) => path === url).length)
    if (status !== 'never') response.writeHead(status).end()
    told()
  })
  await new Promise<void>((resolve) => handler.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    handler.closeAllConnections()
    handler.close()
  })
  const { port } = handler.address() as AddressInfo // A TCP server that listens has one.
  const asked = new Promise<void>((resolve) => {
    told = resolve
  })
  return { url: `http://localhost:${port}`, received, asked }
}

async function setUp() {
  const server = await startTestServer()
  const bin = await server.mint({ id: 'shop' })
  for (const n of [1, 2, 3]) await post(`${bin.captureUrl}/n/${n}`, '{}')
  const home = await temporaryFolder()
  const env = {
    HOME: home,
    XDG_DATA_HOME: home,
    HOOKLENS_SERVER: server.url,
    HOOKLENS_KEY: bin.ownerKey,
  }
  return { server, bin, env }
}

test('[D6] hooklens replay sends requests, compares the answers and tells by its exit code', async () => {
  const { env } = await setUp()
  const handler = await startHandler((path, time) => (path === '/n/2' && time > 1 ? 409 : 200))
  const to = ['--to', handler.url]

  const twice = await runHooklens(['replay', 'shop', '1..3', ...to, '--times', '2'], { env })
  const first = handler.received.splice(0)
  const filtered = await runHere(
    ['replay', 'shop', '-path:/n/2', ...to, '--order', 'newest-first', '--json'],
    { env },
  )

  expect(twice.code).toBe(1)
  expect(twice.stdout).toMatch(/^6 deliveries to http:\S+ in [\d.]+ s: 5 ok, 1 rejected\n/)
  expect(twice.stdout).toMatch(/differs +200, 409 +1 +2\n +same +200, 200 +2 +1,3\n/)
  expect(twice.stderr).toBe('')
  expect(first).toEqual(['/n/1', '/n/2', '/n/3', '/n/1', '/n/2', '/n/3'])
  expect(filtered.code).toBe(0)
  const run: RunWithOutcomes = JSON.parse(filtered.stdout)
  expect(run).toMatchObject({ state: 'done', total: 2, ok: 2, outcomes: [{ seq: 1 }, { seq: 3 }] })
  expect(handler.received).toEqual(['/n/3', '/n/1'])
})

test('when nobody reads what came of it, it ends quietly', async () => {
  const { env } = await setUp()
  const handler = await startHandler(() => 200)
  const { process, ended } = startHooklens(
    ['replay', 'shop', '1..3', '--to', handler.url, '--json'],
    { env },
  )

  process.stdout?.destroy()
  const { code, stderr } = await ended()

  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(handler.received).toEqual(['/n/1', '/n/2', '/n/3'])
})

test('[D6] Ctrl+C cancels the run on the server', async () => {
  const { server, bin, env } = await setUp()
  const handler = await startHandler(() => 'never')
  const command = startHooklens(['replay', 'shop', '', '--to', handler.url], { env })
  await handler.asked

  command.process.kill('SIGINT')
  const { code, stdout } = await command.ended()

  expect(code).toBe(1)
  expect(stdout).toMatch(/^Cancelled after 1 of 3 deliveries .*: 1 unanswered\n/)
  expect(stdout).toMatch(/failed +cancelled +1 +1\n/)
  const { json } = await call(server, 'GET /bins/shop/replays', { key: bin.ownerKey })
  expect(json.runs).toMatchObject([{ state: 'cancelled' }])
  expect(handler.received).toHaveLength(1)
})

test.each([
  [['shop'], 'Which bin, and which of its requests?'],
  [['shop', '1'], 'Where to?'],
  [['SHOP', '1', '--to', '3000'], "'SHOP' is not a bin id."],
  [['shop', '1', '2', '--to', '3000'], "Unexpected argument '2'."],
  [['shop', 'sig:', '--to', '3000'], 'The filter is wrong.'],
  [['shop', '1', '--to', '3000', '--times', '0'], "--times: '0' is not a whole number"],
  [['shop', '1', '--to', '3000', '--order', 'up'], "--order: 'up'"],
  [['shop', '1', '--to', '3000', '--tims', '2'], "Unknown option '--tims'. Did you mean --times?"],
])('replay %j is called wrongly: exit code 2 and one sentence', async (args, sentence) => {
  const { code, stdout, stderr } = await runHere(['replay', ...args])

  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain(sentence)
  expect(stderr).toMatch(/See 'hooklens replay --help'\.\n$/)
})

test('what cannot begin says why: no key, no server, a target that is denied', async () => {
  const { env } = await setUp()
  const replay = ['replay', 'shop', '1', '--to']

  const denied = await runHere([...replay, 'http://169.254.169.254/'], { env })
  const keyless = await runHooklens([...replay, '3000'], { env: { ...env, HOOKLENS_KEY: '' } })
  const away = await runHere([...replay, '3000', '--server', 'http://localhost:9'], { env })
  const help = await runHere(['replay', '--help'])

  expect([denied.code, keyless.code, away.code]).toEqual([1, 1, 1])
  expect(denied.stderr).toMatch(/never connects there\.\n$/)
  expect(keyless.stderr).toMatch(/No key of the bin shop .*HOOKLENS_KEY/)
  expect(away.stderr).toMatch(/No Hooklens server runs at http:\/\/localhost:9/)
  expect(help).toEqual({ code: 0, stdout: replayHelp(), stderr: '' })
})
