// What senders did when a rule answered them: in a sentence, as a plot, event by event, and as a file to keep.

import '../../styles/report-part.css'
import { useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { titleOf } from '../../../server/wire/rules/title.ts'
import { useInspector } from '../../context.ts'
import { createReportApi } from '../../report-api.ts'
import { createOpenReport } from '../../state/retry-report.ts'
import type { RulesPage } from '../../state/rules-page.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Skeleton } from '../../ui/loading.tsx'
import { Segments } from '../../ui/segments.tsx'
import { ExportTools } from './export-tools.tsx'
import { NothingYet } from './nothing-yet.tsx'
import { SenderPart } from './sender-part.tsx'

export interface ReportPaneProps {
  readonly rules: RulesPage
  /** Its id, or `default`. */
  readonly rule: string
}

const fewEvents = 50
/** Each is a table: what is more is read from the file. */
const mostEvents = 500

const scopes = [
  { id: 'now', label: 'Since its last change' },
  { id: 'all', label: 'All' },
] as const

export function ReportPane({ rules, rule }: ReportPaneProps) {
  const { origin, actions } = useInspector()
  const { session, editor } = rules
  const scope = useSignal<'now' | 'all'>('now')
  const events = useSignal(fewEvents)
  const api = useMemo(() => createReportApi(origin, session.id, session.key, rule), [session, rule])
  const open = useMemo(() => createOpenReport({ api, session, now: Date.now }), [api])
  const held = editor.saved.value?.rules.find(({ id }) => id === rule)
  const begins = held?.after ?? 0
  const after = scope.value === 'now' ? begins : 0

  useEffect(() => open.close, [open])
  useEffect(() => open.show({ after, events: events.value }), [open, after, events.value])

  const report = open.report.value
  const title = rule === 'default' ? 'the default answer' : `“${held ? titleOf(held) : rule}”`
  const isEmpty = report?.senders.length === 0
  return (
    <section class="report" aria-label={`Retries of ${title}`}>
      <header class="report-head">
        <IconButton icon="back" label="Back to the rule (Esc)" onClick={actions.leaveReport} />
        <h3 tabIndex={-1}>How senders tried again: {title}</h3>
        {begins > 0 && (
          <Segments
            name="Which requests"
            items={scopes}
            chosen={scope.value}
            onChoose={(id) => {
              scope.value = id
            }}
          />
        )}
        {report && !isEmpty && (
          <ExportTools api={api} after={after} name={`${session.id}-retries`} />
        )}
      </header>
      {open.problem.value && (
        <p class="notice bad" role="alert">
          The report could not be read. {open.problem.value}
        </p>
      )}
      {!report && !open.problem.value && <Skeleton lines={8} />}
      {report?.hasOlder && (
        <p class="muted">Only the newest 10,000 requests of the bin are looked at.</p>
      )}
      {report?.senders.map((sender) => (
        <SenderPart
          key={sender.provider?.id ?? ''}
          sender={sender}
          isAlone={report.senders.length === 1}
          mostEvents={mostEvents}
          onMore={() => {
            events.value = mostEvents
          }}
        />
      ))}
      {isEmpty && (
        <NothingYet session={session}>
          {after > 0 && (
            <p>
              <Button
                onClick={() => {
                  scope.value = 'all'
                }}
              >
                Look at all requests
              </Button>
            </p>
          )}
        </NothingYet>
      )}
    </section>
  )
}
