// How answers are performed on a connection, as the client at its other end sees it.

import { once } from 'node:events'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { get, head, lastHead, type Play, send } from './stage.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const sent = { type: 'sent', afterMs: expect.any(Number) }
const drip: Play = { drip: { bytesPerSecond: 10 } }
const rawDrip: Play = { drip: { bytesPerSecond: 10, headers: true } }

test.each([
  ['nothing, then a reset', 'reset', '', 'reset'],
  ['the headers and half of the body, then a reset', 'reset-during', `${head}hello`, 'reset'],
  ['the whole answer, then a reset', 'reset-after', `${head}hello world`, 'reset'],
  ['less than was promised, then an ordinary end', 'truncate', `${head}hello`, 'fin'],
] as const)('[R3] the client gets %s', async (_, end, received, closing) => {
  const { letTimePass, performed } = await send([{ end }])

  expect(await letTimePass()).toEqual({ received, end: closing })
  expect(await performed()).toEqual([sent])
})

test.each([
  ['reset-after', 200_000, 'reset'],
  ['reset-during', 100_000, 'reset'],
  ['truncate', 100_000, 'fin'],
] as const)('[R3] %s lets a large body arrive first', async (end, size, closing) => {
  const body = Buffer.alloc(200_000, 'x')

  const { letTimePass } = await send([{ end, answer: { body } }])
  const { received, end: seen } = await letTimePass()

  expect(received.split('\r\n\r\n')[1]?.length).toBe(size)
  expect(seen).toBe(closing)
})

test('[R3] nothing is sent before the delay is over, and the connection serves on afterwards', async () => {
  const { client, socket, closed, performing, performed } = await send([{ delayMs: 5_000 }])

  await vi.advanceTimersByTimeAsync(4_999)
  const early = socket().bytesWritten
  await vi.advanceTimersByTimeAsync(1)
  await performed()
  client.write(get)
  await performing(2)
  client.end()

  expect(early).toBe(0)
  expect((await closed).received).toBe(`${head}hello world`.repeat(2))
  expect(await performed()).toEqual([sent, sent])
})

test('[R3] a hang sends nothing for ten minutes and then closes', async () => {
  const { closed, socket, performed } = await send([{ end: 'hang' }])

  await vi.advanceTimersByTimeAsync(599_999)
  const isOpen = !socket().destroyed
  await vi.advanceTimersByTimeAsync(1)

  expect(isOpen).toBe(true)
  expect(await closed).toEqual({ received: '', end: 'fin' })
  expect(await performed()).toMatchObject([{ type: 'stopped', note: expect.stringMatching(/10/) }])
})

test('[R3] a drip sends its body at its rate, and the connection serves on afterwards', async () => {
  const { client, socket, performed } = await send([drip])
  const bytesAfter = async (ms: number) => {
    await vi.advanceTimersByTimeAsync(ms)
    return socket().bytesWritten - head.length
  }

  const counted = [await bytesAfter(0), await bytesAfter(200), await bytesAfter(800)]
  await vi.advanceTimersByTimeAsync(100)
  await performed()
  client.write(get)
  await vi.waitUntil(() => socket().bytesWritten === 2 * (head.length + 11))

  expect(counted).toEqual([0, 2, 10])
  expect(await performed()).toEqual([sent, sent])
})

test('[R3] a drip of the headers too sends the status line byte by byte and closes in the end', async () => {
  const { closed, socket, performed } = await send([rawDrip])
  const total = lastHead.length + 11

  await vi.advanceTimersByTimeAsync(1_600)
  const afterStart = socket().bytesWritten
  await vi.advanceTimersByTimeAsync(total * 100 - 1_600)

  expect(afterStart).toBe(16)
  expect(await closed).toEqual({ received: `${lastHead}hello world`, end: 'fin' })
  expect(await performed()).toEqual([sent])
})

test.each([
  ['truncate', false, `${head}hello`, 'fin'],
  ['reset-during', false, `${head}hello`, 'reset'],
  ['reset-after', false, `${head}hello world`, 'reset'],
  ['truncate', true, `${lastHead}hello`, 'fin'],
  ['reset-during', true, `${lastHead}hello`, 'reset'],
  ['reset', true, '', 'reset'],
] as const)('[R3] a drip ends by %s (of the headers too: %s)', async (end, headers, received, closing) => {
  const { letTimePass, performed } = await send([{ drip: { bytesPerSecond: 3, headers }, end }])

  expect(await letTimePass()).toEqual({ received, end: closing })
  expect(await performed()).toEqual([sent])
})

test('[R3] a drip waits for a client that does not read, and keeps to its rate when that reads again', async () => {
  const body = Buffer.alloc(24 * 1024 * 1024, 'x')
  const { client, socket, closed } = await send(
    [{ drip: { bytesPerSecond: 1_000_000, headers: true }, answer: { body } }],
    [get],
  )
  client.pause()
  let mostQueued = 0
  const step = async () => {
    await vi.advanceTimersByTimeAsync(100)
    mostQueued = Math.max(mostQueued, socket().writableLength)
  }

  for (let count = 0; count < 200; count++) await step()
  const heldBack = socket().bytesWritten
  client.resume()
  await once(socket(), 'drain')
  const before = socket().bytesWritten
  await vi.advanceTimersByTimeAsync(1_000)
  const inOneSecond = socket().bytesWritten - before
  client.destroy()
  await closed

  expect(heldBack).toBeLessThan(20_000_000)
  expect(mostQueued).toBeLessThan(600_000)
  expect(inOneSecond).toBeLessThanOrEqual(1_400_000)
})

test.each([
  ['HEAD / HTTP/1.1\r\nHost: h\r\n\r\n', 200, 'reset-during', true],
  [get, 204, 'reset-during', false],
  [get, 304, 'reset-after', false],
] as const)('[R3] without a body (%j %i) %s comes after the headers', async (request, status, end, hasLength) => {
  const { letTimePass } = await send([{ end, answer: { status } }], [request])

  const { received, end: seen } = await letTimePass()

  expect(seen).toBe('reset')
  expect(received).toMatch(new RegExp(`^HTTP/1.1 ${status} [^]*\r\n\r\n$`))
  expect(received.includes('\r\nContent-Length: 11\r\n')).toBe(hasLength)
})

test.each([
  ['HEAD / HTTP/1.1\r\nHost: h\r\n\r\n', 200, undefined],
  [get, 204, undefined],
  [get, 304, undefined],
  [get, 200, new Uint8Array()],
])('[R3] what has no body (%j %i) is not truncated, and says so', async (request, status, body) => {
  const play: Play = { ...drip, end: 'truncate', answer: { status, ...(body && { body }) } }
  const { client, performed, socket } = await send([play], [request])
  const [answer] = await once(client, 'data')

  expect(String(answer)).toMatch(new RegExp(`^HTTP/1.1 ${status} [^]*\r\n\r\n$`))
  expect(await performed()).toMatchObject([
    { type: 'sent', note: expect.stringMatching(/no body/) },
  ])
  expect(socket().destroyed).toBe(false)
})

test('[R3] a phrase of the rule stands after the status, however the answer is sent', async () => {
  const answer = { status: 499, reason: 'Gone Fishing' }
  const plays: Play[] = [
    { answer },
    { delayMs: 1, answer },
    { ...drip, answer },
    { ...rawDrip, answer },
  ]

  const { closed } = await send(plays, [get, get, get, get])
  await vi.advanceTimersByTimeAsync(60_000)

  expect((await closed).received.match(/HTTP\/1.1 499 Gone Fishing\r\n/g)).toHaveLength(4)
})

test('[R3] answers to pipelined requests leave in order, whatever is done to each', async () => {
  const { closed, performed } = await send(
    [{ delayMs: 3_000 }, drip, { delayMs: 10 }, rawDrip, { delayMs: 1 }],
    [get, get, get, get, get],
  )
  await vi.advanceTimersByTimeAsync(60_000)

  const { received, end } = await closed

  const [kept, last] = [`${head}hello world`, `${lastHead}hello world`]

  expect(received).toBe([kept, kept, kept, last].join(''))
  expect(end).toBe('fin')
  expect(await performed()).toMatchObject([
    ...Array(4).fill(sent),
    { type: 'stopped', note: expect.stringMatching(/closed its connection/) },
  ])
})

test('[R3] a reset waits for the answers before it', async () => {
  const { closed } = await send([{ delayMs: 3_000 }, { end: 'reset' }], [get, get])
  await vi.advanceTimersByTimeAsync(3_000)

  expect(await closed).toEqual({ received: `${head}hello world`, end: 'reset' })
})

test.each([
  ['HTTP/1.0', 'POST / HTTP/1.0\r\nContent-Length: 3\r\n\r\nold', ''],
  [
    'Expect: 100-continue',
    'POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\nnew',
    'HTTP/1.1 100 Continue\r\n\r\n',
  ],
])('[R3] a client of %s gets drips and delays like any other', async (_, request, first) => {
  const dripped = await send([drip], [request])
  const raw = await send([rawDrip], [request])
  const late = await send([{ delayMs: 60_000 }], [request])
  const reset = await send([{ end: 'reset-after' }], [request])

  const whole = { received: `${first}${lastHead}hello world`, end: 'fin' }
  expect(await dripped.letTimePass()).toEqual(whole)
  expect(await raw.letTimePass()).toEqual(whole)
  expect(await late.letTimePass()).toEqual(whole)
  expect(await reset.letTimePass()).toEqual({ ...whole, end: 'reset' })
})
