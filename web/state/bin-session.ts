// One open bin: loaded over REST, kept current by the live stream until it is closed or gone.

import { computed, type ReadonlySignal, signal } from '@preact/signals'
import { ApiError } from '../../server/client/api.ts'
import type { LiveClient, LiveSubscription } from '../../server/client/live.ts'
import { assertNever } from '../../server/wire/assert-never.ts'
import type { Bin } from '../../server/wire/bins.ts'
import type { BinId, Seq } from '../../server/wire/ids.ts'
import type { BinEvent, RefusedReason } from '../../server/wire/live.ts'
import type { RequestSummary } from '../../server/wire/requests.ts'
import type { BinApi } from '../api.ts'
import { type BinFilter, createBinFilter } from './filter.ts'
import { createShownList, createShownPages } from './filter-list.ts'
import { type BodySearch, createBodySearch } from './find.ts'
import { createMarks, type Marks } from './marks.ts'
import { createOlderPages, type OlderPages } from './older-pages.ts'
import { createReplay, type Replay } from './replay.ts'
import { createDetailCache, type DetailCache } from './request-detail.ts'
import { createRequestList, type RequestList } from './request-list.ts'
import type { KeyValueStore } from './stored.ts'

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
  readonly older: Pick<OlderPages, 'state' | 'failure' | 'reached' | 'loadMore'>
  readonly filter: BinFilter
  /** What is loaded, whatever the filter. */
  readonly loaded: ReadonlySignal<readonly RequestSummary[]>
  /** How many requests there are, loaded or not. */
  readonly total: ReadonlySignal<number>
  readonly isEmpty: ReadonlySignal<boolean>
  readonly details: DetailCache
  readonly replay: Replay
  readonly marks: Marks
  /** What is looked for in bodies, from one to the next. */
  readonly bodySearch: BodySearch
  /** How many requests came over the live stream. */
  readonly arrived: ReadonlySignal<number>
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
  /** The first request of a bin that was empty when it was opened; called once. */
  readonly onFirst: (seq: Seq) => void
  readonly onLoaded: (bin: Bin) => void
  /** Requests that came over the live stream, ascending. */
  readonly onArrived: (requests: readonly RequestSummary[]) => void
}

const firstPageSize = 100
const refreshPageSize = 500

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
  const details = createDetailCache(api)
  const marks = createMarks(api, list, deps.onError)
  const replay = createReplay({
    api,
    bin: id,
    storage,
    now,
    onDelivered: ({ seq }) => details.peek(seq)?.deliveries.refresh(),
  })
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
          all.addNewer(requests)
          filter.consider(requests)
          arrived.value += requests.length
          deps.onArrived(requests)
          const [first] = requests
          if (!isAwaitingFirst || !first) return
          isAwaitingFirst = false
          deps.onFirst(first.seq)
        },
        onEvent,
        onSubscribed({ firstSeq, rev: current }) {
          list.removeUpTo(firstSeq - 1)
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
    const newest = all.rows.value[0]?.seq
    const oldest = all.rows.value.at(-1)?.seq
    try {
      bin.value = await api.getBin()
      if (newest !== undefined && oldest !== undefined) await reloadRange(newest, oldest)
      filter.restart()
      rev = current
    } catch (error) {
      deps.onError(error)
    }
  }

  async function reloadRange(newest: Seq, oldest: Seq): Promise<void> {
    const fresh = []
    let before: Seq | null = newest + 1
    while (before !== null && before > oldest) {
      const page = await api.listRequests({ before, limit: refreshPageSize, order: 'desc' })
      fresh.push(...page.requests.filter(({ seq }) => seq >= oldest))
      before = page.next
    }
    const newer = all.rows.value.filter(({ seq }) => seq > newest)
    all.replaceAll([...newer, ...fresh])
  }

  function onEvent(event: Exclude<BinEvent, { type: 'captured' }>): void {
    rev = event.rev
    switch (event.type) {
      case 'changed':
        if (event.requests) {
          list.change(event.requests)
          filter.consider(event.requests.flatMap(({ seq }) => all.find(seq) ?? []))
          for (const { seq } of event.requests) {
            // Opened by its address, further down than the rows reach.
            if (!all.find(seq)) details.peek(seq)?.request.refresh()
          }
        }
        if (event.name !== undefined && bin.value) bin.value = { ...bin.value, name: event.name }
        return
      case 'removed':
        return 'upTo' in event ? list.removeUpTo(event.upTo) : list.remove(event.seqs)
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
    older,
    filter,
    loaded: all.rows,
    total: computed(() => {
      const loaded = all.rows.value.length
      const known = (bin.value?.requests ?? 0) + arrived.value
      return isWhole.value ? loaded : Math.max(loaded, known)
    }),
    isEmpty: computed(() => isWhole.value && all.rows.value.length === 0),
    details,
    replay,
    marks,
    bodySearch: createBodySearch(),
    arrived,
    load,
    async rename(name) {
      const renamed = await api.renameBin(name)
      if (bin.value) bin.value = { ...bin.value, name: renamed.name }
    },
    close() {
      isClosed = true
      subscription?.close()
      filter.close()
      allPages.close()
      marks.flush()
      replay.close()
      details.close()
    },
  }
}

const refusals: Record<RefusedReason, string> = {
  'not-found': 'There is no such bin. It may have expired or been deleted.',
  'wrong-key': 'The key does not open this bin.',
  deleted: 'Someone who holds its owner key deleted it, with everything in it.',
  expired: 'It was not used for so long that it was deleted, with everything in it.',
  'bad-message': 'The live stream refused this page. Reload it to get the current version.',
}

function asUnknown(error: unknown) {
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) }
}
