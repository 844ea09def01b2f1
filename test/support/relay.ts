// A relay for tests: the product's own session on a real socket, and local work that the test decides.

import { randomUUID } from 'node:crypto'
import { onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import {
  type ClientOutput,
  type ClientSessionOptions,
  createClientSession,
} from '../../server/relay/client-session.ts'
import type { MintedBin } from '../../server/wire/bins.ts'
import type { DeliveryOutcome } from '../../server/wire/deliveries.ts'
import type { RelayDeliver, RelayReport } from '../../server/wire/relay.ts'

export interface Job {
  readonly delivery: RelayDeliver
  readonly body: Uint8Array
  /** Aborted when the server cancels it. */
  readonly signal: AbortSignal
  /** Tells what came of it: by default a 200 with an empty body. */
  answer(outcome?: Partial<Extract<DeliveryOutcome, { type: 'response' }>>, body?: Uint8Array): void
  fail(message: string, code?: Extract<DeliveryOutcome, { type: 'error' }>['code']): void
}

type Told = Exclude<ClientOutput, { type: 'send' | 'deliver' | 'cancel' }>

export interface TestRelay {
  readonly id: string
  readonly jobs: readonly Job[]
  /** The n-th job, from 0, once it has come. */
  job(index: number): Promise<Job>
  /** The first of this kind, or the next if it has not come yet. */
  told<Type extends Told['type']>(type: Type): Promise<Extract<Told, { type: Type }>>
  /** Resolves with the close code once the server has closed the connection. */
  readonly closed: Promise<number>
  setWindow(window: number): void
  /** Loses the connection without a word. */
  cut(): void
  /** Comes back on a new connection. */
  reconnect(): void
  /** Deliveries whose outcome the server has not kept. */
  readonly unkept: number
}

export interface TestRelayOptions extends Partial<ClientSessionOptions> {
  /** What is done with each job at once; by default it waits for the test. */
  readonly work?: (job: Job) => void
  /** Where to connect instead of the server itself. */
  readonly url?: string
}

/** Connected at once, to everything in the bin. Gone when the test is over. */
export function connectRelay(
  server: { readonly url: string },
  bin: Pick<MintedBin, 'id' | 'ownerKey'>,
  { work = () => {}, url = server.url, ...overrides }: TestRelayOptions = {},
): TestRelay {
  const id = overrides.relay ?? randomUUID()
  const session = createClientSession({
    relay: id,
    bin: bin.id,
    key: bin.ownerKey,
    targets: ['http://localhost:3000'],
    start: 'all',
    window: 8,
    ...overrides,
  })
  const jobs: Job[] = []
  const running = new Map<string, AbortController>()
  const events: Told[] = []
  const waiters = new Set<() => void>()
  const closed = Promise.withResolvers<number>()
  let socket: WebSocket

  function until<T>(look: () => T | undefined): Promise<T> {
    return new Promise((resolve) => {
      const check = () => {
        const found = look()
        if (found === undefined) return
        waiters.delete(check)
        resolve(found)
      }
      waiters.add(check)
      check()
    })
  }

  function act(outputs: readonly ClientOutput[]): void {
    for (const output of outputs) {
      switch (output.type) {
        case 'send':
          if (socket.readyState === WebSocket.OPEN) socket.send(output.frame)
          break
        case 'deliver':
          take(output.delivery, output.body)
          break
        case 'cancel':
          running.get(output.id)?.abort()
          break
        case 'hang-up':
          events.push(output)
          socket.terminate()
          break
        default:
          events.push(output)
      }
    }
    for (const waiter of [...waiters]) waiter()
  }

  function take(delivery: RelayDeliver, body: Uint8Array): void {
    const aborting = new AbortController()
    running.set(delivery.id, aborting)
    const report = (outcome: DeliveryOutcome, answer: Uint8Array = new Uint8Array()) => {
      running.delete(delivery.id)
      act(session.report(reportOf(delivery, overrides.targets?.[0], outcome), answer))
    }
    const job: Job = {
      delivery,
      body,
      signal: aborting.signal,
      answer(outcome = {}, answer = new Uint8Array()) {
        const size = { size: answer.length, truncated: false }
        const { status = 200, statusText = 'OK', headers = [] } = outcome
        report({ type: 'response', status, statusText, headers, body: size, ...outcome }, answer)
      },
      fail: (message, code = 'failed') => report({ type: 'error', code, message }),
    }
    jobs.push(job)
    work(job)
  }

  function open(): void {
    const opened = new WebSocket(`${url.replace('http', 'ws')}/api/live`)
    socket = opened
    const isCurrent = () => socket === opened
    opened.on('open', () => isCurrent() && act(session.connected(Date.now())))
    opened.on('message', (data, isBinary) => {
      if (isCurrent()) act(session.receive(isBinary ? (data as Buffer) : String(data), Date.now()))
    })
    opened.on('error', () => {})
    opened.on('close', (code) => {
      if (isCurrent()) session.disconnected()
      closed.resolve(code)
    })
  }

  open()
  onTestFinished(() => socket.terminate())
  return {
    id,
    jobs,
    job: (index) => until(() => jobs[index]),
    told: (type) =>
      // Narrowed by the comparison, which the compiler does not follow through `find`.
      until(() => events.find((event) => event.type === type)) as ReturnType<
        TestRelay['told']
      > as never,
    closed: closed.promise,
    setWindow: (window) => act(session.setWindow(window)),
    cut() {
      session.disconnected()
      socket.terminate()
    },
    reconnect: open,
    get unkept() {
      return session.unkept
    },
  }
}

function reportOf(
  { id, request, replay }: RelayDeliver,
  main = 'http://localhost:3000',
  outcome: DeliveryOutcome,
): RelayReport {
  const target = replay?.target ?? main
  return {
    id,
    seq: request.seq,
    createdAt: Date.now(),
    target,
    request: { method: request.method, url: target, headers: [], bodySize: request.body.size },
    dropped: [],
    outcome,
    timings: { dnsMs: null, connectMs: 1, firstByteMs: 2, totalMs: 3 },
  }
}
