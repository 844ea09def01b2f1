// The right pane: one request, its headline and its tabs.

import '../styles/detail-part.css'
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import type { RequestSummary } from '../../server/wire/requests.ts'
import { useInspector } from '../context.ts'
import type { Tab } from '../router.ts'
import type { BinSession } from '../state/bin-session.ts'
import type { RequestDetail } from '../state/request-detail.ts'
import { decodePairs } from '../text/decode-pairs.ts'
import { shownStatus } from '../text/describe.ts'
import { formatSize } from '../text/format-size.ts'
import { Button } from '../ui/button.tsx'
import { Skeleton } from '../ui/loading.tsx'
import { type TabItem, TabList } from '../ui/tabs.tsx'
import { BodyTab } from './body-tab.tsx'
import { DetailHeader } from './detail-header.tsx'
import { HeadersTab } from './headers-tab.tsx'
import { DeliveriesTab, NotesTab } from './lazy-views.ts'
import { OverviewTab } from './overview-tab.tsx'
import { QueryTab } from './query-tab.tsx'
import { ResponseTab } from './response-tab.tsx'
import { tabOf } from './shown-tab.ts'

const panelId = 'request-panel'

export interface TabProps {
  readonly session: BinSession
  readonly request: RequestSummary
  readonly detail: RequestDetail
}

const panels: Record<Tab, (props: TabProps) => ComponentChildren> = {
  overview: OverviewTab,
  body: BodyTab,
  headers: HeadersTab,
  query: QueryTab,
  response: ResponseTab,
  deliveries: DeliveriesTab,
  notes: NotesTab,
}

export function DetailPane({ session, seq }: { session: BinSession; seq: number }) {
  const { selected, place, actions, canChange } = useInspector()
  const detail = session.details.get(seq)
  const request = selected.value

  useEffect(() => {
    // Its headers are wanted in most tabs, and a request beyond the loaded rows is known only by this.
    detail.request.want()
  }, [detail])

  useEffect(() => {
    if (request && !request.read && canChange.value) session.marks.set(seq, { read: true })
  }, [seq, request === undefined])

  if (!request) return <Absent detail={detail} />
  const tab = tabOf(place.value, request)
  const Panel = panels[tab]
  return (
    <article class="detail" aria-label={`Request ${seq}`}>
      <DetailHeader session={session} request={request} />
      <TabList
        name="Parts of the request"
        items={tabItems(request, detail)}
        chosen={tab}
        onChoose={actions.showTab}
        panelId={panelId}
      />
      <div
        class={`tab-panel is-${tab}`}
        role="tabpanel"
        id={panelId}
        aria-labelledby={`${panelId}-${tab}`}
        tabIndex={-1}
        key={`${seq}-${tab}`}
      >
        <Panel session={session} request={request} detail={detail} />
      </div>
    </article>
  )
}

function tabItems(request: RequestSummary, detail: RequestDetail): TabItem<Tab>[] {
  const full = detail.request.state.value
  const pairs = decodePairs(request.query).length
  const { body, response, deliveries, note, tags } = request
  return [
    { id: 'overview', label: 'Overview' },
    { id: 'body', label: 'Body', hint: formatSize(body.size) },
    {
      id: 'headers',
      label: 'Headers',
      // Keeps its place while it is not known.
      hint: full.type === 'loaded' ? full.value.headers.length : '\u2007\u2007',
    },
    { id: 'query', label: 'Query', ...(pairs > 0 ? { hint: pairs } : {}) },
    { id: 'response', label: 'Response', ...(response ? { hint: shownStatus(response) } : {}) },
    { id: 'deliveries', label: 'Deliveries', ...(deliveries > 0 ? { hint: deliveries } : {}) },
    { id: 'notes', label: 'Notes', ...(note || tags.length > 0 ? { hint: '•' } : {}) },
  ]
}

function Absent({ detail }: { detail: RequestDetail }) {
  const { actions } = useInspector()
  const state = detail.request.state.value
  if (state.type !== 'failed') return <Skeleton lines={12} />
  return (
    <div class="gate">
      <h2>Request #{detail.seq} is not here</h2>
      <p>{state.message}</p>
      <p class="gate-actions">
        <Button onClick={actions.back}>Back to the list</Button>
      </p>
    </div>
  )
}
