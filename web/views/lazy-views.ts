// The views that are not part of the first load, and what fetches them once the page is at rest.

import { lazy } from '../ui/lazy.tsx'

export const BinSettings = lazy(
  async () => (await import('./settings/bin-settings.tsx')).BinSettings,
)
export const DetailPane = lazy(async () => (await import('./detail-pane.tsx')).DetailPane)
export const ComparePane = lazy(
  async () => (await import('./compare/compare-pane.tsx')).ComparePane,
)
export const BottomBar = lazy(async () => (await import('./bottom-bar.tsx')).BottomBar)
export const ChoiceBar = lazy(async () => (await import('./choice-bar.tsx')).ChoiceBar)
export const Dialogs = lazy(async () => (await import('./dialogs.tsx')).Dialogs)
export const EmptyBin = lazy(async () => (await import('./empty-bin.tsx')).EmptyBin)
export const ReplayDrawer = lazy(
  async () => (await import('./replay/replay-drawer.tsx')).ReplayDrawer,
)
export const FilterChips = lazy(async () => (await import('./filter-chips.tsx')).FilterChips)
export const TimelineStrip = lazy(
  async () => (await import('./timeline/timeline-strip.tsx')).TimelineStrip,
)
export const RulesScreen = lazy(async () => (await import('./rules/rules-screen.tsx')).RulesScreen)
export const NotesTab = lazy(async () => (await import('./notes-tab.tsx')).NotesTab)
export const RelayChip = lazy(async () => (await import('./relay-chip.tsx')).RelayChip)
export const RunChip = lazy(async () => (await import('./runs/run-chip.tsx')).RunChip)
export const DeliveriesTab = lazy(async () => (await import('./deliveries-tab.tsx')).DeliveriesTab)

/** Ahead of need, so that they are there even when the server no longer is. */
export function preloadViews(): void {
  const views = [
    BinSettings,
    BottomBar,
    ChoiceBar,
    ComparePane,
    DeliveriesTab,
    DetailPane,
    Dialogs,
    EmptyBin,
    FilterChips,
    NotesTab,
    ReplayDrawer,
    RulesScreen,
    TimelineStrip,
  ]
  for (const view of views) view.preload()
  import('../viewers/json-view.tsx').catch(() => {})
  import('../viewers/raw-view.tsx').catch(() => {})
  import('../state/filter-engine.ts').catch(() => {})
}
