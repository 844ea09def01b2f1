// An open bin: list, detail and replay drawer, side by side or one at a time.

import { useInspector } from '../context.ts'
import type { BinSession } from '../state/bin-session.ts'
import { FilterBar } from './filter-bar.tsx'
import {
  BottomBar,
  ComparePane,
  DetailPane,
  EmptyBin,
  ReplayDrawer,
  TimelineStrip,
} from './lazy-views.ts'
import { ListPane } from './list-pane.tsx'
import { ResizeHandle } from './resize-handle.tsx'

export function Workspace({ session }: { session: BinSession }) {
  const { place, selected, layout, canChange } = useInspector()
  const seq = place.value?.seq ?? null
  const request = selected.value
  if (session.isEmpty.value && seq === null) {
    return (
      <main class="workspace is-empty">
        <EmptyBin session={session} />
      </main>
    )
  }
  const isReplaying = place.value?.replay === true && request !== undefined && canChange.value
  const screen = isReplaying ? 'replay' : seq === null ? 'list' : 'request'
  const isResizable = layout.isWide.value
  return (
    <>
      {(!layout.isNarrow.value || screen === 'list') && (
        <>
          <FilterBar session={session} />
          {layout.hasTimeline.value && (
            // As high before its code is here.
            <section class="timeline" aria-label="Timeline">
              <TimelineStrip key={session.id} session={session} />
            </section>
          )}
        </>
      )}
      <main
        class="workspace"
        data-screen={screen}
        style={isResizable ? { '--list-width': `${layout.listWidthPx.value}px` } : {}}
      >
        <ListPane session={session} />
        {isResizable && <ResizeHandle />}
        {seq === null ? (
          <section class="detail is-none" aria-label="No request selected">
            {session.shown.count.value > 0 && (
              <p>
                Choose a request, or press <kbd>j</kbd> for the newest.
              </p>
            )}
          </section>
        ) : place.value?.compare ? (
          <ComparePane session={session} seq={seq} compared={place.value.compare} />
        ) : (
          <DetailPane session={session} seq={seq} />
        )}
        {isReplaying && <ReplayDrawer session={session} request={request} />}
        {layout.isNarrow.value && screen === 'request' && request && !place.value?.compare && (
          <BottomBar request={request} />
        )}
      </main>
    </>
  )
}
