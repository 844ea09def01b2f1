// What becomes of a held answer when its sender leaves, there is no room for it, or the server stops; and of the server.

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openConnection, readToClose, requestRaw } from '../support/raw-http.ts'
import { get, head, lastHead, type Play, send } from './stage.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const phases: readonly (readonly [string, readonly Play[]])[] = [
  ['the delay', [{ delayMs: 60_000 }]],
  ['the delay of one that ends by a reset', [{ delayMs: 60_000, end: 'reset' }]],
  ['a hang', [{ end: 'hang' }]],
  ['a drip', [{ drip: { bytesPerSecond: 1 } }]],
  ['a drip of the headers', [{ drip: { bytesPerSecond: 1, headers: true } }]],
  ['the turn of another', [{ end: 'hang' }, { drip: { bytesPerSecond: 1 } }, { delayMs: 5 }]],
]

test.each(
  phases,
)('[R3] a sender that leaves during %s gave up, and nothing of it stays behind', async (_, plays) => {
  const requests = plays.map(() => get)
  const bounds = { mostPerBin: plays.length }
  const { client, performed, strayListeners, take, socket } = await send(plays, requests, bounds)
  await vi.advanceTimersByTimeAsync(2_000)

  client.destroy()
  const outcomes = await performed()

  expect(outcomes).toEqual(plays.map(() => ({ type: 'gave-up', afterMs: 2_000 })))
  expect(vi.getTimerCount()).toBe(0)
  expect(strayListeners()).toBeLessThanOrEqual(0)
  expect(socket().destroyed).toBe(true)
  expect(plays.map(() => take().type)).toEqual(plays.map(() => 'held'))
})

test('[R3] twenty pipelined answers leave no listeners on their connection, and no warning', async () => {
  const warn = vi.fn()
  process.once('warning', warn)
  const count = 20
  const { closed, client, performed, strayListeners } = await send(
    Array.from({ length: count }, () => ({ delayMs: 10, drip: { bytesPerSecond: 1_000 } })),
    Array.from({ length: count }, () => get),
  )
  await vi.advanceTimersByTimeAsync(10_000)
  await performed()
  const stray = strayListeners()
  client.end()

  expect((await closed).received).toBe(`${head}hello world`.repeat(count))
  expect(stray).toBeLessThanOrEqual(0)
  expect(vi.getTimerCount()).toBe(0)
  expect(warn).not.toHaveBeenCalled()
  process.off('warning', warn)
})

test('[A6] an answer that there is no room to hold is a 503 at once that says why', async () => {
  const { port, performing, performed, client, closed } = await send(
    [{ delayMs: 60_000 }, { end: 'hang' }, { end: 'truncate' }],
    [get],
    { mostPerBin: 1 },
  )

  const refused = await requestRaw(port, get.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n'))
  const other = await openConnection(port)
  const truncated = readToClose(other)
  other.write(get)
  await performing(3)
  const unheld = await truncated
  client.destroy()
  await closed

  expect(refused.status).toBe(503)
  expect(refused.headers.get('retry-after')).toBe('5')
  expect(refused.headers.get('content-security-policy')).toBe('sandbox')
  expect(JSON.parse(refused.body)).toEqual({
    error: {
      code: 'unavailable',
      message:
        'This bin held as many connections already as a bin may: 1, fewer where their answers are large. Send it again shortly.',
    },
  })
  expect(unheld.received).toBe(`${head}hello`)
  expect(await performed()).toMatchObject([
    { type: 'gave-up' },
    { type: 'crowded', status: 503, why: expect.stringMatching(/as a bin may/) },
    { type: 'sent' },
  ])
})

test('[O2] closing sends at once what was delayed or dripped, and closes what hung', async () => {
  const delayed = await send([{ delayMs: 60_000 }])
  const dripped = await send([{ drip: { bytesPerSecond: 1, headers: true } }])
  const hung = await send([{ end: 'hang' }])
  await vi.advanceTimersByTimeAsync(5_000)

  for (const { holds } of [delayed, dripped, hung]) holds.close()
  const outcomes = await Promise.all([delayed.performed(), dripped.performed(), hung.performed()])
  delayed.client.end()

  expect(await delayed.closed).toEqual({ received: `${head}hello world`, end: 'fin' })
  expect(await dripped.closed).toEqual({ received: `${lastHead}hello world`, end: 'fin' })
  expect(await hung.closed).toEqual({ received: '', end: 'fin' })
  expect(outcomes.flat()).toMatchObject(
    Array(3).fill({ type: 'stopped', note: expect.stringMatching(/stopping/) }),
  )
  expect(vi.getTimerCount()).toBe(0)
})
