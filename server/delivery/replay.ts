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
import type { Preparer } from './prepare.ts'
import { type Sent, send } from './send.ts'
import type { TargetGuard } from './target-guard.ts'

export interface ReplayerOptions {
  readonly store: Pick<Store, 'getRequest' | 'getBody' | 'addDelivery'>
  readonly preparer: Preparer
  readonly guard: TargetGuard
  readonly now: () => number
  readonly newId: () => string
}

export interface Replayed {
  readonly delivery: DeliveryWithBody
  readonly rev: number
  readonly summary: RequestSummary
}

export interface Replayer {
  /**
   * Resolves when the target answered or failed to: a failure is an outcome. Rejects with an AppError before anything
   * is sent: `not-found`, `bad-request`, `too-large`, `bad-target`, `target-denied`.
   */
  replay(
    bin: BinId,
    seq: Seq,
    options: ReplayOptions,
    signal: AbortSignal,
    run?: string,
  ): Promise<Replayed>
  /** Rejects with `bad-target` or `target-denied` when nothing could ever be sent there. */
  check(target: string, signal: AbortSignal): Promise<void>
}

export function createReplayer({ store, preparer, guard, now, newId }: ReplayerOptions): Replayer {
  return {
    async check(target, signal) {
      const checked = await guard.check(target, signal)
      if (checked.type === 'denied') throw new AppError(checked.code, checked.message)
    },

    async replay(bin, seq, options, signal, run) {
      const [captured, capturedBody] = await Promise.all([
        store.getRequest(bin, seq),
        store.getBody(bin, seq),
      ])
      if (!captured || !capturedBody) throw gone(seq)
      const message = { request: captured, body: capturedBody }
      const { request, body, ...changes } = await preparer.prepare(bin, message, options)

      const createdAt = now()
      const startedAt = performance.now()
      const timeoutMs = options.timeoutMs ?? defaultDeliveryTimeoutMs
      const deadline = AbortSignal.timeout(timeoutMs)
      const checked = await guard.check(options.target, AbortSignal.any([signal, deadline]))
      const checkedMs = performance.now() - startedAt
      if (checked.type === 'denied') throw new AppError(checked.code, checked.message)

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
            })

      const delivery: Delivery = {
        id,
        seq,
        createdAt,
        target: options.target,
        via: 'server',
        request: {
          method: request.method,
          url: urlOf(target, path),
          headers,
          bodySize: body.length,
        },
        dropped,
        outcome: sent.outcome,
        timings: sent.timings,
        ...changes,
        ...(run === undefined ? {} : { run }),
      }
      const changed = await store.addDelivery(bin, delivery, sent.body)
      if (!changed) throw gone(seq)
      return replayed(delivery, sent.body, changed)
    },
  }
}

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
