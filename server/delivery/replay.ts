// Sends a stored request to a target and keeps the outcome beside it (D1–D3).

import type { Changed, Store } from '../store/store.ts'
import {
  type Delivery,
  type DeliveryOutcome,
  type DeliveryWithBody,
  defaultDeliveryTimeoutMs,
  deliveryHeader,
  type ReplayOptions,
} from '../wire/deliveries.ts'
import { AppError } from '../wire/errors.ts'
import type { BinId, Seq } from '../wire/ids.ts'
import { outgoingHeaders } from '../wire/outgoing-headers.ts'
import type { HeaderPair, RequestSummary } from '../wire/requests.ts'
import { joinTarget, urlOf } from '../wire/targets.ts'
import type { Message } from './edit.ts'
import type { Network } from './network.ts'
import type { Prepared, Preparer } from './prepare.ts'
import { type Sent, send } from './send.ts'
import type { Way, Ways } from './ways.ts'

export interface ReplayerOptions {
  readonly store: Pick<Store, 'getRequest' | 'getBody' | 'addDelivery'>
  readonly preparer: Preparer
  readonly ways: Ways
  readonly network: Pick<Network, 'connect'>
  readonly now: () => number
  readonly newId: () => string
}

export interface Replayed {
  readonly delivery: DeliveryWithBody
  readonly rev: number
  readonly summary: RequestSummary
}

type Asked = [bin: BinId, seq: Seq, options: ReplayOptions, signal: AbortSignal, run?: string]

export interface Replayer {
  /**
   * Resolves when the target answered or failed to: a failure is an outcome. Rejects with an AppError before anything
   * is sent: `not-found`, `bad-request`, `too-large`, `bad-target`, `target-denied`.
   */
  replay(...asked: Asked): Promise<Replayed>
  /** The same, resolving before the outcome is kept, so that the next may be sent meanwhile. */
  send(...asked: Asked): Promise<{ readonly kept: Promise<Replayed> }>
  /** Rejects as `replay` would, as far as that can be known without a request, or with this one. */
  check(
    bin: BinId,
    seq: Seq | undefined,
    options: ReplayOptions,
    signal: AbortSignal,
  ): Promise<void>
}

export function createReplayer(options: ReplayerOptions): Replayer {
  const { store, preparer, ways, network, now, newId } = options

  type ServerWay = Extract<Way, { type: 'server' }>

  async function deliver(
    { request, body }: Message,
    { checked }: ServerWay,
    options: ReplayOptions,
    startedAt: number,
    signal: AbortSignal,
  ): Promise<{ delivery: Delivery; body: Uint8Array }> {
    const timeoutMs = options.timeoutMs ?? defaultDeliveryTimeoutMs
    const createdAt = now()
    const checkedMs = performance.now() - startedAt
    const id = newId()
    const { target } = checked
    const path = joinTarget(target, options.exact ? undefined : request)
    const { headers, dropped } = headersFor({ request, body }, target.host, id, options)
    const outgoing = { method: request.method, path, headers, body }
    const sent =
      checked.type === 'unresolved'
        ? unresolved(checked, checkedMs)
        : await send(outgoing, {
            target,
            addresses: checked.addresses,
            timeoutMs,
            signal,
            startedAt,
            dnsMs: checked.isResolved ? checkedMs : null,
            connect: network.connect,
          })

    const url = urlOf(target, path)
    const { outcome, timings } = sent
    return {
      delivery: {
        id,
        seq: request.seq,
        createdAt,
        target: options.target,
        via: 'server',
        request: { method: request.method, url, headers, bodySize: body.length },
        dropped,
        outcome,
        timings,
      },
      body: sent.body,
    }
  }

  async function prepare(bin: BinId, seq: Seq, options: ReplayOptions): Promise<Prepared> {
    const [request, body] = await Promise.all([store.getRequest(bin, seq), store.getBody(bin, seq)])
    if (!request || !body) throw gone(seq)
    return await preparer.prepare(bin, { request, body }, options)
  }

  async function keep(bin: BinId, delivery: Delivery, body: Uint8Array): Promise<Replayed> {
    const changed = await store.addDelivery(bin, delivery, body)
    if (!changed) throw gone(delivery.seq)
    return replayed(delivery, body, changed)
  }

  const replayer: Replayer = {
    async check(bin, seq, options, signal) {
      if (seq !== undefined) await prepare(bin, seq, options)
      await ways.choose(bin, options, signal)
    },

    async replay(...asked) {
      const { kept } = await replayer.send(...asked)
      return await kept
    },

    async send(bin, seq, options, signal, run) {
      const { request, body, ...changes } = await prepare(bin, seq, options)
      const message = { request, body }
      const context = { ...changes, ...(run === undefined ? {} : { run }) }

      const startedAt = performance.now()
      const { timeoutMs = defaultDeliveryTimeoutMs } = options
      const deadline = AbortSignal.timeout(Math.min(timeoutMs, longestTimerMs))
      const way = await ways.choose(bin, options, AbortSignal.any([signal, deadline]))
      if (way.type === 'relay') {
        const { target, exact, unmarked } = options
        const asked = { target, exact, unmarked, timeoutMs }
        const relayed = await way.deliver({ ...message, options: asked, context }, signal)
        if (!relayed.changed) throw gone(seq)
        const { delivery, body, changed } = relayed
        return { kept: Promise.resolve(replayed(delivery, body, changed)) }
      }
      const made = await deliver(message, way, options, startedAt, signal)
      return { kept: keep(bin, { ...made.delivery, ...context }, made.body) }
    },
  }
  return replayer
}

const longestTimerMs = 2 ** 31 - 1

function headersFor(
  { request, body }: Message,
  host: string,
  id: string,
  { unmarked }: ReplayOptions,
) {
  const mark: readonly HeaderPair[] = unmarked ? [] : [[deliveryHeader, id]]
  const { headers, trailers } = request
  return outgoingHeaders({ headers, trailers, bodySize: body.length }, host, mark)
}

function unresolved(
  { code, message }: Pick<Extract<DeliveryOutcome, { type: 'error' }>, 'code' | 'message'>,
  totalMs: number,
): Sent {
  return {
    outcome: { type: 'error', code, message },
    timings: { dnsMs: null, connectMs: null, firstByteMs: null, totalMs },
    body: new Uint8Array(),
  }
}

function replayed(
  delivery: Delivery,
  body: Uint8Array,
  { rev, value }: Changed<RequestSummary>,
): Replayed {
  const bodyBase64 = Buffer.from(body).toString('base64')
  return { delivery: { ...delivery, bodyBase64 }, rev, summary: value }
}

function gone(seq: Seq): AppError {
  return new AppError(
    'not-found',
    `There is no request #${seq}. It may have been deleted, or dropped to make room.`,
  )
}
