// One open bin: loaded over REST, kept current by the live stream until it is closed or gone.

import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { ApiError } from '../../server/client/api.ts'
import type { LiveClient, LiveSubscription } from '../../server/client/live.ts'
import { assertNever } from '../../server/wire/assert-never.ts'
import type { Bin } from '../../server/wire/bins.ts'
import type { BinId, Seq } from '../../server/wire/ids.ts'
import type { BinEvent } from '../../server/wire/live.ts'
import type { RequestSummary } from '../../server/wire/requests.ts'
import type { BinApi } from '../api.ts'
import { type BinWatcher, createBinWatchers } from './bin-watchers.ts'
import { type Choice, createChoice } from './choice.ts'
import { type BinFilter, createBinFilter } from './filter.ts'
import { createShownList, createShownPages } from './filter-list.ts'
import { type BodySearch, createBodySearch } from './find.ts'
import { createFollow, type Follow } from './follow.ts'
import { reloadAll } from './list-from.ts'
import { createMarks, type Marks } from './marks.ts'
import { createOlderPages, type OlderPages } from './older-pages.ts'
import { createPause, type Pause } from './pause.ts'
import { asUnknown, refusals } from './refusals.ts'
import { createReplay, type Replay } from './replay.ts'
import { createRequestCount } from './request-count.ts'
import { createDetailCache, type DetailCache } from './request-detail.ts'
import { createRequestList, type RequestList } from './request-list.ts'
import { createShownRows, type ShownRows } from './shown-rows.ts'
import { type KeyValueStore, storedSignal } from './stored.ts'

export type SessionStatus =
  | { readonly type: 'loading' }
  | { readonly type: 'ready' }
  /** `code` is the API's, or the reason the live stream gave for ending. */
  | { readonly type: 'failed'; readonly code: string; readonly message: string }

export interface BinSession {
  readonly id: BinId
  readonly key: string
  readonly api: BinApi
  readonly status: ReadonlySignal<SessionStatus>
  readonly bin: ReadonlySignal<Bin | undefined>
  /** What is shown: everything loaded, or what the filter takes. */
  readonly list: RequestList
  /** Its rows, with the repeats of an event in one. */
  readonly shown: ShownRows
  /** Whether they are; remembered for all bins. */
  readonly isGrouped: Signal<boolean>
  /** Several requests chosen for one action. */
  readonly choice: Choice
  readonly follow: Follow
  readonly pause: Pause
  readonly older: Pick<OlderPages, 'state' | 'failure' | 'reached' | 'loadMore'>
  readonly filter: BinFilter
  /** What is loaded, whatever the filter. */
  readonly loaded: ReadonlySignal<readonly RequestSummary[]>
  /** How many requests there are, loaded or not. */
  readonly total: ReadonlySignal<number>
  /** How many of them are not loaded. */
  readonly missing: ReadonlySignal<number>
  /** How many of those that have come here are unread, also while they wait. */
  readonly unread: ReadonlySignal<number>
  readonly isEmpty: ReadonlySignal<boolean>
  readonly details: DetailCache
  readonly replay: Replay
  readonly marks: Marks
  /** What is looked for in bodies, from one to the next. */
  readonly bodySearch: BodySearch
  /** How many requests came over the live stream. */
  readonly arrived: ReadonlySignal<number>
  /** Returns what ends it. */
  watch(watcher: BinWatcher): () => void
  load(): Promise<void>
  /** Rejects with the API's reason. */
  rename(name: string): Promise<void>
  close(): void
}

export interface BinSessionDeps {
  readonly id: BinId
  readonly key: string
  readonly api: BinApi
  readonly live: LiveClient
  readonly storage: KeyValueStore
  /** The filter to apply, as typed. */
  readonly filter: ReadonlySignal<string>
  readonly now: () => number
  readonly onError: (error: unknown) => void
  /** The request that is open. */
  readonly opened: ReadonlySignal<Seq | null>
  /** The newest request, while those are followed. */
  readonly onFollowed: (seq: Seq) => void
  /** The first request of a bin that was empty when it was opened; called once. */
  readonly onFirst: (seq: Seq) => void
  readonly onLoaded: (bin: Bin) => void
  /** Requests that came over the live stream, ascending. */
  readonly onArrived: (requests: readonly RequestSummary[]) => void
}

const firstPageSize = 100

export function createBinSession(deps: BinSessionDeps): BinSession {
  const { id, key, api, live, storage, now } = deps
  const status = signal<SessionStatus>({ type: 'loading' })
  const bin = signal<Bin | undefined>(undefined)
  const arrived = signal(0)
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
    onError: deps.onError,
  })
  const list = createShownList(all, filter.search)
  const older = createShownPages(allPages, filter.search)
  const isWhole = computed(() => allPages.state.value === 'end')
  const isGrouped = storedSignal<boolean>(storage, 'hooklens:group-repeats', true, (found) =>
    typeof found === 'boolean' ? found : undefined,
  )
  const shown = createShownRows(list, isGrouped)
  const count = createRequestCount(api)
  const pause = createPause(createRequestList(hidden), (requests) => {
    all.addNewer(requests)
    filter.consider(requests)
  })
  const here = computed(() => all.rows.value.length + pause.waiting.rows.value.length)
  const total = computed(() =>
    isWhole.value ? here.value : Math.max(here.value, count.value.value - hidden.value.size),
  )
  const follow = createFollow({
    newest: computed(() => list.rows.value[0]?.seq),
    opened: deps.opened,
    open: deps.onFollowed,
  })
  const details = createDetailCache(api)
  const marks = createMarks(api, list, deps.onError)
  const replay = createReplay({
    api,
    bin: id,
    storage,
    now,
    onDelivered: ({ seq }) => details.peek(seq)?.deliveries.refresh(),
  })
  const watchers = createBinWatchers([all, pause.waiting], isWhole)
  let subscription: LiveSubscription | undefined
  let rev = 0
  let isClosed = false

  async function load(): Promise<void> {
    status.value = { type: 'loading' }
    try {
      const [found, page] = await Promise.all([
        api.getBin(),
        api.listRequests({ limit: firstPageSize, order: 'desc' }),
      ])
      if (isClosed) return
      bin.value = found
      rev = found.rev
      count.start(found)
      all.replaceAll(page.requests)
      allPages.start(page.next)
      deps.onLoaded(found)
      status.value = { type: 'ready' }
      subscribe(page.requests[0]?.seq ?? 0)
    } catch (error) {
      if (isClosed) return
      const { code, message } = error instanceof ApiError ? error : asUnknown(error)
      status.value = { type: 'failed', code, message }
    }
  }

  function subscribe(after: Seq): void {
    let isAwaitingFirst = all.rows.value.length === 0
    subscription?.close()
    subscription = live.subscribe(
      id,
      { key, after },
      {
        onRequests(requests) {
          pause.receive(requests)
          count.add(requests)
          watchers.captured(requests)
          arrived.value += requests.length
          deps.onArrived(requests)
          const [first] = requests
          if (!isAwaitingFirst || !first) return
          isAwaitingFirst = false
          deps.onFirst(first.seq)
        },
        onEvent,
        onSubscribed({ firstSeq, rev: current }) {
          removeUpTo(firstSeq - 1)
          watchers.subscribed()
          if (current !== rev) refresh(current)
          else filter.retry()
        },
        onRefused(reason) {
          status.value = { type: 'failed', code: reason, message: refusals[reason] }
        },
      },
    )
  }

  /** Something other than captures was missed while away: reload what is on the page. */
  async function refresh(current: number): Promise<void> {
    try {
      const found = await api.getBin()
      bin.value = found
      count.start(found)
      await reloadAll(api, all)
      await reloadAll(api, pause.waiting)
      filter.restart()
      rev = current
    } catch (error) {
      deps.onError(error)
    }
  }

  function removeUpTo(seq: Seq): void {
    list.removeUpTo(seq)
    pause.waiting.removeUpTo(seq)
  }

  function onEvent(event: Exclude<BinEvent, { type: 'captured' | 'run' | 'relay' }>): void {
    rev = event.rev
    switch (event.type) {
      case 'changed':
        if (event.requests) {
          watchers.changed()
          list.change(event.requests)
          pause.waiting.change(event.requests)
          filter.consider(event.requests.flatMap(({ seq }) => all.find(seq) ?? []))
          for (const { seq } of event.requests) {
            // Opened by its address, further down than the rows reach.
            if (!all.find(seq)) details.peek(seq)?.request.refresh()
          }
        }
        if (event.name !== undefined && bin.value) bin.value = { ...bin.value, name: event.name }
        return
      case 'removed':
        count.remove(event)
        watchers.removing(event)
        if ('upTo' in event) return removeUpTo(event.upTo)
        pause.waiting.remove(event.seqs)
        return list.remove(event.seqs)
      case 'delivered':
        return details.peek(event.delivery.seq)?.deliveries.refresh()
      default:
        assertNever(event)
    }
  }

  return {
    id,
    key,
    api,
    status,
    bin,
    list,
    shown,
    isGrouped,
    choice: createChoice(list, shown),
    follow,
    pause,
    older,
    filter,
    loaded: all.rows,
    total,
    missing: computed(() => total.value - here.value),
    unread: computed(() => list.unread.value + pause.waiting.unread.value),
    isEmpty: computed(() => isWhole.value && here.value === 0),
    details,
    replay,
    marks,
    bodySearch: createBodySearch(),
    arrived,
    watch: watchers.add,
    load,
    async rename(name) {
      const renamed = await api.renameBin(name)
      if (bin.value) bin.value = { ...bin.value, name: renamed.name }
    },
    close() {
      isClosed = true
      subscription?.close()
      follow.close()
      count.close()
      filter.close()
      allPages.close()
      marks.flush()
      replay.close()
      details.close()
    },
  }
}
