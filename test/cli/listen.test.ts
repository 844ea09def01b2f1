import { globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { runHooklens } from '../support/child.ts'
import { startHeldReceiver } from '../support/held-receiver.ts'
import { startListening, userEnv } from '../support/listen.ts'
import { startReceiver } from '../support/receiver.ts'
import { runHere } from '../support/run-here.ts'
import { startTestServer, temporaryFolder } from '../support/server.ts'

async function post(url: string, ...paths: readonly string[]): Promise<void> {
  for (const path of paths) await fetch(`${url}${path}`, { method: 'POST', body: path })
}

/** The key of a bin that the command has made. */
async function savedKey(env: Readonly<Record<string, string>>, bin: string): Promise<string> {
  const [found = ''] = globSync(`${env.HOME}/**/keys/*/${bin}`)
  return (await readFile(found, 'utf8')).trim()
}

/** A server, and a user who has never used it. */
async function startUser() {
  const server = await startTestServer()
  const env = userEnv(await temporaryFolder())
  const listen = (...args: readonly string[]) =>
    startListening([...args, '--server', server.url], env)
  return { server, env, listen }
}

test('[D8] a port alone makes a bin, delivers what comes to it, and is the same bin next time', async () => {
  const { listen } = await startUser()
  const receiver = await startReceiver(201)
  const first = listen(`${receiver.port}`)
  const ready = await first.ready()

  await post(ready.captureUrl, '/a?x=1', '/b')
  await first.delivered(2)
  first.command.process.kill('SIGINT')
  const ended = await first.command.ended()
  await post(ready.captureUrl, '/c')
  const second = listen(`${receiver.port}`)
  await second.delivered(1)

  expect(first.lines()[0]).toMatchObject({
    type: 'ready',
    target: `http://localhost:${receiver.port}/`,
    inspectUrl: expect.stringContaining(`/b/${ready.bin}`),
  })
  expect(ended).toMatchObject({ code: 0, stderr: '' })
  expect(ended.stdout).not.toContain('hlo_')
  expect(second.lines()[0]).toEqual(first.lines()[0])
  expect(second.lines().find(({ type }) => type === 'delivery')).toMatchObject({
    seq: 3,
    method: 'POST',
    path: '/c',
    status: 201,
    repeat: false,
  })
  expect(receiver.received.map(({ url, body }) => [url, body])).toEqual([
    ['/a?x=1', '/a?x=1'],
    ['/b', '/b'],
    ['/c', '/c'],
  ])
})

test('when nobody reads its lines any more it ends quietly, its deliveries answered', async () => {
  const { listen } = await startUser()
  const receiver = await startReceiver(201)
  const { command, ready } = listen(`${receiver.port}`)
  const { captureUrl } = await ready()

  command.process.stdout?.destroy()
  await post(captureUrl, '/a')
  const { code, stderr } = await command.ended()

  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(receiver.received.map(({ url }) => url)).toEqual(['/a'])
})

test('[D8] after kill -9 in mid-delivery only that request comes again, and is marked', async () => {
  const { listen } = await startUser()
  const receiver = await startHeldReceiver()
  const killed = listen(`${receiver.port}`)
  const { captureUrl } = await killed.ready()
  await post(captureUrl, '/1', '/2', '/3')
  await receiver.came(1)

  killed.command.process.kill('SIGKILL')
  await killed.command.ended()
  receiver.release()
  const next = listen(`${receiver.port}`)
  await next.delivered(3)

  expect(receiver.received.map(({ path }) => path)).toEqual(['/1', '/1', '/2', '/3'])
  expect(receiver.received.map(({ mark }) => mark.endsWith('; repeat'))).toEqual([
    false,
    true,
    false,
    false,
  ])
  expect(next.lines()).toContainEqual(
    expect.objectContaining({ state: 'connected', waiting: 3, missed: 0 }),
  )
})

test('[D8] a server that restarts in mid-delivery causes no second one, and loses nothing', async () => {
  const db = `${await temporaryFolder()}/listen.db`
  const server = await startTestServer({ db })
  const bin = await server.mint()
  const receiver = await startHeldReceiver()
  const env = { ...userEnv(await temporaryFolder()), HOOKLENS_KEY: bin.ownerKey }
  const relay = startListening([`${receiver.port}`, '--bin', bin.id, '--server', server.url], env)
  await relay.ready()
  await post(bin.captureUrl, '/1', '/2')
  await receiver.came(1)

  await server.close()
  await relay.printed(1, ({ state }) => state === 'reconnecting')
  const restarted = await startTestServer({ db, port: server.port })
  await post(bin.captureUrl, '/3')
  receiver.release()
  await relay.delivered(3)
  relay.command.process.kill('SIGTERM')
  const { code } = await relay.command.ended()

  expect(code).toBe(0)
  expect(receiver.received.map(({ path }) => path)).toEqual(['/1', '/2', '/3'])
  expect(receiver.received.filter(({ mark }) => mark.includes('repeat'))).toEqual([])
  const answer = await restarted.api(bin.ownerKey).api.bins[':bin'].deliveries.$get({
    param: { bin: bin.id },
    query: {},
  })
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`)
  const stored = await answer.json()
  expect(stored.deliveries.map(({ seq, via }) => `${seq} ${via}`).toSorted()).toEqual([
    '1 relay',
    '2 relay',
    '3 relay',
  ])
})

test('maps and a filter choose where requests go, and two relays of one bin each get all of theirs', async () => {
  const { server } = await startUser()
  const bin = await server.mint({ id: 'shared' })
  const [plain, gets, other] = [await startReceiver(), await startReceiver(), await startReceiver()]
  await post(bin.captureUrl, '/before-1', '/before-2')
  const env = { HOOKLENS_KEY: bin.ownerKey }
  const mapped = startListening(
    [
      ...[`${plain.port}/in`, '--bin', bin.id, '--server', server.url, '--since', '#2'],
      ...['--map', `method:GET=${gets.port}/gets`, '--filter', '-path:/skipped'],
    ],
    { ...userEnv(await temporaryFolder()), ...env },
  )
  const all = startListening(
    [`${other.port}`, '--bin', bin.id, '--server', server.url, '--since', 'all'],
    { ...userEnv(await temporaryFolder()), ...env },
  )
  await Promise.all([mapped.ready(), all.ready()])

  await post(bin.captureUrl, '/skipped', '/kept')
  await fetch(`${bin.captureUrl}/page`)

  expect(await mapped.delivered(3)).toEqual([2, 4, 5])
  expect(await all.delivered(5)).toEqual([1, 2, 3, 4, 5])
  expect(plain.received.map(({ url }) => url)).toEqual(['/in/before-2', '/in/kept'])
  expect(gets.received.map(({ url }) => url)).toEqual(['/gets/page'])
  expect(other.received).toHaveLength(5)
})

test('with concurrency, so many are on their way at once, and each comes once after a kill', async () => {
  const { listen } = await startUser()
  const receiver = await startHeldReceiver()
  const killed = listen(`${receiver.port}`, '--concurrency', '2')
  const { captureUrl } = await killed.ready()
  await post(captureUrl, '/1', '/2', '/3', '/4')
  await receiver.came(2)

  killed.command.process.kill('SIGKILL')
  await killed.command.ended()
  receiver.release()
  const next = listen(`${receiver.port}`, '--concurrency', '2')
  await next.delivered(4)

  const repeats = receiver.received.filter(({ mark }) => mark.endsWith('; repeat'))
  expect(repeats.map(({ path }) => path).toSorted()).toEqual(['/1', '/2'])
  expect(receiver.received).toHaveLength(6)
})

describe('stopping', () => {
  test('lets running deliveries finish, unless asked twice', async () => {
    const { listen } = await startUser()
    const receiver = await startHeldReceiver()
    const patient = listen(`${receiver.port}`)
    const { captureUrl } = await patient.ready()
    await post(captureUrl, '/1')
    await receiver.came(1)

    patient.command.process.kill('SIGINT')
    receiver.release()
    const finished = await patient.command.ended()

    expect(finished.code).toBe(0)
    expect(patient.lines().filter(({ type }) => type === 'delivery')).toHaveLength(1)
  })

  test('asked twice, it ends at once', async () => {
    const { listen } = await startUser()
    const receiver = await startHeldReceiver()
    const hasty = listen(`${receiver.port}`)
    const { captureUrl } = await hasty.ready()
    await post(captureUrl, '/1')
    await receiver.came(1)

    hasty.command.process.kill('SIGINT')
    hasty.command.process.kill('SIGTERM')

    expect((await hasty.command.ended()).code).toBe(0)
  })
})

describe('it ends with words when', () => {
  test('the key is wrong, or only reads', async () => {
    const { server, env } = await startUser()
    const bin = await server.mint()
    // One machine has one relay of a bin to a target.
    const to = (port: string) => ['listen', port, '--bin', bin.id, '--server', server.url]

    const [wrong, view, none] = await Promise.all([
      runHooklens(to('1'), { env: { ...env, HOOKLENS_KEY: 'hlo_wrong' } }),
      runHooklens(to('2'), { env: { ...env, HOOKLENS_KEY: bin.viewKey } }),
      runHooklens(to('3'), { env }),
    ])

    expect([wrong.code, view.code, none.code]).toEqual([1, 1, 1])
    expect(wrong.stderr).toMatch(/key/)
    expect(view.stderr).toMatch(/owner key/)
    expect(none.stderr).toMatch(/HOOKLENS_KEY.*hooklens bins key/)
    expect(wrong.stderr + view.stderr).not.toMatch(/hl[ov]_/)
  })

  test('its bin is deleted; one of its own it makes anew', async () => {
    const { server, env, listen } = await startUser()
    const receiver = await startReceiver()
    const named = listen(`${receiver.port}`, '--bin', 'named-bin')
    await named.ready()
    const own = listen(`${receiver.port}`)
    const { bin } = await own.ready()
    own.command.process.kill('SIGINT')
    await own.command.ended()

    for (const id of ['named-bin', bin]) {
      const key = await savedKey(env, id)
      await server.api(key).api.bins[':bin'].$delete({ param: { bin: id } })
    }
    const ended = await named.command.ended()
    const again = listen(`${receiver.port}`)

    expect(ended).toMatchObject({ code: 1, stderr: expect.stringMatching(/deleted/) })
    expect((await again.ready()).bin).not.toBe(bin)
  })

  test('no server runs, or it is called wrongly', async () => {
    const env = userEnv(await temporaryFolder())

    const unreachable = await runHooklens(['listen', '1', '--server', 'http://localhost:1'], {
      env,
    })
    const misused = await runHere(['listen', 'ftp://x'])
    const help = await runHere(['listen', '--help'])

    expect(unreachable).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/No Hooklens server runs at http:\/\/localhost:1\. Start one/),
    })
    expect(misused).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/not ftp.*'hooklens listen --help'/s),
    })
    expect(help).toMatchObject({ code: 0, stdout: expect.stringMatching(/--since/) })
  })
})
