import { describe, expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import type { Config } from '../../server/config.ts'
import { subscribeTo } from '../support/live.ts'
import { connectRelay } from '../support/relay.ts'
import { startTestServer } from '../support/server.ts'

async function start(overrides: Partial<Config> = {}) {
  const server = await startTestServer(overrides)
  const bin = await server.mint()
  const post = (body: string | Uint8Array<ArrayBuffer>, path = '') =>
    fetch(`${bin.captureUrl}${path}`, { method: 'POST', body })
  return { server, bin, post }
}

const bytes = (size: number) => Uint8Array.from({ length: size }, (_, index) => index % 251)

describe('[D8] requests', () => {
  test('reach a relay as they come, in order and to the byte, and their outcomes are kept and told', async () => {
    const { server, bin, post } = await start()
    const large = bytes(3 * 64 * 1024 + 5)
    await post('first', '/a%2Fb?x=1&x=2')
    const relay = connectRelay(server, bin)
    await relay.job(0)
    await post(large)
    await relay.job(1)
    const live = subscribeTo(server, bin)
    await live.subscribed()

    relay.jobs[0]?.answer({ status: 503, headers: [['X-A', '1']] }, Buffer.from('busy'))
    await relay.told('kept')

    const [first, second] = relay.jobs
    expect(relay.jobs.map(({ delivery }) => delivery.request.seq)).toEqual([1, 2])
    expect(first?.delivery.request).toMatchObject({ path: '/a%2Fb', query: 'x=1&x=2' })
    expect(Buffer.from(first?.body ?? [])).toEqual(Buffer.from('first'))
    expect(Buffer.from(second?.body ?? []).equals(large)).toBe(true)
    const { delivery } = await live.event('delivered')
    expect(delivery).toMatchObject({ seq: 1, via: 'relay', outcome: { status: 503 } })
    const answer = await server
      .api(bin.viewKey)
      .api.bins[':bin'].deliveries[':id'].$get({ param: { bin: bin.id, id: delivery.id } })
    expect(await answer.json()).toEqual({
      ...delivery,
      bodyBase64: Buffer.from('busy').toString('base64'),
    })
  })

  test('wait in the store while the window is full, and go on as it empties', async () => {
    const { server, bin, post } = await start()
    for (let seq = 1; seq <= 5; seq++) await post(`${seq}`)
    const relay = connectRelay(server, bin, { window: 2 })
    await relay.job(1)
    relay.setWindow(0)
    const paused = [...relay.jobs]

    for (const job of paused) job.answer()
    await relay.told('kept')
    relay.setWindow(3)
    const last = await relay.job(4)

    expect(paused.map(({ delivery }) => delivery.request.seq)).toEqual([1, 2])
    expect(last.delivery.request.seq).toBe(5)
  })

  test('that no filter takes are passed over, and so is what never arrived whole', async () => {
    const { server, bin, post } = await start({ maxBodyBytes: 1_000 })
    await post('a', '/orders')
    await post(bytes(1_001), '/orders')
    await fetch(`${bin.captureUrl}/users`, { method: 'PUT' })
    await post('d', '/other')

    const relay = connectRelay(server, bin, { filters: ['path:/orders', 'method:PUT'] })
    const passed = await relay.told('passed')

    expect(relay.jobs.map(({ delivery }) => delivery.request.seq)).toEqual([1, 3])
    expect(passed.upTo).toBe(4)
  })

  test('go to every relay of the bin', async () => {
    const { server, bin, post } = await start()
    const relays = [connectRelay(server, bin), connectRelay(server, bin, { start: 'now' })]
    await Promise.all(relays.map((relay) => relay.told('welcome')))

    await post('x')
    const jobs = await Promise.all(relays.map((relay) => relay.job(0)))

    expect(jobs.map(({ delivery }) => delivery.request.seq)).toEqual([1, 1])
  })
})

describe('[D8] a relay that was away', () => {
  test('goes on where it stopped, tells what ended meanwhile, and is told what it has missed', async () => {
    const { server, bin, post } = await start()
    const relay = connectRelay(server, bin)
    await post('1')
    const job = await relay.job(0)
    relay.cut()
    job.answer()
    for (const body of ['2', '3', '4']) await post(body)
    await server.api(bin.ownerKey).api.bins[':bin'].requests.$delete({
      param: { bin: bin.id },
      query: { seqs: '2' },
    })

    relay.reconnect()
    await relay.job(2)
    await relay.told('kept')

    expect(relay.jobs.map(({ delivery }) => delivery.request.seq)).toEqual([1, 3, 4])
    expect(relay.unkept).toBe(2)
  })

  test('is told how much waits and how much is gone', async () => {
    const { server, bin, post } = await start()
    for (const body of ['1', '2', '3']) await post(body)
    await server.api(bin.ownerKey).api.bins[':bin'].requests[':seq'].$delete({
      param: { bin: bin.id, seq: '1' },
    })

    const welcomes = await Promise.all(
      ([0, 'all', 'now', 2, 99] as const).map((after) =>
        connectRelay(server, bin, { start: after, window: 0 }).told('welcome'),
      ),
    )

    const seen = welcomes.map(({ welcome: { after, waiting, missed } }) => [after, waiting, missed])
    expect(seen).toEqual([
      [0, 2, 1],
      [0, 2, 1],
      [3, 0, 0],
      [2, 1, 0],
      [3, 0, 0],
    ])
    expect(welcomes[0]?.welcome).toMatchObject({ captureUrl: bin.captureUrl, bin: bin.id })
  })

  test('takes the place of the connection it lost, which the server may still believe in', async () => {
    const { server, bin, post } = await start()
    const before = connectRelay(server, bin)
    await before.told('welcome')

    const after = connectRelay(server, bin, { relay: before.id })
    await after.told('welcome')
    const code = await before.closed
    await post('x')
    await after.job(0)

    expect(code).toBe(1006)
    expect(before.jobs).toEqual([])
  })

  test('begins anew with a bin that was made anew', async () => {
    const { server, bin, post } = await start()
    await post('x')

    const relay = connectRelay(server, bin, { start: 1, binCreatedAt: bin.createdAt - 1 })
    const job = await relay.job(0)

    expect(job.delivery.request.seq).toBe(1)
    expect((await relay.told('welcome')).isNewBin).toBe(true)
  })
})

describe('a relay is turned away', () => {
  test('without the right key, bin or filter', async () => {
    const { server, bin } = await start()

    const refusals = await Promise.all(
      [
        connectRelay(server, { ...bin, ownerKey: 'hlo_wrong' }),
        connectRelay(server, { ...bin, ownerKey: bin.viewKey }),
        connectRelay(server, bin, { bin: 'nowhere' }),
        connectRelay(server, bin, { filters: ['path:/a', 'size:>big'] }),
      ].map((relay) => relay.told('refused')),
    )

    expect(refusals.map(({ reason }) => reason)).toEqual([
      'wrong-key',
      'view-key',
      'not-found',
      'bad-filter',
    ])
    expect(refusals[3]?.message).toContain("'size:>big'")
  })

  test('when its bin is deleted', async () => {
    const { server, bin } = await start()
    const relay = connectRelay(server, bin)
    await relay.told('welcome')

    await server.api(bin.ownerKey).api.bins[':bin'].$delete({ param: { bin: bin.id } })

    expect(await relay.told('refused')).toMatchObject({ reason: 'deleted' })
    expect(await relay.closed).toBe(1008)
  })

  test('when a hello comes after something else, or says nonsense', async () => {
    const { server, bin } = await start()
    const talk = async (...frames: readonly (string | Buffer)[]) => {
      const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api/live`)
      onTestFinished(() => socket.terminate())
      await new Promise((resolve) => socket.once('open', resolve))
      const answered = new Promise<string>((resolve) => {
        socket.on('message', (data) => resolve(String(data)))
      })
      for (const frame of frames) socket.send(frame)
      return JSON.parse(await answered)
    }

    const late = await talk('{"type":"pong"}', JSON.stringify({ type: 'hello', bin: bin.id }))
    const odd = await talk('{"type":"hello","version":1,"bin":7}')

    expect(late).toEqual({ type: 'refused', bin: '', reason: 'bad-message' })
    expect(odd).toMatchObject({
      type: 'refused',
      reason: 'bad-message',
      message: expect.any(String),
    })
  })

  test('[O2] for now when the server stops', async () => {
    const { server, bin } = await start()
    const relay = connectRelay(server, bin)
    await relay.told('welcome')

    await server.close()

    expect(await relay.closed).toBe(1001)
  })
})

test('[D4] who watches a bin sees relays come and go, and which of them answers', async () => {
  const { server, bin } = await start()
  const live = subscribeTo(server, { ...bin, ownerKey: bin.viewKey })
  await live.subscribed()
  const first = connectRelay(server, bin, { targets: ['http://localhost:3000/a', 'http://b.test'] })
  await first.told('welcome')
  const second = connectRelay(server, bin)
  await second.told('welcome')

  const listed = await server
    .api(bin.viewKey)
    .api.bins[':bin'].relays.$get({ param: { bin: bin.id } })
  if (!listed.ok) throw new Error(`The list answered ${listed.status}.`)
  const { relays } = await listed.json()
  const seen = () =>
    live.events.flatMap((event) =>
      event.type === 'relay' ? [event.relays.map(({ id, answers }) => [id, answers])] : [],
    )
  first.setWindow(0)
  first.setWindow(1)
  await expect.poll(() => seen().length).toBe(5)
  first.cut()
  await expect.poll(() => seen().length).toBe(6)

  expect(relays).toMatchObject([
    { id: first.id, targets: ['http://localhost:3000/a', 'http://b.test'], answers: true },
    { id: second.id, answers: false },
  ])
  expect(seen()).toEqual([
    [],
    [[first.id, true]],
    [
      [first.id, true],
      [second.id, false],
    ],
    // Paused, it leaves the answers to the other, and takes them back as it goes on.
    [
      [first.id, false],
      [second.id, true],
    ],
    [
      [first.id, true],
      [second.id, false],
    ],
    [[second.id, true]],
  ])
})
