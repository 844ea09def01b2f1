// The filters last used in a bin, which the empty field offers.

import type { ReadonlySignal } from '@preact/signals'
import type { BinId } from '../../server/wire/ids.ts'
import { type KeyValueStore, storedSignal } from './stored.ts'

export interface RecentFilters {
  /** The last one used first. */
  readonly texts: ReadonlySignal<readonly string[]>
  remember(text: string): void
}

const mostFilters = 10

export function createRecentFilters(storage: KeyValueStore, bin: BinId): RecentFilters {
  const texts = storedSignal<readonly string[]>(storage, `hooklens:filters:${bin}`, [], (found) =>
    Array.isArray(found) ? found.filter((item) => typeof item === 'string') : undefined,
  )
  return {
    texts,
    remember(text) {
      const others = texts.value.filter((known) => known !== text)
      texts.value = [text, ...others].slice(0, mostFilters)
    },
  }
}
