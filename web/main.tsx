// Wires the page together: the only place that reaches for the browser's globals.

import { signal } from '@preact/signals'
import { render } from 'preact'
import { createActions } from './actions.ts'
import { createInspectorApi, messageOf } from './api.ts'
import { App } from './app.tsx'
import { PageContext } from './context.ts'
import { listenToKeys } from './keys.ts'
import type { Notifier } from './notify/notifier.ts'
import { createRouter } from './router.ts'
import { createClock } from './state/clock.ts'
import { createConnection } from './state/connection.ts'
import { createInspector } from './state/inspector.ts'
import { createKeyring, keyringName } from './state/keyring.ts'
import { createLayout } from './state/layout.ts'
import { storedSignal } from './state/stored.ts'
import { createTheme } from './state/theme.ts'
import { createToasts } from './state/toasts.ts'
import { createViewCommands } from './state/view-commands.ts'
import { copyText } from './ui/clipboard.ts'
import { downloadBytes } from './ui/download.ts'
import { DetailPane, preloadViews } from './views/lazy-views.ts'

const storage = window.localStorage
const theme = createTheme(storage, document.documentElement)
const { origin } = window.location
const api = createInspectorApi(origin)
const router = createRouter(window)
const keyring = createKeyring(storage)
const toasts = createToasts()

const notifier = signal<Notifier | undefined>(undefined)

const inspector = createInspector({
  api,
  connection: createConnection(api, origin, window),
  router,
  storage,
  tabStorage: window.sessionStorage,
  keyring,
  clock: createClock(),
  layout: createLayout(storage, (query) => window.matchMedia(query)),
  toasts,
  theme,
  viewerChoices: storedSignal<Readonly<Record<string, string>>>(
    storage,
    'hooklens:viewers',
    {},
    (found) => (found ?? undefined) as Record<string, string> | undefined, // Unknown values choose nothing.
  ),
  hasSingleKeys: storedSignal<boolean>(
    storage,
    'hooklens:single-keys',
    true,
    (found) => found === true,
  ),
  onArrived: (requests) => notifier.value?.hear(requests),
  origin,
})
const actions = createActions(inspector, { copy: copyText, download: downloadBytes })
const page = { ...inspector, actions, viewCommands: createViewCommands(), notifier }

takeKey()
window.addEventListener('hashchange', takeKey)
window.addEventListener('pagehide', () => inspector.session.value?.marks.flush())
window.addEventListener('storage', ({ key }) => {
  if (key === keyringName) keyring.reload()
})
listenToKeys(page, window)

const root = document.getElementById('app')
if (root) {
  render(
    <PageContext.Provider value={page}>
      <App />
    </PageContext.Provider>,
    root,
  )
}

const opened = router.route.peek()
if (opened.type === 'bin' && opened.seq !== null) DetailPane.preload()
// Safari has no idle callback; a moment's wait is as good.
setTimeout(preloadViews, 1_000)
setTimeout(loadNotifier, inspector.isInSettings.peek() ? 0 : 1_000)

function loadNotifier(): void {
  import('./notify/notifier.ts').then(
    ({ createNotifier }) => {
      notifier.value = createNotifier(inspector, window)
    },
    () => {}, // The server is away: without it there is nothing to tell of.
  )
}

/** A share link carries its key in the fragment: it moves to local storage and out of sight. */
function takeKey(): void {
  const key = router.takeKey()
  const route = router.route.value
  if (key === undefined || route.type !== 'bin') return
  inspector.openWithKey(route.bin, key).catch((error: unknown) => toasts.error(messageOf(error)))
}
