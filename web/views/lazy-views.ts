// The views that are not part of the first load, and what fetches them once the page is at rest.

import { lazy } from '../ui/lazy.tsx'

export const DetailPane = lazy(async () => (await import('./detail-pane.tsx')).DetailPane)
export const Dialogs = lazy(async () => (await import('./dialogs.tsx')).Dialogs)
export const EmptyBin = lazy(async () => (await import('./empty-bin.tsx')).EmptyBin)
export const ReplayDrawer = lazy(async () => (await import('./replay-drawer.tsx')).ReplayDrawer)
export const NotesTab = lazy(async () => (await import('./notes-tab.tsx')).NotesTab)
export const DeliveriesTab = lazy(async () => (await import('./deliveries-tab.tsx')).DeliveriesTab)

/** Ahead of need, so that they are there even when the server no longer is. */
export function preloadViews(): void {
  for (const view of [DetailPane, Dialogs, EmptyBin, ReplayDrawer, DeliveriesTab, NotesTab])
    view.preload()
  import('../state/filter-engine.ts').catch(() => {})
}
