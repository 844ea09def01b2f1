import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { ConnectedRelay } from '../../server/relay/registry.ts'
import { createReplays } from '../../server/relay/replays.ts'
import { createReports } from '../../server/relay/reports.ts'
import type { BinId } from '../../server/wire/ids.ts'
import { call, failure } from '../support/call.ts'
import { subscribeTo } from '../support/live.ts'
import { startReceiver } from '../support/receiver.ts'
import { connectRelay, type TestRelayOptions } from '../support/relay.ts'
import { startTestServer } from '../support/server.ts'
import { sampleReport, sampleRequest } from './samples.ts'

const target = 'http://localhost:3000/hooks'

/** A bin with one request and a relay that has seen it. */
async function start(options: TestRelayOptions = {}) {
  const server = await startTestServer()
  const bin = await server.mint()
  await fetch(`${bin.captureUrl}/orders`, { method: 'POST', body: 'original' })
  const relay = connectRelay(server, bin, { start: 'now', ...options })
  await relay.told('welcome')
  const key = bin.ownerKey
  const replay = (json: object) =>
    call(server, `POST /bins/${bin.id}/requests/1/replay`, { key, json })
  const deliveries = async () =>
    (await call(server, `GET /bins/${bin.id}/deliveries`, { key })).json
  return { server, bin, relay, replay, deliveries }
}

describe('[D4] a replay', () => {
  test('goes by the relay that serves its target, edited here and delivered there', async () => {
    const { server, bin, relay, replay, deliveries } = await start()
    const live = subscribeTo(server, bin)
    await live.subscribed()
    const edit = { method: 'PUT', bodyBase64: Buffer.from('edited').toString('base64') }

    const answered = replay({ target, exact: true, timeoutMs: 5_000, edit })
    const job = await relay.job(0)
    job.answer({ status: 201, headers: [['X-A', '1']] }, Buffer.from('made'))
    const { status, json } = await answered

    expect(job.delivery).toMatchObject({
      kind: 'replay',
      request: { seq: 1, method: 'PUT', path: '/orders' },
      replay: { target, exact: true, timeoutMs: 5_000 },
    })
    expect(Buffer.from(job.body).toString()).toBe('edited')
    expect(status).toBe(201)
    expect(json).toMatchObject({
      id: job.delivery.id,
      via: 'relay',
      edited: ['method', 'body'],
      outcome: { status: 201, headers: [['X-A', '1']] },
      bodyBase64: Buffer.from('made').toString('base64'),
    })
    const { bodyBase64: _, ...kept } = json
    expect(await deliveries()).toEqual({ deliveries: [kept] })
    expect((await live.event('delivered')).delivery).toEqual(kept)
    expect(live.events.filter(({ type }) => type === 'delivered')).toHaveLength(1)
  })

  test('goes by the server to other targets, and where the server is asked for', async () => {
    const receiver = await startReceiver()
    const { relay, replay } = await start({ targets: [receiver.url, 'http://localhost:3000'] })

    const asked = await replay({ target: receiver.url, via: 'server' })
    const other = await replay({ target: `http://127.0.0.1:${receiver.port}` })

    expect([asked.json.via, other.json.via]).toEqual(['server', 'server'])
    expect(receiver.received).toHaveLength(2)
    expect(relay.jobs).toEqual([])
  })

  test('passes the requests that the relay has yet to deliver, even when it is paused', async () => {
    const { bin, relay, replay } = await start({ window: 0 })
    await fetch(bin.captureUrl, { method: 'POST', body: 'second' })

    const answered = replay({ target })
    const job = await relay.job(0)
    job.answer()

    expect(job.delivery.kind).toBe('replay')
    expect((await answered).json).toMatchObject({ seq: 1, outcome: { status: 200 } })
  })

  test('is cancelled at the relay when the caller hangs up', async () => {
    const { server, bin, relay } = await start()
    const live = subscribeTo(server, bin)
    await live.subscribed()
    const hangingUp = new AbortController()
    const calling = fetch(`${server.url}/api/bins/${bin.id}/requests/1/replay`, {
      method: 'POST',
      signal: hangingUp.signal,
      headers: { Authorization: `Bearer ${bin.ownerKey}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ target }),
    }).catch((error: unknown) => error)
    const job = await relay.job(0)

    hangingUp.abort()
    await calling
    await new Promise((resolve) => job.signal.addEventListener('abort', resolve))
    job.fail('The delivery was cancelled.', 'cancelled')

    const { delivery } = await live.event('delivered')
    expect(delivery).toMatchObject({ via: 'relay', outcome: { code: 'cancelled' } })
  })

  test('ends well when the relay is away for a moment, and is not delivered twice', async () => {
    const { relay, replay } = await start()
    const answered = replay({ target })
    const job = await relay.job(0)

    relay.cut()
    relay.reconnect()
    job.answer({ status: 204 })

    expect((await answered).json).toMatchObject({ outcome: { status: 204 } })
    expect(relay.jobs).toHaveLength(1)
  })

  test('of many goes by the relay too', async () => {
    const { server, bin, deliveries } = await start({ work: (job) => job.answer() })
    const key = bin.ownerKey
    const live = subscribeTo(server, bin)
    await live.subscribed()

    const run = await call(server, `POST /bins/${bin.id}/replays`, {
      key,
      json: { target, filter: '', times: 3 },
    })
    const states = () => live.events.flatMap((event) => (event.type === 'run' ? [event.run] : []))
    await expect.poll(() => states().at(-1)?.state).toBe('done')

    expect(run.status).toBe(201)
    expect(states().at(-1)).toMatchObject({ ok: 3 })
    const all = (await deliveries()).deliveries
    expect(all).toHaveLength(3)
    expect(all[0]).toMatchObject({ via: 'relay', run: run.json.id })
  })
})

describe('[D4] the way', () => {
  test('is told beforehand: relay, server, or the command that makes one', async () => {
    const { server, bin } = await start()
    const ask = async (target: string, via = '') => {
      const query = new URLSearchParams({ target, ...(via ? { via } : {}) })
      return call(server, `GET /bins/${bin.id}/way?${query}`, { key: bin.ownerKey })
    }

    const ways = [
      await ask('3000/any/path'),
      await ask('3000', 'server'),
      await ask('http://localhost:4000'),
      await ask("http://localhost:4000/it's", 'relay'),
      await ask('http://localhost:4000', 'relay'),
    ]
    const bad = await ask('ftp://x')
    const hopeless = await ask('http://169.254.169.254/')

    const command = (to: string) => `hooklens listen ${to} --bin ${bin.id} --server ${server.url}`
    const message = expect.any(String)
    expect(ways.map(({ json }) => json)).toEqual([
      { type: 'way', via: 'relay' },
      { type: 'way', via: 'server' },
      { type: 'way', via: 'server' },
      { type: 'none', message, command: command(`'http://localhost:4000/it'\\''s'`) },
      { type: 'none', message, command: command('http://localhost:4000') },
    ])
    expect(bad).toMatchObject(failure(400, 'bad-target'))
    expect(hopeless).toMatchObject({ status: 403, json: { error: { code: 'target-denied' } } })
  })

  test('that is not there is refused, with the command', async () => {
    const { replay } = await start()

    const denied = await replay({ target: 'http://169.254.169.254' })
    const noRelay = await replay({ target: 'http://localhost:4000', via: 'relay' })

    expect(denied).toMatchObject({ status: 403, json: { error: { code: 'target-denied' } } })
    expect(denied.json.error.message).not.toContain('hooklens listen')
    expect(noRelay).toMatchObject({ status: 403, json: { error: { code: 'target-denied' } } })
    expect(noRelay.json.error.message).toContain('hooklens listen http://localhost:4000 --bin')
  })
})

describe('[D4] a replay whose relay does not come back', () => {
  const relay: ConnectedRelay = {
    bin: 'orders' as BinId, // A valid id.
    id: 'relay-0001',
    connectedAt: 0,
    targets: [target],
    isPaused: false,
    wake: () => {},
    offer: () => {},
    cancel: () => {},
    refuse: () => {},
    hangUp: () => {},
  }
  const asked = {
    request: sampleRequest(7),
    body: new Uint8Array(3),
    options: { target },
    context: { run: 'run_1' },
  }

  function setUp() {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => {
      vi.useRealTimers()
    })
    const added: unknown[] = []
    const reports = createReports({
      store: {
        getDelivery: async () => undefined,
        addDelivery: async (_bin, delivery) => {
          added.push(delivery)
          return undefined
        },
      },
      onKept: () => {},
    })
    let ids = 0
    const replays = createReplays({ reports, now: () => 5, newId: () => `dlv_${++ids}` })
    return { replays, added }
  }

  test('ends in words after 20 seconds', async () => {
    const { replays, added } = setUp()
    const ending = replays.deliver(relay, asked, new AbortController().signal)

    replays.onLeave(relay)
    vi.advanceTimersByTime(20_000)
    const { delivery } = await ending

    expect(added).toEqual([delivery])
    expect(delivery).toMatchObject({
      seq: 7,
      via: 'relay',
      run: 'run_1',
      request: { method: 'POST', url: `${target}/a%2Fb?x=1&x=2`, bodySize: 3 },
      outcome: { type: 'error', code: 'failed' },
    })
  })

  test('is kept as it really ended when the relay tells of it later', async () => {
    const { replays } = setUp()
    const ending = replays.deliver(relay, asked, new AbortController().signal)
    replays.onLeave(relay)
    vi.advanceTimersByTime(20_000)
    const { delivery } = await ending

    const taken = replays.take(relay.bin, sampleReport('dlv_1', 7), new Uint8Array())

    expect(taken).toBeUndefined()
    expect(delivery.id).not.toBe('dlv_1')
  })

  test('waits on when the same process is back in time', async () => {
    const { replays } = setUp()
    const offered: unknown[] = []
    const ending = replays.deliver(relay, asked, new AbortController().signal)
    replays.onLeave(relay)
    vi.advanceTimersByTime(19_000)

    replays.onJoin({ ...relay, offer: (offer) => offered.push(offer.id) })
    vi.advanceTimersByTime(100_000)
    const taken = await replays.take(relay.bin, sampleReport('dlv_1', 7), new Uint8Array())

    expect(offered).toEqual(['dlv_1'])
    expect(await ending).toBe(taken)
    expect(taken?.delivery).toMatchObject({ id: 'dlv_1', run: 'run_1' })
  })

  test('ends in words when a cancelled one is not heard of', async () => {
    const { replays } = setUp()
    const hangingUp = new AbortController()
    const cancelled: string[] = []
    const ending = replays.deliver(
      { ...relay, cancel: (id) => cancelled.push(id) },
      asked,
      hangingUp.signal,
    )

    hangingUp.abort()
    vi.advanceTimersByTime(20_000)

    expect(cancelled).toEqual(['dlv_1'])
    expect((await ending).delivery).toMatchObject({ outcome: { code: 'cancelled' } })
  })
})
