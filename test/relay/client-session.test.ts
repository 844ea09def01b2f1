import { describe, expect, test } from 'vitest'
import {
  type ClientOutput,
  type ClientSessionOptions,
  createClientSession,
} from '../../server/relay/client-session.ts'
import { framesOf } from '../../server/relay/frames.ts'
import type { RelayServerMessage } from '../../server/wire/relay.ts'
import { relayOptions, sampleReport, sampleRequest, sampleWelcome } from './samples.ts'

/** A session, and what a server says to it. */
function startSession(overrides: Partial<ClientSessionOptions> = {}) {
  const session = createClientSession({ ...relayOptions, ...overrides })
  const say = (message: RelayServerMessage) =>
    framesOf(message).flatMap((frame) => session.receive(frame, 0))
  const greet = (after = 0, binCreatedAt = 1_000) =>
    say({ type: 'welcome', version: 1, ...sampleWelcome, after, binCreatedAt })
  const deliver = (seq: number, id = `dlv_${seq}`, kind: 'new' | 'replay' = 'new') =>
    say({ type: 'deliver', id, kind, request: sampleRequest(seq), bodySize: 0 })
  return { session, say, greet, deliver }
}

/** What is sent as text, read again, and everything else by its type. */
function told(outputs: readonly ClientOutput[]): unknown[] {
  return outputs.map((output) =>
    output.type === 'send' && typeof output.frame === 'string'
      ? JSON.parse(output.frame)
      : output.type,
  )
}

const noBody = new Uint8Array()

test('[D8] a relay that reconnects asks for what comes after the last request it received', () => {
  const { session, greet, deliver, say } = startSession({ start: 'now' })
  const first = told(session.connected(0))
  greet(40)
  deliver(41)
  say({ type: 'passed', upTo: 55 })

  session.disconnected()
  const second = told(session.connected(1))

  expect(first).toMatchObject([{ type: 'hello', after: 'now', window: 4 }])
  expect(second).toMatchObject([{ type: 'hello', after: 55, binCreatedAt: 1_000, window: 3 }])
})

test('[D8] an outcome is told on every connection until the server has kept it', () => {
  const { session, greet, deliver, say } = startSession()
  session.connected(0)
  greet()
  deliver(1)
  const once = told(session.report(sampleReport('dlv_1', 1), noBody))
  session.disconnected()
  session.connected(1)

  const again = told(greet(1))
  const kept = told(say({ type: 'kept', id: 'dlv_1' }))
  session.disconnected()
  session.connected(2)
  const third = told(greet(1))

  const delivery = expect.objectContaining({ id: 'dlv_1' })
  expect(once).toEqual([{ type: 'delivered', delivery, bodySize: 0 }])
  expect(again).toEqual(['welcome', { type: 'delivered', delivery, bodySize: 0 }])
  expect(kept).toEqual(['kept', { type: 'window', window: 4 }])
  expect(third).toEqual(['welcome'])
})

test('[D8] what ends while there is no connection is told on the next', () => {
  const { session, greet, deliver } = startSession()
  session.connected(0)
  greet()
  deliver(1)
  session.disconnected()

  const offline = session.report(sampleReport('dlv_1', 1), noBody)
  session.connected(1)
  const online = told(greet(1))

  expect(offline).toEqual([])
  expect(online).toMatchObject(['welcome', { type: 'delivered' }])
})

test('a window set while nobody listens is told with the welcome', () => {
  const { session, greet } = startSession()
  session.connected(0)

  const early = session.setWindow(0)
  const outputs = told(greet())

  expect(early).toEqual([])
  expect(outputs).toEqual(['welcome', { type: 'window', window: 0 }])
})

test('a replay that the server says again after a cut is handed out once', () => {
  const { session, greet, deliver } = startSession()
  session.connected(0)
  greet()
  const first = told(deliver(1, 'again-1', 'replay'))
  session.disconnected()
  session.connected(1)
  greet()

  const second = told(deliver(1, 'again-1', 'replay'))

  expect(first).toEqual(['deliver'])
  expect(second).toEqual([])
})

test('a bin made anew under the old id begins at its beginning, and nothing of the old one is told', () => {
  const { session, greet, deliver } = startSession()
  session.connected(0)
  greet()
  deliver(1)
  session.disconnected()
  session.connected(1)

  const outputs = greet(0, 2_000)
  const late = session.report(sampleReport('dlv_1', 1), noBody)
  const fresh = told(deliver(1, 'dlv_new'))

  expect(outputs).toMatchObject([{ type: 'welcome', isNewBin: true }, { type: 'send' }])
  expect(late).toEqual([])
  expect(fresh).toEqual(['deliver'])
})

test('only a delivery that it holds is cancelled', () => {
  const { session, greet, deliver, say } = startSession()
  session.connected(0)
  greet()
  deliver(1)

  const known = told(say({ type: 'cancel', id: 'dlv_1' }))
  const unknown = told(say({ type: 'cancel', id: 'dlv_2' }))

  expect([known, unknown]).toEqual([['cancel'], []])
})

describe('a server that breaks the protocol', () => {
  test.each<[string, RelayServerMessage]>([
    ['sends a request twice', deliverMessage(1)],
    ['welcomes twice', { type: 'welcome', version: 1, ...sampleWelcome }],
  ])('is left when it %s', (_what, message) => {
    const { session, greet, deliver, say } = startSession()
    session.connected(0)
    greet()
    deliver(1)

    const outputs = say(message)

    expect(outputs).toMatchObject([{ type: 'hang-up', why: 'bad-message' }])
    expect(session.receive('{"type":"ping"}', 0)).toEqual([])
  })

  test.each([
    ['does not know the protocol', '{"type":"refused","bin":"","reason":"bad-message"}'],
    ['speaks another version', JSON.stringify({ type: 'welcome', ...sampleWelcome, version: 2 })],
  ])('is given up when it %s', (_what, text) => {
    const { session } = startSession()
    session.connected(0)

    const outputs = session.receive(text, 0)

    expect(outputs).toMatchObject([{ type: 'refused', reason: 'version' }])
  })
})

test('[L4] the relay pings every 15 seconds and leaves a server that says nothing for 30', () => {
  const { session, greet } = startSession()
  session.connected(0)
  greet()

  const outputs = [5, 10, 15, 20, 25, 30, 35].map((second) => told(session.tick(second * 1000)))

  const ping = [{ type: 'ping' }]
  expect(outputs).toEqual([[], [], ping, [], [], ping, ['hang-up']])
})

function deliverMessage(seq: number): RelayServerMessage {
  return { type: 'deliver', id: 'dlv_9', kind: 'new', request: sampleRequest(seq), bodySize: 0 }
}
