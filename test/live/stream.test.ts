import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { ServerMessage } from '../../server/wire/live.ts'
import { startCuttingProxy } from '../support/cutting-proxy.ts'
import { subscribeTo } from '../support/live.ts'
import { post, postMany } from '../support/post.ts'
import { startTestServer } from '../support/server.ts'

test('[L1] a subscriber gets what it missed in order and then the live tail', async () => {
  const server = await startTestServer()
  const bin = await server.mint()
  await postMany(bin.captureUrl, 1_200)

  const live = subscribeTo(server, bin, { after: 700 })
  await live.take(100)
  await postMany(bin.captureUrl, 300, { from: 1_201 })
  const requests = await live.take(800)

  expect(requests.map(({ seq }) => seq)).toEqual(range(701, 1_500))
})

test('[L1] [L4] 5,000 requests arrive exactly once though the socket is cut again and again', async () => {
  const server = await startTestServer()
  const bin = await server.mint()
  const proxy = await startCuttingProxy(server.port)
  const live = subscribeTo(server, bin, {
    url: `ws://127.0.0.1:${proxy.port}/api/live`,
    onState: ({ type }) => {
      if (type === 'waiting') queueMicrotask(() => live.client.retryNow())
    },
  })
  let cutAt = 0

  await postMany(bin.captureUrl, 5_000, {
    onAnswer: () => {
      if (live.requests.length < cutAt + 150) return
      cutAt = live.requests.length
      proxy.cutAll()
    },
  })
  const requests = await live.take(5_000)

  expect(proxy.cuts).toBeGreaterThan(8)
  expect(requests.map(({ seq }) => seq)).toEqual(range(1, 5_000))
})

test('[L1] many subscribers that join while requests pour in each get every one', async () => {
  const server = await startTestServer()
  const bin = await server.mint()
  const subscribers: ReturnType<typeof subscribeTo>[] = []

  await postMany(bin.captureUrl, 1_500, {
    onAnswer: (n) => {
      if (n % 100 === 0) subscribers.push(subscribeTo(server, bin))
    },
  })

  for (const subscriber of subscribers) {
    const requests = await subscriber.take(1_500)
    expect(requests.map(({ seq }) => seq)).toEqual(range(1, 1_500))
  }
})

test('[L2] frames carry summaries, never headers or bodies, and many requests share one', async () => {
  const server = await startTestServer()
  const bin = await server.mint()
  const { frames, socket } = await rawSubscriber(server.url, bin)

  await postMany(bin.captureUrl, 400)
  await seen(frames, socket, 400)

  const captured = frames.filter((frame) => frame.type === 'captured')
  expect(captured.length).toBeLessThan(200)
  const [first] = captured.flatMap((frame) => (frame.type === 'captured' ? frame.requests : []))
  expect(first).not.toHaveProperty('headers')
  expect(first?.body).toEqual({
    size: 7,
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    contentType: 'application/json',
    contentEncoding: null,
  })
})

test('[L3] a subscriber that stops reading is told of a gap, and refetching it leaves nothing out', async () => {
  const server = await startTestServer({ maxRequestsPerBin: 100_000 })
  const bin = await server.mint()
  const proxy = await startCuttingProxy(server.port)
  const live = subscribeTo(server, bin, { url: `ws://127.0.0.1:${proxy.port}/api/live` })
  await post(bin.captureUrl, 'first')
  await live.take(1)

  proxy.pause()
  const before = process.memoryUsage().rss
  // More than the socket's queue and the kernel's buffers hold together.
  const big = `${bin.captureUrl}/${'x'.repeat(8_000)}`
  await postMany(big, 1_500)
  const grown = process.memoryUsage().rss - before
  proxy.resume()
  const requests = await live.take(1_501)

  expect(requests.map(({ seq }) => seq)).toEqual(range(1, 1_501))
  expect(live.gaps).toBeGreaterThan(0)
  // What other tests of this process hold is not the subscriber's doing.
  expect(grown).toBeLessThan(256 * 1024 ** 2)
})

test('[L3] a subscriber that stops reading does not hold up the others', async () => {
  const server = await startTestServer()
  const bin = await server.mint()
  const proxy = await startCuttingProxy(server.port)
  const slow = subscribeTo(server, bin, { url: `ws://127.0.0.1:${proxy.port}/api/live` })
  const quick = subscribeTo(server, bin)
  await post(bin.captureUrl, 'first')
  await Promise.all([slow.take(1), quick.take(1)])

  proxy.pause()
  await postMany(`${bin.captureUrl}/${'x'.repeat(8_000)}`, 1_000)
  const requests = await quick.take(1_001)

  expect(requests.at(-1)?.seq).toBe(1_001)
  expect(slow.requests.length).toBeLessThan(1_001)
})

test('[L3] a stranger that asks and asks, and reads no answer, is hung up on', async () => {
  const server = await startTestServer()
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api/live`)
  socket.on('error', () => {})
  await new Promise((resolve) => socket.once('open', resolve))
  const asked = { type: 'subscribe', bin: '?'.repeat(60_000), key: '', after: 0 }

  socket.pause()
  let failure: Error | null | undefined
  for (let times = 0; times < 1_000 && !failure; times++) {
    failure = await new Promise<Error | undefined>((done) => {
      socket.send(JSON.stringify(asked), done)
    })
  }

  expect(failure).toBeInstanceOf(Error)
})

test('[L4] the client says which state it is in', async () => {
  const server = await startTestServer()
  const bin = await server.mint()
  const states: string[] = []
  const live = subscribeTo(server, bin, { onState: ({ type }) => states.push(type) })
  await post(bin.captureUrl, 'x')
  await live.take(1)

  await server.close()
  await live.stateIs('waiting')

  expect(states.slice(0, 3)).toEqual(['connecting', 'live', 'waiting'])
})

test('[L1] a client that knows more than a replaced database starts over', async () => {
  const server = await startTestServer()
  const bin = await server.mint()
  const live = subscribeTo(server, bin, { after: 500 })
  await live.subscribed()

  await post(bin.captureUrl, 'x')
  const [request] = await live.take(1)

  expect(request?.seq).toBe(1)
})

test.each([
  ['no JSON', 'hello'],
  ['another shape', '[]'],
  ['an unknown type', '{"type":"steal"}'],
  ['a negative cursor', '{"type":"subscribe","bin":"abc","key":"k","after":-1}'],
])('[L4] a message that is %s is refused and the socket lives on', async (_what, text) => {
  const server = await startTestServer()
  const bin = await server.mint()
  const { frames, socket } = await rawSubscriber(server.url, bin)

  socket.send(text)
  await post(bin.captureUrl, 'x')
  await seen(frames, socket, 1)

  expect(frames).toContainEqual({ type: 'refused', bin: '', reason: 'bad-message' })
})

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

/** A bare WebSocket, subscribed from the start, that keeps every frame. */
async function rawSubscriber(url: string, bin: { id: string; ownerKey: string }) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/api/live`)
  const frames: ServerMessage[] = []
  socket.on('message', (data) => frames.push(JSON.parse(String(data)) as ServerMessage))
  await new Promise((resolve) => socket.once('open', resolve))
  socket.send(JSON.stringify({ type: 'subscribe', bin: bin.id, key: bin.ownerKey, after: 0 }))
  return { socket, frames }
}

/** Resolves when the frames hold this many requests. */
function seen(frames: readonly ServerMessage[], socket: WebSocket, count: number): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      const total = frames.reduce(
        (sum, frame) => sum + (frame.type === 'captured' ? frame.requests.length : 0),
        0,
      )
      if (total >= count) resolve()
    }
    socket.on('message', check)
    check()
  })
}
