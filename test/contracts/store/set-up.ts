// How a test of the contract gets a store.

import type { Store, StoreLimits } from '../../../server/store/store.ts'

export interface OpenedStore {
  readonly store: Store
  /** Closes the store and opens it again on the same data. */
  reopen(): Promise<Store>
  /** Closes whatever is open and deletes the data. */
  close(): Promise<void>
}

export type OpenForTest = (limits?: StoreLimits) => Promise<OpenedStore>

/** A store of the test's own, closed after it, with the empty bin `inbox` in it; limits left out are roomy. */
export type SetUp = (limits?: Partial<StoreLimits>) => Promise<OpenedStore>
