// What the page holds of a bin's requests: loaded, waiting while paused, as the filter leaves them, and counted.

import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { Bin } from '../../server/wire/bins.ts'
import type { BinId, Seq } from '../../server/wire/ids.ts'
import type { BinEvent, RequestChange } from '../../server/wire/live.ts'
import type { RequestSummary } from '../../server/wire/requests.ts'
import type { BinApi, Page } from '../api.ts'
import { type BinFilter, createBinFilter } from './filter.ts'
import { createShownList, createShownPages } from './filter-list.ts'
import { reloadAll } from './list-from.ts'
import { createOlderPages, type OlderPages } from './older-pages.ts'
import { createPause, type Pause } from './pause.ts'
import { createRequestCount } from './request-count.ts'
import { createRequestList, type RequestList } from './request-list.ts'
import { createShownRows, type ShownRows } from './shown-rows.ts'
import { type KeyValueStore, storedSignal } from './stored.ts'

export interface BinRequests {
  /** Everything loaded, whatever the filter. */
  readonly all: RequestList
  /** What is shown: everything loaded, or what the filter takes. */
  readonly list: RequestList
  /** Its rows, with the repeats of an event in one. */
  readonly shown: ShownRows
  /** Whether they are; remembered for all bins. */
  readonly isGrouped: Signal<boolean>
  readonly pause: Pause
  readonly older: Pick<OlderPages, 'state' | 'failure' | 'reached' | 'loadMore'>
  readonly filter: BinFilter
  /** Whether all there are have come here. */
  readonly isWhole: ReadonlySignal<boolean>
  /** How many requests there are, loaded or not. */
  readonly total: ReadonlySignal<number>
  /** How many of them are not loaded. */
  readonly missing: ReadonlySignal<number>
  /** How many of those that have come here are unread, also while they wait. */
  readonly unread: ReadonlySignal<number>
  readonly isEmpty: ReadonlySignal<boolean>
  /** The bin as it was found, and its newest requests. */
  start(bin: Bin, page: Page): void
  /** Asks anew for everything that is here. */
  reload(bin: Bin): Promise<void>
  /** Newer requests, ascending. */
  receive(requests: readonly RequestSummary[]): void
  change(changes: readonly RequestChange[]): void
  remove(event: Extract<BinEvent, { type: 'removed' }>): void
  /** Those that are gone without having been counted here. */
  forgetUpTo(seq: Seq): void
  close(): void
}

export interface BinRequestsDeps {
  readonly id: BinId
  readonly api: BinApi
  readonly storage: KeyValueStore
  /** The filter to apply, as typed. */
  readonly filter: ReadonlySignal<string>
  readonly now: () => number
  readonly onError: (error: unknown) => void
}

export function createBinRequests(deps: BinRequestsDeps): BinRequests {
  const { id, api, storage, now, onError } = deps
  const hidden = signal<ReadonlySet<Seq>>(new Set())
  const all = createRequestList(hidden)
  const allPages = createOlderPages({ ask: api.listRequests, add: all.addOlder })
  const filter = createBinFilter({
    api,
    bin: id,
    text: deps.filter,
    storage,
    loaded: () => all.rows.peek(),
    createList: () => createRequestList(hidden),
    now,
    onError,
  })
  const list = createShownList(all, filter.search)
  const isGrouped = storedSignal<boolean>(storage, 'hooklens:group-repeats', true, (found) =>
    typeof found === 'boolean' ? found : undefined,
  )
  const pause = createPause(createRequestList(hidden), (requests) => {
    all.addNewer(requests)
    filter.consider(requests)
  })
  const count = createRequestCount(api)
  const isWhole = computed(() => allPages.state.value === 'end')
  const here = computed(() => all.rows.value.length + pause.waiting.rows.value.length)
  const total = computed(() =>
    isWhole.value ? here.value : Math.max(here.value, count.value.value - hidden.value.size),
  )

  function forgetUpTo(seq: Seq): void {
    list.removeUpTo(seq)
    pause.waiting.removeUpTo(seq)
  }

  return {
    all,
    list,
    shown: createShownRows(list, isGrouped),
    isGrouped,
    pause,
    older: createShownPages(allPages, filter.search),
    filter,
    isWhole,
    total,
    missing: computed(() => total.value - here.value),
    unread: computed(() => list.unread.value + pause.waiting.unread.value),
    isEmpty: computed(() => isWhole.value && here.value === 0),
    start(bin, page) {
      count.start(bin)
      all.replaceAll(page.requests)
      allPages.start(page.next)
    },
    async reload(bin) {
      count.start(bin)
      await reloadAll(api, all)
      await reloadAll(api, pause.waiting)
      filter.restart()
    },
    receive(requests) {
      pause.receive(requests)
      count.add(requests)
    },
    change(changes) {
      list.change(changes)
      pause.waiting.change(changes)
      filter.consider(changes.flatMap(({ seq }) => all.find(seq) ?? []))
    },
    remove(event) {
      count.remove(event)
      if ('upTo' in event) return forgetUpTo(event.upTo)
      pause.waiting.remove(event.seqs)
      list.remove(event.seqs)
    },
    forgetUpTo,
    close() {
      count.close()
      filter.close()
      allPages.close()
    },
  }
}
