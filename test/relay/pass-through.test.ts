import { describe, expect, test } from 'vitest'
import type { HeaderPair } from '../../server/wire/requests.ts'
import { call, failure } from '../support/call.ts'
import { subscribeTo } from '../support/live.ts'
import { openConnection, sendRaw } from '../support/raw-http.ts'
import { connectRelay, type TestRelayOptions } from '../support/relay.ts'
import { startTestServer } from '../support/server.ts'

/** A bin that passes answers through, patiently unless told otherwise. */
async function start({ timeoutMs = 120_000 } = {}) {
  const server = await startTestServer()
  const bin = await server.mint()
  const rules = `/bins/${bin.id}/rules`
  const key = bin.ownerKey
  await call(server, `PUT ${rules}`, { key, json: { passThrough: { timeoutMs } } })
  const live = subscribeTo(server, bin)
  await live.subscribed()
  const connect = async (options: TestRelayOptions = {}) => {
    const relay = connectRelay(server, bin, options)
    await relay.told('welcome')
    return relay
  }
  const send = (method = 'POST', headers: Record<string, string> = {}) =>
    fetch(bin.captureUrl, { method, headers, ...(method === 'POST' ? { body: 'x' } : {}) })
  /** The request as it stands once its answer is settled. */
  const settled = async (seq = 1) => {
    const find = () =>
      live.events
        .flatMap((event) => (event.type === 'changed' ? (event.requests ?? []) : []))
        .find((change) => change.seq === seq && change.response !== undefined)
    await expect.poll(find).toBeDefined()
    return find()?.response
  }
  const read = async (seq: number) =>
    (await call(server, `GET /bins/${bin.id}/requests/${seq}`, { key })).json
  return { server, bin, rules, live, connect, send, settled, read }
}

describe('[D9] the local answer', () => {
  test('goes to the sender with its own headers, less those of its connection and with our fence', async () => {
    const { connect, send, settled, read, live } = await start()
    const headers: HeaderPair[] = [
      ['Content-Type', 'text/plain'],
      ['X-Mine', 'caf\xe9'],
      ['Vary', 'Cookie'],
      ['Vary', 'Accept'],
      ['Connection', 'close, X-Hop'],
      ['X-Hop', '1'],
      ['Keep-Alive', 'timeout=5'],
      ['Transfer-Encoding', 'chunked'],
      ['Content-Security-Policy', "script-src 'self'"],
      ['Access-Control-Allow-Origin', 'https://one.test'],
    ]
    const relay = await connect({
      work: (job) => job.answer({ status: 418, headers }, Buffer.from('short and stout')),
    })

    const answer = await send()

    expect(answer.status).toBe(418)
    expect(await answer.text()).toBe('short and stout')
    const got = Object.fromEntries(answer.headers)
    expect(got).toMatchObject({
      'content-type': 'text/plain',
      'content-length': '15',
      'x-mine': 'caf\xe9',
      vary: 'Cookie, Accept',
      'content-security-policy': 'sandbox',
      'x-content-type-options': 'nosniff',
      'access-control-allow-origin': '*',
    })
    expect(got).not.toHaveProperty('x-hop')
    expect(got).not.toHaveProperty('transfer-encoding')
    const record = { status: 418, by: 'relay', passThrough: { outcome: 'answered' } }
    expect(await settled()).toMatchObject(record)
    expect(await read(1)).toMatchObject({ response: record })
    const { delivery } = await live.event('delivered')
    expect(delivery).toMatchObject({ seq: 1, via: 'relay', outcome: { status: 418 } })
    expect(relay.jobs[0]?.delivery.answerWithinMs).toBeGreaterThan(0)
  })

  test('[A4] goes without what would act on the whole host, and the record says so', async () => {
    const { connect, send, settled } = await start()
    const headers: HeaderPair[] = [
      ['Clear-Site-Data', '"*"'],
      ['Set-Cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
      ['Service-Worker-Allowed', '/'],
    ]
    await connect({ work: (job) => job.answer({ status: 200, headers }) })

    const answer = await send()

    for (const [name] of headers) expect(answer.headers.get(name)).toBeNull()
    const detail = expect.stringMatching(/: Clear-Site-Data, Set-Cookie, Service-Worker-Allowed\.$/)
    expect(await settled()).toMatchObject({ passThrough: { outcome: 'answered', detail } })
  })

  test.each([
    ['HEAD', 200, [['Content-Length', '1234']], /^HTTP\/1\.1 200 OK\r\nContent-Length: 1234\r\n/],
    ['POST', 204, [], /^HTTP\/1\.1 204 No Content\r\n(?!.*Content-Length)/s],
    [
      'GET',
      304,
      [['ETag', '"a"']],
      /^HTTP\/1\.1 304 Not Modified\r\nETag: "a"\r\n(?!.*Content-Length)/s,
    ],
    ['GET', 200, [], /\r\nContent-Length: 0\r\n/],
  ] as [
    string,
    number,
    HeaderPair[],
    RegExp,
  ][])('to a %s may be a %i without a body', async (method, status, headers, expected) => {
    const { server, bin, connect } = await start()
    await connect({ work: (job) => job.answer({ status, headers }) })

    const head = `${method} /in/${bin.id} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`
    const received = await sendRaw(server.port, head)

    expect(received).toMatch(expected)
    expect(received).toMatch(/\r\n\r\n$/)
  })

  test('comes from the relay that is connected longest and not paused', async () => {
    const { connect, send } = await start()
    await connect({ window: 0 })
    await connect({ work: (job) => job.answer({ status: 202 }) })
    const third = await connect({ work: (job) => job.answer({ status: 500 }) })

    const { status } = await send()

    expect(status).toBe(202)
    expect((await third.job(0)).delivery.answerWithinMs).toBeUndefined()
  })
})

describe('[D9] the bin answers itself, and says so', () => {
  const own = (outcome: string, detail: string) => ({
    status: 200,
    by: 'default',
    passThrough: { outcome, detail: expect.stringContaining(detail) },
  })

  test('when no relay is connected', async () => {
    const { send, read } = await start()

    const answer = await send()

    expect(await answer.json()).toEqual({ ok: true })
    expect(await read(1)).toMatchObject({ response: own('no-relay', 'No relay was connected') })
  })

  test('when the answer is late; the delivery goes on and is kept', async () => {
    const { connect, send, settled, live } = await start({ timeoutMs: 100 })
    const relay = await connect()

    const answer = await send()
    relay.jobs[0]?.answer({ status: 500 })

    expect(await answer.json()).toEqual({ ok: true })
    expect(await settled()).toMatchObject(
      own('too-late', 'No answer came from http://localhost:3000 within 0.1 s'),
    )
    expect((await live.event('delivered')).delivery).toMatchObject({ outcome: { status: 500 } })
  })

  test('at once when the relay is lost; it delivers on when it is back', async () => {
    const { connect, send, settled, live } = await start()
    const relay = await connect()
    const answering = send()
    const job = await relay.job(0)

    relay.cut()
    const answer = await answering
    job.answer({ status: 201 })
    relay.reconnect()

    expect(await answer.json()).toEqual({ ok: true })
    expect(await settled()).toMatchObject(own('failed', 'was lost'))
    expect((await live.event('delivered')).delivery).toMatchObject({ outcome: { status: 201 } })
    expect(relay.jobs).toHaveLength(1)
  })

  test('when the local server fails', async () => {
    const { connect, send, settled } = await start()
    await connect({ work: (job) => job.fail('Nothing is listening on localhost:3000.', 'refused') })

    const answer = await send()

    expect(await answer.json()).toEqual({ ok: true })
    expect(await settled()).toMatchObject(own('failed', 'Nothing is listening on localhost:3000.'))
  })

  test("when the relay's filters leave the request out", async () => {
    const { connect, send, settled } = await start()
    await connect({ filters: ['method:PUT'] })

    const answer = await send()

    expect(await answer.json()).toEqual({ ok: true })
    expect(await settled()).toMatchObject(own('no-relay', 'filters leave this request out'))
  })

  test('where a preflight or a provider asks what only it knows', async () => {
    const { bin, connect, read } = await start()
    const relay = await connect({ work: (job) => job.answer({ status: 500 }) })

    const preflight = await fetch(bin.captureUrl, {
      method: 'OPTIONS',
      headers: { Origin: 'https://one.test', 'Access-Control-Request-Method': 'POST' },
    })
    const challenge = await fetch(bin.captureUrl, {
      method: 'POST',
      body: JSON.stringify({ type: 'url_verification', token: 't', challenge: 'abc' }),
      headers: { 'Content-Type': 'application/json' },
    })

    expect(preflight.status).toBe(204)
    expect(challenge.status).toBe(200)
    await relay.job(1)
    expect((await read(2)).response).toMatchObject({ by: 'handshake' })
    expect((await read(2)).response).not.toHaveProperty('passThrough')
  })
})

test('[D9] a sender that hangs up while it waits was answered nothing, and it says so; its request is delivered all the same', async () => {
  const { server, bin, connect, settled, live } = await start()
  const relay = await connect()
  const sender = await openConnection(server.port)
  sender.write(`POST /in/${bin.id} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n`)
  const job = await relay.job(0)

  sender.destroy()
  const response = await settled()
  job.answer({ status: 200 })

  expect(response).toMatchObject({ status: null, passThrough: { outcome: 'gave-up' } })
  expect((await live.event('delivered')).delivery).toMatchObject({ seq: 1 })
})

test('[D9] the setting is read with either key, changed with the owner key, and holds from the next request on', async () => {
  const { server, bin, rules, connect, send, read } = await start()
  await connect({ work: (job) => job.answer({ status: 418 }) })
  const before = await send()

  const seen = await call(server, `GET ${rules}`, { key: bin.viewKey })
  const refused = await call(server, `PUT ${rules}`, {
    key: bin.viewKey,
    json: { passThrough: null },
  })
  const tooShort = await call(server, `PUT ${rules}`, {
    key: bin.ownerKey,
    json: { passThrough: { timeoutMs: 1 } },
  })
  const off = await call(server, `PUT ${rules}`, {
    key: bin.ownerKey,
    json: { passThrough: null },
  })
  const after = await send()

  expect(before.status).toBe(418)
  expect(seen.json).toMatchObject({ passThrough: { timeoutMs: 120_000 } })
  expect(refused).toMatchObject(failure(403, 'forbidden'))
  expect(tooShort.status).toBe(400)
  expect(off.json).toMatchObject({ passThrough: null })
  expect(after.status).toBe(200)
  expect((await read(2)).response).toEqual({ status: 200, by: 'default', ms: expect.any(Number) })
})
