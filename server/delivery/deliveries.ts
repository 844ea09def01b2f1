// The parts that send requests on, put together: replays by hand and in runs, by the server or a relay.

import type { Store } from '../store/store.ts'
import { type Bulk, type BulkOptions, createBulk } from './bulk.ts'
import { createFetcher, type Fetcher } from './fetch.ts'
import type { Network } from './network.ts'
import type { OutcomeWriter } from './outcome-writer.ts'
import { createPreparer, type PreparerOptions } from './prepare.ts'
import { createReplayer, type Replayer } from './replay.ts'
import { createTargetGuard, type TargetGuardOptions } from './target-guard.ts'
import { createWays, type Ways, type WaysOptions } from './ways.ts'

export interface DeliveriesOptions
  extends PreparerOptions,
    Omit<BulkOptions, 'replayer' | 'newId'>,
    Omit<WaysOptions, 'guard'> {
  readonly store: Store
  readonly outcomes: OutcomeWriter
  readonly targets: Omit<TargetGuardOptions, 'lookup'>
  readonly network: Network
  readonly newDeliveryId: () => string
  readonly newRunId: () => string
}

export interface Deliveries {
  readonly replayer: Replayer
  readonly ways: Ways
  readonly bulk: Bulk
  readonly fetcher: Fetcher
}

/** Throws when an allowed target cannot be understood. */
export function createDeliveries(options: DeliveriesOptions): Deliveries {
  const { store, outcomes, targets, network, now, newDeliveryId, newRunId } = options
  const preparer = createPreparer(options)
  const guard = createTargetGuard({ ...targets, lookup: network.lookup })
  const ways = createWays({ ...options, guard })
  const fetcher = createFetcher({ guard, network, store: outcomes, now, newId: newDeliveryId })
  const replayer = createReplayer({
    store: { ...store, ...outcomes },
    preparer,
    ways,
    network,
    now,
    newId: newDeliveryId,
  })
  const bulk = createBulk({ ...options, replayer, newId: newRunId })
  return { replayer, ways, bulk, fetcher }
}
