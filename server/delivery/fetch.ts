// Fetches what a user has clicked on in a request: once, guarded as every delivery, no redirect followed, bounded.

import type { Changed, Store } from '../store/store.ts'
import type { Delivery, DeliveryOutcome } from '../wire/deliveries.ts'
import { AppError } from '../wire/errors.ts'
import type { BinId, Seq } from '../wire/ids.ts'
import type { HeaderPair, RequestSummary } from '../wire/requests.ts'
import { joinTarget, urlOf } from '../wire/targets.ts'
import type { Network } from './network.ts'
import { type Sent, send } from './send.ts'
import type { TargetGuard } from './target-guard.ts'

export interface FetcherOptions {
  readonly guard: TargetGuard
  readonly network: Pick<Network, 'connect'>
  readonly store: Pick<Store, 'addDelivery'>
  readonly now: () => number
  readonly newId: () => string
}

export interface Fetched {
  readonly delivery: Delivery
  readonly body: Uint8Array
  readonly changed: Changed<RequestSummary>
}

export interface Fetcher {
  /**
   * A GET, kept as a delivery of the request with its outcome, a failure included. Rejects with an AppError before
   * anything is sent: `bad-target`, `target-denied`; and `not-found` when the request is gone.
   */
  fetch(bin: BinId, seq: Seq, url: string, signal: AbortSignal): Promise<Fetched>
}

const timeoutMs = 15_000
const keptBytes = 64 * 1024

export function createFetcher(options: FetcherOptions): Fetcher {
  const { guard, network, store, now, newId } = options

  return {
    async fetch(bin, seq, url, signal) {
      const createdAt = now()
      const startedAt = performance.now()
      const deadline = AbortSignal.timeout(timeoutMs)
      const checked = await guard.check(url, AbortSignal.any([signal, deadline]))
      if (checked.type === 'denied') throw new AppError(checked.code, checked.message)
      const { target } = checked
      const path = joinTarget(target, undefined)
      const headers: readonly HeaderPair[] = [
        ['Host', target.host],
        ['Accept', '*/*'],
        ['User-Agent', 'Hooklens'],
        ['Connection', 'close'],
      ]
      const outgoing = { method: 'GET', path, headers, body: new Uint8Array() }
      const checkedMs = performance.now() - startedAt
      const sent: Sent =
        checked.type === 'unresolved'
          ? unresolved(checked, checkedMs)
          : await send(outgoing, {
              ...{ target, addresses: checked.addresses, timeoutMs, signal, startedAt, keptBytes },
              dnsMs: checked.isResolved ? checkedMs : null,
              connect: network.connect,
            })
      const { outcome, timings, body } = sent
      const request = { method: 'GET', url: urlOf(target, path), headers, bodySize: 0 }
      const made = { seq, createdAt, target: url, via: 'server', request, dropped: [] } as const
      const delivery: Delivery = { id: newId(), ...made, outcome, timings, isFetch: true }
      const changed = await store.addDelivery(bin, delivery, body)
      if (!changed) throw new AppError('not-found', `There is no request #${seq} any more.`)
      return { delivery, body, changed }
    },
  }
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
