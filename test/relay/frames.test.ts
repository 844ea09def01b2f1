import { describe, expect, test } from 'vitest'
import {
  createClientMessageReader,
  createServerMessageReader,
  type Frame,
  framesOf,
} from '../../server/relay/frames.ts'
import { relayFrameBytes } from '../../server/wire/relay.ts'
import { sampleReport, sampleRequest, sampleWelcome } from './samples.ts'

const hello = {
  type: 'hello',
  version: 1,
  relay: 'relay-0001',
  bin: 'orders',
  key: 'hlo_secret',
  after: 'now',
  targets: ['http://localhost:3000'],
  window: 4,
} as const

describe('messages of a relay', () => {
  test.each([
    hello,
    { ...hello, after: 17, binCreatedAt: 5, filters: ['is:retry'] },
    { type: 'window', window: 0 },
    { type: 'delivered', delivery: sampleReport('dlv_1', 3), bodySize: 0 },
    { type: 'delivered', delivery: { ...sampleReport('dlv_1', 3), repeat: true }, bodySize: 0 },
    { type: 'ping' },
    { type: 'pong' },
  ] as const)('$type is read as it was written', (message) => {
    const reader = createClientMessageReader()

    const read = framesOf(message).map((frame) => reader.read(frame))

    expect(read).toEqual([{ type: 'message', message, body: new Uint8Array() }])
  })

  test.each<[string, unknown]>([
    ['not JSON', '{'],
    ['not an object', '[]'],
    ['of no known type', '{"type":"subscribe"}'],
    ['a hello without a key', { ...hello, key: undefined }],
    ['a hello from behind the beginning', { ...hello, after: -1 }],
    ['a hello from between two seqs', { ...hello, after: 1.5 }],
    ['a hello without a target', { ...hello, targets: [] }],
    ['a hello without filters that says filters', { ...hello, filters: [] }],
    ['a hello of a boundless window', { ...hello, window: 1e9 }],
    ['a window below none', { type: 'window', window: -1 }],
    ['a body larger than any answer', delivered(11 * 1024 * 1024)],
    ['a body of less than nothing', delivered(-1)],
    ['too long', `{"type":"ping","x":"${'x'.repeat(1024 * 1024)}"}`],
  ])('a text that is %s breaks the protocol', (_what, message) => {
    const reader = createClientMessageReader()

    const read = reader.read(typeof message === 'string' ? message : JSON.stringify(message))

    expect(read.type).toBe('bad')
  })

  test('members that only a later version knows are passed over', () => {
    const reader = createClientMessageReader()

    const read = reader.read('{"type":"window","window":3,"colour":"green"}')

    expect(read).toMatchObject({ type: 'message', message: { type: 'window', window: 3 } })
  })
})

describe('messages of a server', () => {
  test.each([
    { type: 'welcome', version: 1, ...sampleWelcome },
    { type: 'refused', reason: 'wrong-key', message: 'The key does not open this bin.' },
    { type: 'deliver', id: 'dlv_1', kind: 'new', request: sampleRequest(7), bodySize: 0 },
    {
      type: 'deliver',
      id: 'dlv_1',
      kind: 'replay',
      request: sampleRequest(7),
      bodySize: 0,
      replay: { target: 'http://localhost:3000', exact: true, timeoutMs: 5 },
    },
    { type: 'passed', upTo: 12 },
    { type: 'kept', id: 'dlv_1' },
    { type: 'cancel', id: 'dlv_1' },
  ] as const)('$type is read as it was written', (message) => {
    const reader = createServerMessageReader()

    const read = framesOf(message).map((frame) => reader.read(frame))

    expect(read).toEqual([{ type: 'message', message, body: new Uint8Array() }])
  })
})

describe('[D8] a body', () => {
  const body = Uint8Array.from({ length: 2 * relayFrameBytes + 3 }, (_, index) => index % 251)
  const message = {
    type: 'deliver',
    id: 'dlv_1',
    kind: 'new',
    request: sampleRequest(1, body.length),
    bodySize: body.length,
  } as const

  test('arrives whole in binary frames, with heartbeats between them', () => {
    const reader = createServerMessageReader()
    const [head = '', ...pieces] = framesOf(message, body)

    const read = [head, ...pieces.flatMap((piece) => ['{"type":"ping"}', piece])].map((frame) =>
      reader.read(frame),
    )

    const types = read.map((step) => (step.type === 'message' ? step.message.type : step.type))
    expect(types).toEqual(['more', 'ping', 'more', 'ping', 'more', 'ping', 'deliver'])
    expect(read.at(-1)).toEqual({ type: 'message', message, body })
  })

  test.each<[string, readonly Frame[]]>([
    ['comes unannounced', [body]],
    ['is longer than announced', [...framesOf(message, body).slice(0, 3), body]],
    ['has an empty part', [...framesOf(message, body).slice(0, 2), new Uint8Array()]],
    ['is cut short by a message', [...framesOf(message, body).slice(0, 2), passedText()]],
  ])('that %s breaks the protocol', (_what, frames) => {
    const reader = createServerMessageReader()

    const last = frames.map((frame) => reader.read(frame)).at(-1)

    expect(last?.type).toBe('bad')
  })
})

function delivered(bodySize: number) {
  return { type: 'delivered', delivery: sampleReport('dlv_1', 3), bodySize }
}

function passedText(): string {
  return '{"type":"passed","upTo":3}'
}
