// The page's model as a whole: which bin is open, how one gets there, and what is open beside it.

import {
  computed,
  effect,
  type ReadonlySignal,
  type Signal,
  signal,
  untracked,
} from '@preact/signals'
import type { BinId, Seq } from '../../server/wire/ids.ts'
import type { RequestSummary } from '../../server/wire/requests.ts'
import { type InspectorApi, messageOf } from '../api.ts'
import type { BinRoute, Router } from '../router.ts'
import { type Announcer, createAnnouncer } from './announcer.ts'
import { type BinSession, createBinSession } from './bin-session.ts'
import type { Clock } from './clock.ts'
import type { Connection } from './connection.ts'
import { accessOfKey, type Keyring } from './keyring.ts'
import type { Layout } from './layout.ts'
import type { KeyValueStore } from './stored.ts'
import type { Theme } from './theme.ts'
import type { Toasts } from './toasts.ts'

export interface InspectorDeps {
  readonly api: InspectorApi
  readonly connection: Connection
  readonly router: Router
  readonly storage: KeyValueStore
  /** Forgotten with the tab. */
  readonly tabStorage: KeyValueStore
  readonly keyring: Keyring
  readonly clock: Clock
  readonly layout: Layout
  readonly toasts: Toasts
  readonly theme: Signal<Theme>
  /** The viewer last chosen for a media type. */
  readonly viewerChoices: Signal<Readonly<Record<string, string>>>
  /** Single keys can be turned off (WCAG 2.1.4). */
  readonly hasSingleKeys: Signal<boolean>
  /** Requests that have just reached the open bin. */
  readonly onArrived: (requests: readonly RequestSummary[]) => void
  /** Where this page came from. */
  readonly origin: string
}

export type OpenDialog =
  | 'palette'
  | 'new-bin'
  | 'delete-bin'
  | 'forget-bin'
  | 'clear'
  | 'export'
  | 'replay-many'
  | 'runs'
  | 'tag-many'
  | 'help'
  | null

export interface Inspector extends InspectorDeps {
  readonly session: ReadonlySignal<BinSession | undefined>
  /** The address, where it is a bin's. */
  readonly place: ReadonlySignal<BinRoute | undefined>
  /** Whether the bin's settings, its rules among them, stand in place of its requests. */
  readonly isInSettings: ReadonlySignal<boolean>
  readonly selected: ReadonlySignal<RequestSummary | undefined>
  readonly canChange: ReadonlySignal<boolean>
  readonly announcer: Announcer
  readonly dialog: Signal<OpenDialog>
  /** Why the first bin could not be minted. */
  readonly mintError: ReadonlySignal<string | undefined>
  openBin(id: BinId): void
  /** Uses `key` for the bin from now on; rejects when a known bin does not take it. */
  openWithKey(id: BinId, key: string): Promise<void>
  /** Mints a bin and opens it; rejects with the API's reason. */
  mint(wanted: { id?: string; name?: string }): Promise<void>
  startOver(): void
  select(seq: Seq | null, options?: { replace?: boolean }): void
  close(): void
}

/** What the API or the live stream says of a bin that is there no more. */
const goneCodes: ReadonlySet<string> = new Set(['not-found', 'deleted', 'expired'])

export function createInspector(deps: InspectorDeps): Inspector {
  const { api, connection, router, storage, keyring, clock, toasts } = deps
  const session = signal<BinSession | undefined>(undefined)
  const dialog = signal<OpenDialog>(null)
  const mintError = signal<string | undefined>(undefined)
  const announcer = createAnnouncer()
  const place = computed(() => (router.route.value.type === 'bin' ? router.route.value : undefined))
  const isInSettings = computed(
    () =>
      place.value?.seq === null &&
      (place.value.settings === true || place.value.rules !== undefined),
  )
  const binId = computed(() => place.value?.bin)
  const key = computed(() => {
    const id = binId.value
    return id === undefined ? undefined : keyring.bins.value.find((bin) => bin.id === id)?.key
  })
  const selected = computed(() => {
    const seq = place.value?.seq
    const open = session.value
    if (seq === undefined || seq === null || !open) return undefined
    const row = open.list.findVisible(seq)
    if (row) return row
    // `get`, since whoever reads this first must hear of it once it is loaded.
    const state = open.details.get(seq).request.state.value
    return state.type === 'loaded' ? state.value : undefined
  })

  function openBin(id: BinId): void {
    router.go({ type: 'bin', bin: id, seq: null, tab: null, replay: false, filter: '' })
  }

  function select(seq: Seq | null, { replace = false } = {}): void {
    const from = place.value
    if (!from) return
    const replay = from.replay && seq !== null
    router.go(
      { ...from, seq, replay, compare: undefined, settings: undefined, rules: undefined },
      { replace },
    )
  }

  async function mint(wanted: { id?: string; name?: string }): Promise<void> {
    const { id, name, ownerKey, viewKey } = await api.mintBin(wanted)
    const isFirst = router.route.value.type === 'home'
    keyring.save({ id, name, key: ownerKey, viewKey, openedAt: clock.read() })
    router.go(
      { type: 'bin', bin: id, seq: null, tab: null, replay: false, filter: '' },
      { replace: isFirst },
    )
  }

  async function goHome(): Promise<void> {
    mintError.value = undefined
    const last = keyring.bins.value.find(({ isGone }) => !isGone)
    if (last) {
      const to = {
        type: 'bin',
        bin: last.id,
        seq: null,
        tab: null,
        replay: false,
        filter: '',
      } as const
      return router.go(to, { replace: true })
    }
    await mint({}).catch((error: unknown) => {
      mintError.value = messageOf(error)
    })
  }

  function openSession(id: BinId, key: string): BinSession {
    const opened = createBinSession({
      id,
      key,
      api: api.bin(id, key),
      live: connection.live,
      storage,
      filter: computed(() => (place.value?.bin === id ? place.value.filter : '')),
      now: clock.read,
      onError: (error) => toasts.error(messageOf(error)),
      opened: computed(() => (place.value?.bin === id ? place.value.seq : null)),
      onFollowed(seq) {
        const at = place.value
        // What is being done with a request, and the list on a screen of its own, are left alone.
        if (at?.bin !== id || at.replay || at.compare || isInSettings.value) return
        if (at.seq !== null || !deps.layout.isNarrow.value) select(seq, { replace: true })
      },
      onFirst(seq) {
        if (place.value?.bin === id && place.value.seq === null && !isInSettings.value) select(seq)
      },
      onLoaded(bin) {
        const known = keyring.find(id)
        if (known?.key !== key) return
        keyring.save({ ...known, name: bin.name, openedAt: clock.read(), isGone: false })
      },
      onArrived(requests) {
        announcer.count(requests.length)
        deps.onArrived(requests)
      },
    })
    opened.load()
    return opened
  }

  const stopHome = effect(() => {
    if (router.route.value.type === 'home') queueMicrotask(goHome)
  })

  const stopSession = effect(() => {
    const id = binId.value
    const found = key.value
    if (id === undefined || found === undefined) return
    const opened = untracked(() => openSession(id, found))
    session.value = opened
    // Renamed here or elsewhere.
    const stopNaming = effect(() => {
      const name = opened.bin.value?.name
      const known = keyring.find(id)
      if (known && name !== undefined && known.name !== name) keyring.save({ ...known, name })
    })
    const stopMarking = effect(() => {
      const status = opened.status.value
      const known = untracked(() => keyring.find(id))
      if (status.type !== 'failed' || !goneCodes.has(status.code) || !known) return
      untracked(() => keyring.save({ ...known, isGone: true }))
    })
    return () => {
      stopNaming()
      stopMarking()
      opened.close()
      session.value = undefined
    }
  })

  /** A server that was away when the bin was opened is asked again once it is back. */
  const stopRetry = effect(() => {
    if (connection.state.value.type !== 'live') return
    untracked(() => {
      const status = session.value?.status.value
      if (status?.type === 'failed' && status.code === 'unreachable') session.value?.load()
      if (mintError.value !== undefined) goHome()
    })
  })

  return {
    ...deps,
    session,
    place,
    selected,
    isInSettings,
    canChange: computed(() => {
      const open = session.value
      return open !== undefined && (open.bin.value?.access ?? accessOfKey(open.key)) === 'owner'
    }),
    announcer,
    dialog,
    mintError,
    openBin,
    async openWithKey(id, key) {
      const known = keyring.find(id)
      if (known?.key === key) return
      // A key that works is not given up for one that may not, nor an owner key for a view key, which can do less.
      if (known) {
        await api.bin(id, key).getBin()
        if (accessOfKey(known.key) === 'owner' && accessOfKey(key) === 'view') return
      }
      keyring.save({ name: '', ...known, id, key, openedAt: clock.read() })
    },
    mint,
    startOver() {
      router.go({ type: 'home' })
    },
    select,
    close() {
      stopHome()
      stopSession()
      stopRetry()
      announcer.close()
    },
  }
}
