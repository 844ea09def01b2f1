// One open bin: what is on the page of it, from its loading over REST until it is closed or gone.

import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { ApiError } from '../../server/client/api.ts'
import type { LiveClient } from '../../server/client/live.ts'
import type { Bin } from '../../server/wire/bins.ts'
import type { BinId, Seq } from '../../server/wire/ids.ts'
import type { RelayInfo } from '../../server/wire/relay.ts'
import type { RequestSummary } from '../../server/wire/requests.ts'
import type { Checking } from '../../server/wire/verdicts.ts'
import type { BinApi } from '../api.ts'
import { type BinRequests, createBinRequests } from './bin-requests.ts'
import { createBinStream } from './bin-stream.ts'
import type { BinWatcher } from './bin-watchers.ts'
import { type Choice, createChoice } from './choice.ts'
import type { DevelopmentKeys } from './development-keys.ts'
import { type BodySearch, createBodySearch } from './find.ts'
import { createFollow, type Follow } from './follow.ts'
import { createMarks, type Marks } from './marks.ts'
import { asUnknown, refusals } from './refusals.ts'
import { createReplay, type Replay } from './replay.ts'
import { createDetailCache, type DetailCache } from './request-detail.ts'
import type { RulesEditor } from './rules-editor.ts'
import { createRuns, type Runs } from './runs.ts'
import type { Secrets } from './secrets.ts'
import type { KeyValueStore } from './stored.ts'

export type SessionStatus =
  | { readonly type: 'loading' }
  | { readonly type: 'ready' }
  /** `code` is the API's, or the reason the live stream gave for ending. */
  | { readonly type: 'failed'; readonly code: string; readonly message: string }

type Shown = 'list' | 'shown' | 'isGrouped' | 'pause' | 'older' | 'filter'
type Counted = 'total' | 'missing' | 'unread' | 'isEmpty'

export interface BinSession extends Pick<BinRequests, Shown | Counted> {
  readonly id: BinId
  readonly key: string
  readonly api: BinApi
  readonly status: ReadonlySignal<SessionStatus>
  readonly bin: ReadonlySignal<Bin | undefined>
  /** What is loaded, whatever the filter. */
  readonly loaded: ReadonlySignal<readonly RequestSummary[]>
  /** Several requests chosen for one action. */
  readonly choice: Choice
  readonly follow: Follow
  readonly details: DetailCache
  readonly replay: Replay
  readonly runs: Runs
  /** What views make whose code may not be here yet, for one another. */
  readonly kept: {
    secrets?: Secrets
    developmentKeys?: DevelopmentKeys
    rules?: RulesEditor
    /** Whose secrets the settings are to show as they open. */
    wantedProvider?: string | undefined
  }
  /** The last that was heard of verdicts being computed anew, by provider. */
  readonly checking: Signal<ReadonlyMap<string, Checking>>
  /** Those connected now, the longest connected first. */
  readonly relays: ReadonlySignal<readonly RelayInfo[]>
  readonly marks: Marks
  /** What is looked for in bodies, from one to the next. */
  readonly bodySearch: BodySearch
  /** How many requests came over the live stream. */
  readonly arrived: ReadonlySignal<number>
  /** How often something of the bin itself, its rules for one, may have changed. */
  readonly revised: ReadonlySignal<number>
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
  const { id, key, api, live, storage, now, onError } = deps
  const status = signal<SessionStatus>({ type: 'loading' })
  const bin = signal<Bin | undefined>(undefined)
  const arrived = signal(0)
  const revised = signal(0)
  const requests = createBinRequests({ id, api, storage, filter: deps.filter, now, onError })
  const { list, shown } = requests
  const details = createDetailCache(api)
  const marks = createMarks(api, list, onError)
  const follow = createFollow({
    newest: computed(() => list.rows.value[0]?.seq),
    opened: deps.opened,
    open: deps.onFollowed,
  })
  const replay = createReplay({
    api,
    bin: id,
    storage,
    now,
    onDelivered: ({ seq }) => details.peek(seq)?.deliveries.refresh(),
  })
  const runs = createRuns(api)
  const checking = signal<ReadonlyMap<string, Checking>>(new Map())
  const relays = signal<readonly RelayInfo[]>([])
  const stream = createBinStream({
    id,
    key,
    api,
    live,
    bin,
    requests,
    details,
    onArrived,
    onRevised: () => {
      revised.value += 1
    },
    onRun: runs.receive,
    onChecking: (heard) => {
      checking.value = new Map(checking.value).set(heard.provider, heard)
    },
    onRelays: (connected) => {
      relays.value = connected
    },
    onRefused: (reason) => fail(reason, refusals[reason]),
    onError,
  })
  let isAwaitingFirst = false
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
      requests.start(found, page)
      deps.onLoaded(found)
      status.value = { type: 'ready' }
      isAwaitingFirst = page.requests.length === 0
      stream.subscribe(page.requests[0]?.seq ?? 0, found)
    } catch (error) {
      if (isClosed) return
      const { code, message } = error instanceof ApiError ? error : asUnknown(error)
      fail(code, message)
    }
  }

  function fail(code: string, message: string): void {
    status.value = { type: 'failed', code, message }
  }

  function onArrived(newer: readonly RequestSummary[]): void {
    arrived.value += newer.length
    deps.onArrived(newer)
    const [first] = newer
    if (!isAwaitingFirst || !first) return
    isAwaitingFirst = false
    deps.onFirst(first.seq)
  }

  return {
    id,
    key,
    api,
    status,
    bin,
    list,
    shown,
    isGrouped: requests.isGrouped,
    pause: requests.pause,
    older: requests.older,
    filter: requests.filter,
    total: requests.total,
    missing: requests.missing,
    unread: requests.unread,
    isEmpty: requests.isEmpty,
    loaded: requests.all.rows,
    choice: createChoice(list, shown),
    follow,
    details,
    replay,
    runs,
    kept: {},
    checking,
    relays,
    marks,
    bodySearch: createBodySearch(),
    arrived,
    revised,
    watch: stream.watch,
    load,
    async rename(name) {
      const renamed = await api.renameBin(name)
      if (bin.value) bin.value = { ...bin.value, name: renamed.name }
    },
    close() {
      isClosed = true
      stream.close()
      follow.close()
      requests.close()
      marks.flush()
      replay.close()
      details.close()
    },
  }
}
