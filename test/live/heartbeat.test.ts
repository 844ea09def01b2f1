import { expect, onTestFinished, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { connectLive, type LiveState, type Socket } from '../../server/client/live.ts'
import { heartbeatMs } from '../../server/wire/live.ts'
import { startTestServer } from '../support/server.ts'

function fakeClock(...toFake: ('setInterval' | 'setTimeout' | 'clearTimeout' | 'Date')[]): void {
  vi.useFakeTimers({ toFake })
  onTestFinished(() => {
    vi.useRealTimers()
  })
}

test('[L4] the server pings every 15 seconds and hangs up on a client that does not answer', async () => {
  fakeClock('setInterval', 'Date')
  const server = await startTestServer()
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api/live`)
  await new Promise((resolve) => socket.once('open', resolve))
  const closed = new Promise<number>((resolve) => socket.once('close', resolve))
  const ping = new Promise((resolve) => socket.once('message', (data) => resolve(String(data))))

  vi.advanceTimersByTime(heartbeatMs)
  expect(await ping).toBe('{"type":"ping"}')
  vi.advanceTimersByTime(heartbeatMs * 2)

  expect(await closed).toBe(1006)
})

test('[L4] a client that answers pings stays connected', async () => {
  fakeClock('setInterval', 'Date')
  const server = await startTestServer()
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api/live`)
  onTestFinished(() => socket.terminate())
  await new Promise((resolve) => socket.once('open', resolve))
  const nextMessage = () => new Promise((resolve) => socket.once('message', resolve))

  for (let beat = 0; beat < 6; beat++) {
    const ping = nextMessage()
    vi.advanceTimersByTime(heartbeatMs)
    await ping
    // The answer to a message that is wrong proves that the pong before it was read.
    const refusal = nextMessage()
    socket.send('{"type":"pong"}')
    socket.send('?')
    await refusal
  }

  expect(socket.readyState).toBe(WebSocket.OPEN)
})

test('[L4] the client leaves a silent server and comes back, later each time, for ever', () => {
  fakeClock('setTimeout', 'clearTimeout', 'Date')
  const sockets: Socket[] = []
  const states: LiveState[] = []
  const client = connectLive({
    url: 'ws://localhost/api/live',
    onState: (state) => states.push(state),
    fetchFrom: async () => [],
    random: () => 1,
    openSocket: () => {
      const socket: Socket = {
        onopen: null,
        onmessage: null,
        onclose: null,
        onerror: null,
        send: () => {},
        close: () => {},
      }
      sockets.push(socket)
      return socket
    },
  })
  onTestFinished(() => client.close())

  const waits: number[] = []
  for (let round = 0; round < 12; round++) {
    sockets.at(-1)?.onopen?.()
    vi.advanceTimersByTime(heartbeatMs * 2)
    const state = states.at(-1)
    if (state?.type !== 'waiting') throw new Error(`The client is ${state?.type}.`)
    waits.push(state.retryAt - Date.now())
    vi.advanceTimersByTime(state.retryAt - Date.now())
  }

  expect(sockets).toHaveLength(13)
  // Every one of these connections had opened, so each wait is the first.
  expect(new Set(waits)).toEqual(new Set([600]))
})

test('[L4] tries that fail wait longer and longer, up to 15 seconds, never in step with others', () => {
  fakeClock('setTimeout', 'clearTimeout', 'Date')
  const states: LiveState[] = []
  const draws = [0, 1, 0, 1, 0, 1, 0, 1]
  let closeLast = () => {}
  const client = connectLive({
    url: 'ws://localhost/api/live',
    onState: (state) => states.push(state),
    fetchFrom: async () => [],
    random: () => draws.shift() ?? 1,
    openSocket: () => {
      const socket: Socket = {
        onopen: null,
        onmessage: null,
        onclose: null,
        onerror: null,
        send: () => {},
        close: () => {},
      }
      closeLast = () => socket.onclose?.()
      return socket
    },
  })
  onTestFinished(() => client.close())

  const waits: number[] = []
  for (let round = 0; round < 8; round++) {
    closeLast()
    const state = states.at(-1)
    if (state?.type !== 'waiting') throw new Error(`The client is ${state?.type}.`)
    waits.push(state.retryAt - Date.now())
    vi.advanceTimersByTime(state.retryAt - Date.now())
  }

  expect(waits).toEqual([300, 1_200, 1_200, 4_800, 4_800, 15_000, 7_500, 15_000])
})
