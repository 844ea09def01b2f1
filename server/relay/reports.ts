// Keeps what relays report of their deliveries, each once however often it is told, and tells whoever waits for it.

import type { Changed, Store } from '../store/store.ts'
import { type Delivery, keptResponseBytes } from '../wire/deliveries.ts'
import type { BinId } from '../wire/ids.ts'
import type { RelayReport } from '../wire/relay.ts'
import type { RequestSummary } from '../wire/requests.ts'

/** What the relay was not told of a delivery. */
export type DeliveryContext = Pick<Delivery, 'edited' | 'resigned' | 'run'>

/** A delivery as kept; `changed` is undefined when it is not news, or there was nothing to keep it beside. */
export interface Kept {
  readonly delivery: Delivery
  readonly body: Uint8Array
  readonly changed: Changed<RequestSummary> | undefined
}

export interface ReportsOptions {
  readonly store: Pick<Store, 'addDelivery' | 'getDelivery'>
  /** A delivery that nobody asked for, or no longer waits for. */
  readonly onKept: (bin: BinId, delivery: Delivery, changed: Changed<RequestSummary>) => void
}

export interface Reports {
  /** Resolves when it is kept, or its request is gone. Rejects like the store. */
  keep(bin: BinId, report: RelayReport, body: Uint8Array, context?: DeliveryContext): Promise<Kept>
  /** Keeps it, and announces it where it is news. */
  keepAndTell(bin: BinId, report: RelayReport, body: Uint8Array): Promise<void>
}

export function createReports({ store, onKept }: ReportsOptions): Reports {
  const reports: Reports = {
    async keep(bin, report, answer, context = {}) {
      const body = answer.subarray(0, keptResponseBytes)
      const delivery: Delivery = { ...report, via: 'relay', ...context }
      const isKnown = (await store.getDelivery(bin, delivery.id)) !== undefined
      const changed = isKnown ? undefined : await store.addDelivery(bin, delivery, body)
      return { delivery, body, changed }
    },
    async keepAndTell(bin, report, body) {
      const { delivery, changed } = await reports.keep(bin, report, body)
      if (changed) onKept(bin, delivery, changed)
    },
  }
  return reports
}
