// One relay's WebSocket: what comes from it goes to its session, and what the session says to the socket, the store and
// those who wait. It holds little: a window of requests, and no more bytes than a slow link needs (D8).

import type { WebSocket } from 'ws'
import type { Store } from '../store/store.ts'
import { assertNever } from '../wire/assert-never.ts'
import { AppError } from '../wire/errors.ts'
import type { RelayHello, RelayRefusal } from '../wire/relay.ts'
import { type AdmitOptions, admitRelay, checkKey } from './admit.ts'
import type { Answers } from './answers.ts'
import { createFeed, type Feed } from './feed.ts'
import type { Frame } from './frames.ts'
import type { ConnectedRelay, Registry } from './registry.ts'
import type { Replays } from './replays.ts'
import type { Reports } from './reports.ts'
import { createServerSession, type ServerOutput } from './server-session.ts'

export interface RelaySocketOptions extends AdmitOptions {
  readonly store: AdmitOptions['store'] & Pick<Store, 'listRequests' | 'getRequest' | 'getBody'>
  readonly registry: Registry
  readonly reports: Reports
  readonly replays: Replays
  readonly answers: Answers
  readonly newId: () => string
  readonly onFailure: (error: unknown) => void
}

const tickMs = 5_000
/** Waiting in the socket beyond this, the feed reads no further. */
const mostQueuedBytes = 1024 * 1024
/** Reports on their way to the disk beyond this, the socket is read no further. */
const mostStoringBytes = 16 * 1024 * 1024
const mostRelaysPerBin = 32

/** Serves the relay that said `hello` until it is gone. */
export function serveRelaySocket(
  socket: WebSocket,
  hello: string,
  options: RelaySocketOptions,
): void {
  const { registry, reports, replays, answers, newId, now, onFailure } = options
  const session = createServerSession(now())
  const queue = createQueue(socket)
  let storingBytes = 0
  let stop = () => {}
  let feed: Feed | undefined
  let joined: ConnectedRelay | undefined

  const timer = setInterval(() => act(session.tick(now())), tickMs)
  timer.unref()
  socket.on('message', (data, isBinary) => {
    // Of type Buffer: that is what sockets are told to give.
    receive(isBinary ? (data as Buffer) : String(data))
  })
  socket.on('error', () => socket.terminate())
  socket.on('close', () => {
    clearInterval(timer)
    stop()
  })

  function receive(frame: Frame): void {
    const wasPaused = session.isPaused
    act(session.receive(frame, now()))
    if (joined && session.isPaused !== wasPaused) registry.turn(joined)
  }

  function act(outputs: readonly ServerOutput[]): void {
    for (const output of outputs) {
      switch (output.type) {
        case 'send':
          queue.send(output.frame)
          break
        case 'close':
          stop()
          socket.close(1008, output.reason)
          break
        case 'hang-up':
          stop()
          socket.terminate()
          break
        case 'hello':
          greet(output.hello).catch(fail)
          break
        case 'delivered':
          keep(output).catch(fail)
          break
        case 'room':
          feed?.wake()
          break
        default:
          assertNever(output)
      }
    }
  }

  /** Whatever it was about is told again on the next connection. */
  function fail(error: unknown): void {
    onFailure(error)
    socket.close(1011, 'try again')
  }

  function refuse(reason: RelayRefusal, message: string): void {
    act(session.refuse(reason, message))
  }

  async function greet(asked: RelayHello): Promise<void> {
    const admitted = await admitRelay(asked, options)
    if (socket.readyState !== socket.OPEN) return
    if (admitted.type === 'refused') return refuse(admitted.reason, admitted.message)
    const { welcome, filter } = admitted
    if (registry.of(welcome.bin).length >= mostRelaysPerBin) {
      return refuse('bad-message', `This bin has ${mostRelaysPerBin} relays already.`)
    }
    act(session.welcome(welcome))
    const relay: ConnectedRelay = {
      bin: welcome.bin,
      id: asked.relay,
      connectedAt: now(),
      targets: asked.targets,
      get isPaused() {
        return session.isPaused
      },
      wake: () => feed?.wake(),
      offer: (offer, body) => act(session.offer(offer, body)),
      cancel: (delivery) => act(session.cancel(delivery)),
      refuse,
      hangUp: () => socket.terminate(),
    }
    feed = createRelayFeed(relay, welcome.after, filter)
    const recheck = setInterval(() => check(asked).catch(onFailure), recheckMs)
    recheck.unref()
    stop = () => {
      stop = () => {}
      clearInterval(recheck)
      feed?.close()
      registry.leave(relay)
    }
    joined = relay
    registry.join(relay)
    feed.wake()
  }

  function createRelayFeed(
    relay: ConnectedRelay,
    after: number,
    filter: Parameters<typeof createFeed>[0]['filter'],
  ): Feed {
    return createFeed({
      store: options.store,
      bin: relay.bin,
      after,
      filter,
      onFailure,
      outlet: {
        get room() {
          return session.room
        },
        offer(request, body) {
          const id = newId()
          const withinMs = answers.offered(relay, request.seq)
          const waits = withinMs === undefined ? {} : { answerWithinMs: withinMs }
          act(session.offer({ id, kind: 'new', request, ...waits }, body))
        },
        pass(upTo) {
          answers.passed(relay, upTo)
          act(session.passed(upTo))
        },
        whenDrained: queue.whenDrained,
      },
    })
  }

  /** A key may be replaced, or a bin deleted, by a program beside this server. */
  async function check(asked: RelayHello): Promise<void> {
    const found = await checkKey(asked, options)
    if (found.type === 'refused') refuse(found.reason, found.message)
  }

  async function keep({
    report,
    body,
  }: Extract<ServerOutput, { type: 'delivered' }>): Promise<void> {
    const bin = joined?.bin
    if (!bin) return
    storingBytes += body.length
    if (storingBytes > mostStoringBytes) socket.pause()
    try {
      const replayed = replays.take(bin, report, body)
      // A sender that waits is answered first.
      if (!replayed && joined) answers.take(joined, report, body)
      await (replayed ?? reports.keepAndTell(bin, report, body)).catch(unlessFull)
      act(session.kept(report.id))
    } finally {
      storingBytes -= body.length
      if (socket.isPaused && storingBytes <= mostStoringBytes) socket.resume()
    }
  }

  /** Told again for ever, an outcome would fit into a full store no better. */
  function unlessFull(error: unknown): void {
    if (!(error instanceof AppError && error.code === 'store-full')) throw error
    onFailure(error)
  }

  receive(hello)
}

const recheckMs = 15_000

/** Counts what waits in the socket. */
function createQueue(socket: WebSocket) {
  let queuedBytes = 0
  let wakers: (() => void)[] = []

  function settle(): void {
    if (queuedBytes > mostQueuedBytes && socket.readyState === socket.OPEN) return
    const woken = wakers
    wakers = []
    for (const wake of woken) wake()
  }

  socket.on('close', settle)
  return {
    send(frame: Frame): void {
      if (socket.readyState !== socket.OPEN) return
      queuedBytes += frame.length
      socket.send(frame, () => {
        queuedBytes -= frame.length
        settle()
      })
    },
    whenDrained: (): Promise<void> =>
      new Promise((resolve) => {
        wakers.push(resolve)
        settle()
      }),
  }
}
