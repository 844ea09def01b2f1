// Replays that a relay makes: given to it, cancelled at it, and ended in words when it does not come back (D4).

import { type DeliveryErrorCode, defaultDeliveryTimeoutMs } from '../wire/deliveries.ts'
import { AppError } from '../wire/errors.ts'
import type { BinId } from '../wire/ids.ts'
import type { RelayReport } from '../wire/relay.ts'
import type { CapturedRequest } from '../wire/requests.ts'
import { joinTarget, parseTarget, urlOf } from '../wire/targets.ts'
import type { ConnectedRelay, Offer } from './registry.ts'
import type { DeliveryContext, Kept, Reports } from './reports.ts'

/** What a relay is asked to deliver, with edits and new signatures already in it. */
export interface RelayReplay {
  readonly request: CapturedRequest
  readonly body: Uint8Array
  readonly options: {
    readonly target: string
    readonly exact?: boolean | undefined
    readonly unmarked?: boolean | undefined
    readonly timeoutMs?: number | undefined
  }
  readonly context: DeliveryContext
}

export interface Replays {
  /** Resolves to the outcome, a failed one included; it is kept but not announced. */
  deliver(relay: ConnectedRelay, replay: RelayReplay, signal: AbortSignal): Promise<Kept>
  /** Whether a report is of one of these; then it is kept, and told to whoever asked. */
  take(bin: BinId, report: RelayReport, body: Uint8Array): Promise<Kept> | undefined
  /** The relay is (back) online: what it may not have received is said again. */
  onJoin(relay: ConnectedRelay): void
  onLeave(relay: ConnectedRelay): void
  close(): void
}

export interface ReplaysOptions {
  readonly reports: Reports
  readonly now: () => number
  readonly newId: () => string
  /** How long one is waited for after its relay has gone, or after it should have ended. */
  readonly patienceMs?: number
}

interface Pending {
  readonly bin: BinId
  readonly offer: Offer
  readonly replay: RelayReplay
  readonly startedAt: number
  relay: ConnectedRelay
  isCancelled: boolean
  timer: ReturnType<typeof setTimeout> | undefined
  readonly settle: (kept: Promise<Kept>) => void
}

type Loss = { readonly code: DeliveryErrorCode; readonly message: string }

export function createReplays(options: ReplaysOptions): Replays {
  const { reports, now, newId, patienceMs = 20_000 } = options
  const pending = new Map<string, Pending>()
  let isClosed = false

  /** Ends it with this outcome unless the relay tells another one in time. */
  function expectWithin(one: Pending, withinMs: number, loss: Loss): void {
    clearTimeout(one.timer)
    one.timer = setTimeout(() => lose(one, loss), Math.min(withinMs, longestTimerMs))
    one.timer.unref()
  }

  function expectInTime(one: Pending): void {
    const { timeoutMs = defaultDeliveryTimeoutMs } = one.replay.options
    expectWithin(one, timeoutMs + patienceMs, {
      code: 'timeout',
      message: 'The relay has not told what came of the delivery. The target may have received it.',
    })
  }

  function lose(one: Pending, loss: Loss): void {
    if (!end(one)) return
    const { bin, replay } = one
    const report = lostReport(one, newId(), loss, now())
    one.settle(reports.keep(bin, report, new Uint8Array(), replay.context))
  }

  function giveUp(one: Pending): void {
    one.isCancelled = true
    one.relay.cancel(one.offer.id)
    expectWithin(one, patienceMs, cancelled)
  }

  /** False when it has ended before. */
  function end(one: Pending): boolean {
    clearTimeout(one.timer)
    return pending.delete(one.offer.id)
  }

  return {
    deliver(relay, replay, signal) {
      const { request, body, options } = replay
      const { target, exact, unmarked, timeoutMs } = options
      if (isClosed) return Promise.reject(stopping())
      if (pending.size >= mostPending) return Promise.reject(tooMany())
      const offer: Offer = {
        id: newId(),
        kind: 'replay',
        request,
        replay: {
          target,
          ...(exact === undefined ? {} : { exact }),
          ...(unmarked === undefined ? {} : { unmarked }),
          ...(timeoutMs === undefined ? {} : { timeoutMs }),
        },
      }
      return new Promise((resolve) => {
        const one: Pending = {
          bin: relay.bin,
          offer,
          replay,
          startedAt: now(),
          relay,
          isCancelled: false,
          timer: undefined,
          settle: (kept) => {
            signal.removeEventListener('abort', cancel)
            resolve(kept)
          },
        }
        const cancel = () => giveUp(one)
        pending.set(offer.id, one)
        expectInTime(one)
        signal.addEventListener('abort', cancel)
        relay.offer(offer, body)
        if (signal.aborted) cancel()
      })
    },
    take(bin, report, body) {
      const one = pending.get(report.id)
      if (!one || one.bin !== bin || !end(one)) return undefined
      const kept = reports.keep(bin, report, body, one.replay.context)
      one.settle(kept)
      return kept
    },
    onJoin(relay) {
      for (const one of pending.values()) {
        if (one.bin !== relay.bin || one.relay.id !== relay.id) continue
        one.relay = relay
        expectInTime(one)
        relay.offer(one.offer, one.replay.body)
        if (one.isCancelled) giveUp(one)
      }
    },
    onLeave(relay) {
      for (const one of pending.values()) {
        if (one.relay !== relay) continue
        expectWithin(one, patienceMs, {
          code: 'failed',
          message: `The relay to ${one.replay.options.target} was lost before it told what came of the delivery. The target may have received it.`,
        })
      }
    },
    close() {
      isClosed = true
      for (const one of [...pending.values()]) {
        if (one.isCancelled) lose(one, cancelled)
        else if (end(one)) one.settle(Promise.reject(stopping()))
      }
    },
  }
}

const cancelled: Loss = {
  code: 'cancelled',
  message: 'The delivery was cancelled, and the relay has not told how far it had come.',
}

const longestTimerMs = 2 ** 31 - 1
/** Each holds its request's body until it is answered. */
const mostPending = 64

function tooMany(): AppError {
  return new AppError('unavailable', 'Too many replays wait for relays. Try again shortly.')
}

function stopping(): AppError {
  return new AppError(
    'unavailable',
    'The server is stopping. The relay tells what came of the delivery when it is back.',
  )
}

/** Beside the relay's own report, which may yet come and then stands under the delivery's own id. Which headers it sent is not known. */
function lostReport(
  { replay, startedAt }: Pending,
  id: string,
  loss: Loss,
  now: number,
): RelayReport {
  const { request, body, options } = replay
  const parsed = parseTarget(options.target)
  const url =
    parsed.type === 'target'
      ? urlOf(parsed.target, joinTarget(parsed.target, options.exact ? undefined : request))
      : options.target
  return {
    id,
    seq: request.seq,
    createdAt: startedAt,
    target: options.target,
    request: { method: request.method, url, headers: [], bodySize: body.length },
    dropped: [],
    outcome: { type: 'error', ...loss },
    timings: { dnsMs: null, connectMs: null, firstByteMs: null, totalMs: now - startedAt },
  }
}
