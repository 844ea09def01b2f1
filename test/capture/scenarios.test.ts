// Rules that answer as a failing server would: what the sender gets, byte by byte, and what the bin tells of it.

import { expect, onTestFinished, test } from 'vitest'
import type { RuleResponse } from '../../server/wire/rules/rules.ts'
import { subscribeTo } from '../support/live.ts'
import { openConnection, readToClose, sendRaw } from '../support/raw-http.ts'
import { readRequest } from '../support/read.ts'
import { type Keyed, setRules } from '../support/rules.ts'
import { startTestServer, type TestServer, useServer } from '../support/server.ts'

const server = useServer()

const post = (bin: Keyed, headers = '') =>
  `POST /in/${bin.id} HTTP/1.1\r\nHost: h\r\n${headers}Content-Length: 2\r\n\r\nhi`

/** Of every answer, but what is said of the connection. */
const head = (status: string) =>
  `HTTP/1.1 ${status}\r\nContent-Type: text/plain\r\nDate: then\r\nContent-Security-Policy: sandbox\r\n` +
  'X-Content-Type-Options: nosniff\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 10\r\n'
const kept = 'Connection: keep-alive\r\nKeep-Alive: timeout=65\r\n\r\n'
const last = 'Connection: close\r\n\r\n'

const ten: RuleResponse = {
  headers: [
    ['Content-Type', 'text/plain'],
    ['Date', 'then'],
  ],
  body: '0123456789',
}

/** A bin that answers everything so. */
async function binThat(then: RuleResponse, at: TestServer = server) {
  const bin = await at.mint()
  await setRules(at, bin, { rules: [{ when: '', then }] })
  return bin
}

/** Sends a webhook on a connection of its own; closed when the test is over. */
async function open(bin: Keyed, at: TestServer = server) {
  const socket = await openConnection(at.port)
  onTestFinished(() => void socket.destroy())
  const closed = readToClose(socket)
  socket.write(post(bin))
  return { socket, closed }
}

type Case = [what: string, RuleResponse, received: string, end: 'fin' | 'reset', told: object]

test.each<Case>([
  ['a reset at once', { end: 'reset' }, '', 'reset', { status: null, end: 'reset' }],
  [
    'half of it, then a reset',
    { ...ten, status: 503, reason: 'Gone Fishing', end: 'reset-during' },
    `${head('503 Gone Fishing')}${kept}01234`,
    'reset',
    { status: 503, end: 'reset-during' },
  ],
  [
    'all of it, then a reset',
    { ...ten, end: 'reset-after' },
    `${head('200 OK')}${kept}0123456789`,
    'reset',
    { status: 200, end: 'reset-after' },
  ],
  [
    'less than was promised',
    { ...ten, end: 'truncate' },
    `${head('200 OK')}${kept}01234`,
    'fin',
    { status: 200, end: 'truncate' },
  ],
  [
    'all of it, late, in drips',
    { ...ten, status: 201, delayMs: 5, drip: { bytesPerSecond: 2_000, headers: true } },
    `${head('201 Created')}${last}0123456789`,
    'fin',
    { status: 201, delayMs: 5, drip: { bytesPerSecond: 2_000, headers: true } },
  ],
  [
    'less than was promised, in drips',
    { ...ten, drip: { bytesPerSecond: 100 }, end: 'truncate' },
    `${head('200 OK')}${kept}01234`,
    'fin',
    { status: 200, drip: { bytesPerSecond: 100 }, end: 'truncate' },
  ],
])('[R3] [R4] the sender gets %s, and the bin tells', async (_, then, received, end, told) => {
  const bin = await binThat(then)
  const { closed } = await open(bin)

  expect(await closed).toEqual({ received, end })
  const { response } = await readRequest(server, bin, 1)
  expect(response).toMatchObject({ by: 'rule', ...told })
  expect(response).not.toHaveProperty('gaveUpAfterMs')
  expect(response).not.toHaveProperty('note')
})

test('[R3] a connection serves on after delays and drips', async () => {
  const bin = await binThat({ ...ten, delayMs: [1, 20], drip: { bytesPerSecond: 1_000 } })

  const received = await sendRaw(
    server.port,
    post(bin),
    post(bin),
    post(bin, 'Connection: close\r\n'),
  )

  const [keptAnswer, lastAnswer] = [kept, last].map((rest) => `${head('200 OK')}${rest}0123456789`)
  expect(received).toBe([keptAnswer, keptAnswer, lastAnswer].join(''))
})

test.each<[what: string, RuleResponse, told: object]>([
  ['an answer that never comes', { end: 'hang' }, { status: null, end: 'hang' }],
  ['the end of a delay', { status: 202, delayMs: 300_000 }, { status: 202, delayMs: 300_000 }],
  [
    'the last drip',
    { ...ten, drip: { bytesPerSecond: 1 } },
    { status: 200, drip: { bytesPerSecond: 1 } },
  ],
])('[R3] [R4] of a sender that does not wait for %s the bin tells when it gave up', async (_, then, told) => {
  const bin = await binThat(then)
  const live = subscribeTo(server, bin)
  const { socket } = await open(bin)
  await live.take(1)

  socket.destroy()
  const { requests } = await live.event('changed')

  expect(requests?.[0]?.response).toMatchObject({ ...told, gaveUpAfterMs: expect.any(Number) })
  expect((await readRequest(server, bin, 1)).response).toEqual(requests?.[0]?.response)
})

test('[R4] what has no body is told to have ended normally', async () => {
  const bin = await binThat({ status: 204, end: 'truncate' })
  const live = subscribeTo(server, bin)
  await live.subscribed()
  await open(bin)

  const { requests } = await live.event('changed')

  const told = { status: 204, note: expect.stringMatching(/no body/) }
  expect(requests?.[0]?.response).toMatchObject(told)
})

test('[R4] an answer that never had its turn is told not to have been sent', async () => {
  const bin = await binThat({ end: 'hang' })
  const other = await server.mint()
  const live = subscribeTo(server, other)
  const { socket } = await open(bin)
  socket.write(post(other))
  await live.take(1)

  socket.destroy()
  const { requests } = await live.event('changed')

  expect(requests?.[0]?.response).toMatchObject({
    by: 'default',
    gaveUpAfterMs: expect.any(Number),
  })
})

test('[A6] a bin that holds all it may does not hinder another', async () => {
  const server = await startTestServer()
  const hanging = await binThat({ end: 'hang' }, server)
  const dripping = await binThat({ body: 'x'.repeat(1_000), drip: { bytesPerSecond: 1 } }, server)
  const slow = await server.mint()
  await setRules(server, slow, {
    rules: Array.from({ length: 12 }, (_, index) => ({
      when: `body.a:/(x+x+)+${index}$/`,
      then: { status: 500 },
    })),
  })
  const free = await binThat({ ...ten, delayMs: 1 }, server)

  const hostile = [hanging, dripping].flatMap((bin) => Array.from({ length: 100 }, () => bin))
  for (const bin of hostile) await open(bin, server)
  await expect.poll(() => readRequest(server, hanging, 100)).toBeDefined()
  await expect.poll(() => readRequest(server, dripping, 100)).toBeDefined()
  const long = JSON.stringify({ a: 'x'.repeat(5_000) })
  const strained = fetch(`${server.url}/in/${slow.id}`, { method: 'POST', body: long })
  const [refused, answered] = await Promise.all([
    fetch(`${server.url}/in/${hanging.id}`, { method: 'POST' }),
    fetch(`${server.url}/in/${free.id}`, { method: 'POST' }),
  ])

  expect(answered.status).toBe(200)
  expect(await answered.text()).toBe('0123456789')
  expect(refused.status).toBe(503)
  expect(refused.headers.get('retry-after')).toBe('5')
  expect(await refused.json()).toMatchObject({ error: { code: 'unavailable' } })
  expect((await strained).status).toBe(200)
  const { response } = await readRequest(server, hanging, 101)
  expect(response).toMatchObject({
    status: 503,
    by: 'hooklens',
    note: expect.stringMatching(/100/),
  })
  expect(response).not.toHaveProperty('end')
})
