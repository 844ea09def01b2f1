import { describe, expect, test } from 'vitest'
import { createServerSession, type ServerOutput } from '../../server/relay/server-session.ts'
import { heartbeatMs } from '../../server/wire/live.ts'
import { relayOptions, sampleReport, sampleRequest, sampleWelcome } from './samples.ts'

const { start, ...offered } = relayOptions
const hello = JSON.stringify({ type: 'hello', version: 1, ...offered, after: start })

function greeted() {
  const session = createServerSession(0)
  session.receive(hello, 0)
  session.welcome(sampleWelcome)
  return session
}

/** What is sent as text, read again, and everything else by its type. */
function told(outputs: readonly ServerOutput[]): unknown[] {
  return outputs.map((output) =>
    output.type === 'send' && typeof output.frame === 'string'
      ? JSON.parse(output.frame)
      : output.type,
  )
}

describe('a relay is turned away', () => {
  test.each([
    ['whose version is older', { version: 0 }, "Update 'hooklens listen'."],
    ['whose version is newer', { version: 2 }, 'Update the server.'],
    [
      'whose hello is of another version altogether',
      { version: 9, window: 'wide' },
      'Update the server.',
    ],
  ])('%s', (_what, changed, advice) => {
    const session = createServerSession(0)

    const outputs = session.receive(JSON.stringify({ ...JSON.parse(hello), ...changed }), 0)

    const message = expect.stringContaining(advice)
    expect(told(outputs)).toEqual([{ type: 'refused', reason: 'version', message }, 'close'])
  })

  test.each([
    ['that does not begin with a hello', '{"type":"ping"}'],
    ['whose hello makes no sense', '{"type":"hello","version":1}'],
    ['that begins with bytes', new Uint8Array([1])],
  ])('%s', (_what, frame) => {
    const session = createServerSession(0)

    const outputs = session.receive(frame, 0)

    const message = expect.any(String)
    expect(told(outputs)).toEqual([{ type: 'refused', reason: 'bad-message', message }, 'close'])
  })

  test('that reports before it is welcome', () => {
    const session = createServerSession(0)
    session.receive(hello, 0)

    const outputs = session.receive('{"type":"window","window":1}', 0)

    expect(told(outputs)).toMatchObject([{ reason: 'bad-message' }, 'close'])
  })

  test('and hears nothing after that', () => {
    const session = greeted()
    session.refuse('deleted', 'The bin was deleted.')

    const later = [
      session.offer({ id: 'dlv_1', kind: 'new', request: sampleRequest(1) }, new Uint8Array()),
      session.receive('{"type":"ping"}', 1),
      session.kept('dlv_1'),
      session.tick(heartbeatMs),
      session.refuse('expired', 'The bin expired.'),
    ]

    expect(later).toEqual([[], [], [], [], []])
  })
})

test('new requests take room until their outcome is kept, replays take none', () => {
  const session = greeted()
  const rooms = [session.room]

  session.offer({ id: 'new-1', kind: 'new', request: sampleRequest(1) }, new Uint8Array())
  rooms.push(session.room)
  session.offer({ id: 'again-1', kind: 'replay', request: sampleRequest(1) }, new Uint8Array())
  rooms.push(session.room)
  const delivery = sampleReport('new-1', 1)
  const outputs = session.receive(JSON.stringify({ type: 'delivered', delivery, bodySize: 0 }), 0)
  rooms.push(session.room)
  const kept = session.kept('new-1')
  rooms.push(session.room)

  expect(told(outputs)).toEqual(['delivered'])
  expect(told(kept)).toEqual([{ type: 'kept', id: 'new-1' }, 'room'])
  expect(rooms).toEqual([4, 3, 3, 3, 4])
})

test('a window of none pauses, and widening it makes room', () => {
  const session = greeted()

  const paused = session.receive('{"type":"window","window":0}', 0)
  const before = session.room
  session.receive('{"type":"window","window":9}', 0)

  expect(told(paused)).toEqual(['room'])
  expect([before, session.room]).toEqual([0, 9])
})

describe('[L4] heartbeats', () => {
  test('a ping goes out every 15 seconds, and after 30 seconds of silence the server hangs up', () => {
    const session = greeted()

    const seconds = Array.from({ length: 12 }, (_, index) => (index + 1) * 5)
    const outputs = seconds.map((second) => told(session.tick(second * 1000)))

    const events = seconds.flatMap((second, index) =>
      (outputs[index] ?? []).map((output) => [second, output]),
    )
    expect(events).toEqual([
      [15, { type: 'ping' }],
      [30, { type: 'ping' }],
      [35, 'hang-up'],
    ])
  })

  test('a ping is answered', () => {
    const session = greeted()

    const outputs = session.receive('{"type":"ping"}', 0)

    expect(told(outputs)).toEqual([{ type: 'pong' }])
  })

  test('a breakpoint of two minutes ends nothing while pongs come', () => {
    const session = greeted()
    session.offer({ id: 'new-1', kind: 'new', request: sampleRequest(1) }, new Uint8Array())

    const outputs: unknown[] = []
    for (let second = 5; second <= 120; second += 5) {
      outputs.push(...told(session.tick(second * 1000)))
      session.receive('{"type":"pong"}', second * 1000)
    }

    expect(outputs).toEqual(Array.from({ length: 8 }, () => ({ type: 'ping' })))
    expect(session.room).toBe(3)
  })

  test('a machine that slept listens once more before it believes in silence', () => {
    const session = greeted()

    const onWaking = told(session.tick(3_600_000))
    session.receive('{"type":"pong"}', 3_601_000)
    const later = told(session.tick(3_620_000))

    expect(onWaking).toEqual([{ type: 'ping' }])
    expect(later).toEqual([{ type: 'ping' }])
  })
})
