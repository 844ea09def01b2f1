// A relay at work: the session over one connection after another, its deliveries, and the state on disk (D8).
// What it does is told as events; it prints nothing.

import { randomUUID } from 'node:crypto'
import type { WebSocket } from 'ws'
import { assertNever } from '../../wire/assert-never.ts'
import type { RelayDeliver, RelayRefusal, RelayReport, RelayStart } from '../../wire/relay.ts'
import { type ClientOutput, createClientSession, type RelayWelcome } from '../client-session.ts'
import { createDeliverer } from './deliver.ts'
import { filtersOf, type Route } from './routes.ts'
import type { RelayState } from './state-file.ts'
import { createWork } from './work.ts'

/** `waiting` tells when the next try is due, Unix time in milliseconds, and what became of the last one. */
export type RelayConnection =
  | { readonly type: 'connecting' }
  | { readonly type: 'connected' }
  | { readonly type: 'waiting'; readonly retryAt: number; readonly why: string }
  /** For good. */
  | { readonly type: 'refused'; readonly reason: RelayRefusal; readonly message: string }

export type RelayEvent =
  | { readonly type: 'connection'; readonly connection: RelayConnection }
  | { readonly type: 'welcome'; readonly welcome: RelayWelcome; readonly isNewBin: boolean }
  | { readonly type: 'started'; readonly delivery: RelayDeliver; readonly isRepeat: boolean }
  /** `isKnown`: an earlier process made it; only the report was due. */
  | {
      readonly type: 'ended'
      readonly delivery: RelayDeliver
      readonly report: RelayReport
      readonly isKnown: boolean
    }
  /** Everything up to here is delivered, reported and kept, or is of no concern. */
  | { readonly type: 'done'; readonly upTo: number }

export interface RelayOptions {
  readonly bin: string
  readonly key: string
  readonly routes: readonly Route[]
  /** Only requests that this filter takes. */
  readonly only?: string | undefined
  readonly start: RelayStart
  readonly binCreatedAt?: number | undefined
  readonly concurrency: number
  readonly insecure: boolean
  readonly state: RelayState
  /** Opens a connection to the server's live socket. */
  readonly openSocket: () => WebSocket
  readonly onEvent: (event: RelayEvent) => void
  readonly onFailure: (error: unknown) => void
  readonly now: () => number
  readonly random?: () => number
}

export interface Relay {
  setPaused(isPaused: boolean): void
  retryNow(): void
  /** Takes nothing new, and resolves when what runs is answered and, within a while, reported. */
  finish(): Promise<void>
  /** Gives up what runs: it will be delivered again, as a repeat. */
  abort(): void
}

/** A connection that had worked is tried again almost at once: most are lost to something short. */
const firstDelayMs = 100
const longestDelayMs = 15_000
const tickMs = 3_000
// So long a server may take to store the last outcomes when the relay ends; what it misses it gets at the next start.
const lastReportsMs = 3_000
/** Requests on the way, waiting here, or delivered and not yet kept, so that neither a distant server nor its disk costs a pause. */
const ahead = 31

/** Connects at once and for ever. */
export function startRelay(options: RelayOptions): Relay {
  const { routes, state, onEvent, now, random = Math.random } = options
  const window = options.concurrency + ahead
  const filters = filtersOf(routes, options.only)
  const session = createClientSession({
    relay: randomUUID(),
    bin: options.bin,
    key: options.key,
    targets: targetsOf(routes),
    ...(filters ? { filters } : {}),
    start: options.start,
    ...(options.binCreatedAt === undefined ? {} : { binCreatedAt: options.binCreatedAt }),
    window,
  })
  const work = createWork({
    deliverer: createDeliverer({ routes, insecure: options.insecure, now }),
    state,
    concurrency: options.concurrency,
    onStarted: (delivery, isRepeat) => onEvent({ type: 'started', delivery, isRepeat }),
    onEnded(delivery, { report, body }, isKnown) {
      onEvent({ type: 'ended', delivery, report, isKnown })
      reported.add(report.id)
      perform(session.report(report, body))
    },
    onFailure: options.onFailure,
  })
  /** Told or to be told to the server, which has not kept them yet. */
  const reported = new Set<string>()
  let socket: WebSocket | undefined
  let isBegun = false
  let isOver = false
  let attempt = 0
  let retryTimer: NodeJS.Timeout | undefined
  let onKept = () => {}
  const ticker = setInterval(() => perform(session.tick(now())), tickMs)

  function open(): void {
    clearTimeout(retryTimer)
    onEvent({ type: 'connection', connection: { type: 'connecting' } })
    const opened = options.openSocket()
    let why = 'The server closed the connection.'
    socket = opened
    opened
      .on('open', () => perform(session.connected(now())))
      .on('message', (data: Buffer, isBinary) => {
        if (socket === opened) perform(session.receive(isBinary ? data : String(data), now()))
      })
      .on('error', (error) => {
        why = error.message
      })
      .on('close', () => {
        if (socket === opened) lost(why)
      })
  }

  function lost(why: string): void {
    socket = undefined
    session.disconnected()
    if (isOver) return
    attempt += 1
    const ceiling = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(attempt - 1, 10))
    const delay = ceiling / 2 + (random() * ceiling) / 2
    onEvent({ type: 'connection', connection: { type: 'waiting', retryAt: now() + delay, why } })
    retryTimer = setTimeout(open, delay)
  }

  function end(): void {
    isOver = true
    clearInterval(ticker)
    clearTimeout(retryTimer)
    onKept()
    socket?.close(1000)
    socket = undefined
  }

  function perform(outputs: readonly ClientOutput[]): void {
    try {
      for (const output of outputs) performOne(output)
    } catch (error) {
      options.onFailure(error)
    }
  }

  function performOne(output: ClientOutput): void {
    switch (output.type) {
      case 'send':
        return socket?.send(output.frame)
      case 'hang-up':
        socket?.terminate()
        return lost(output.message)
      case 'welcome':
        return welcomed(output.welcome, output.isNewBin)
      case 'refused':
        // There is nobody left to report to.
        work.abort()
        end()
        return onEvent({ type: 'connection', connection: output })
      case 'deliver':
        return work.add(output.delivery, output.body)
      case 'passed':
        state.passed(output.upTo)
        return tellDone()
      case 'kept':
        work.kept(output.id)
        reported.delete(output.id)
        if (reported.size === 0) onKept()
        return tellDone()
      case 'cancel':
        return work.cancel(output.id)
      default:
        return assertNever(output)
    }
  }

  function welcomed(welcome: RelayWelcome, isNewBin: boolean): void {
    attempt = 0
    if (isNewBin) {
      work.forget()
      reported.clear()
    }
    // Later connections of this process go on where the session is; the state is further behind, at the first unkept.
    if (!isBegun || isNewBin) {
      state.begin({ binCreatedAt: welcome.binCreatedAt, after: welcome.after })
    }
    isBegun = true
    onEvent({ type: 'welcome', welcome, isNewBin })
    onEvent({ type: 'connection', connection: { type: 'connected' } })
  }

  function tellDone(): void {
    if (state.cursor) onEvent({ type: 'done', upTo: state.cursor.after })
  }

  open()
  return {
    setPaused(isPaused) {
      work.setPaused(isPaused)
      perform(session.setWindow(isPaused ? 0 : window))
    },
    retryNow() {
      if (!socket && !isOver) open()
    },
    async finish() {
      perform(session.setWindow(0))
      await work.finish()
      if (socket && reported.size > 0 && !isOver) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, lastReportsMs)
          onKept = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      end()
    },
    abort() {
      work.abort()
      end()
    },
  }
}

/** Each once, the one that takes all first: it is the main one. */
export function targetsOf(routes: readonly Route[]): readonly string[] {
  const [general, special] = [
    routes.filter(({ filter }) => !filter),
    routes.filter(({ filter }) => filter),
  ]
  return [...new Set([...general, ...special].map(({ url }) => url))]
}
