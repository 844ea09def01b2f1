// One sender of a report: the sentence, the plot of its gaps, what it did after which answer, and its events.

import type { SenderReport } from '../../../server/wire/rules/report/retry-report.ts'
import { counted } from '../../text/format-size.ts'
import { plottedGaps } from '../../text/plotted-gaps.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icons.tsx'
import { BackoffPlot } from '../backoff-plot.tsx'
import { EventPart } from './event-part.tsx'
import { GapTable } from './gap-table.tsx'

export interface SenderPartProps {
  readonly sender: SenderReport
  readonly isAlone: boolean
  /** So many events are shown at most. */
  readonly mostEvents: number
  readonly onMore: () => void
}

/** So few are all unfolded. */
const fewUnfolded = 3

export function SenderPart({ sender, isAlone, mostEvents, onMore }: SenderPartProps) {
  const { provider, summary, remarks, gaps, reactions, events, eventCount } = sender
  const name = provider?.label ?? 'Unknown senders'
  const left = eventCount - events.length
  return (
    <section class="report-sender" aria-label={name}>
      {!isAlone && <h4>{name}</h4>}
      <p class="report-summary">{summary}</p>
      {remarks.length > 0 && (
        <ul class="report-remarks">
          {remarks.map((remark) => (
            <li key={remark}>
              <Icon name="note" />
              {remark}
            </li>
          ))}
        </ul>
      )}
      <div class="report-facts">
        {gaps.length > 0 && <BackoffPlot judged={plottedGaps(sender)} plainWord="median" />}
        {gaps.length > 0 && <GapTable gaps={gaps} />}
        <ReactionTable reactions={reactions} />
      </div>
      <h4>{counted(eventCount, 'event')}</h4>
      <div class="report-events">
        {events.map((event) => (
          <EventPart
            key={event.attempts[0]?.seq}
            event={event}
            isUnfolded={eventCount <= fewUnfolded}
          />
        ))}
      </div>
      {left > 0 && (
        <p class="report-more">
          {events.length < mostEvents ? (
            <Button onClick={onMore}>Show {Math.min(mostEvents, eventCount)} events</Button>
          ) : (
            <span class="muted">
              {counted(left, 'older event')} {left === 1 ? 'is' : 'are'} counted above; the files
              have all.
            </span>
          )}
        </p>
      )}
    </section>
  )
}

function ReactionTable({ reactions }: Pick<SenderReport, 'reactions'>) {
  return (
    <table class="report-table">
      <thead>
        <tr>
          <th scope="col">Answer</th>
          <th scope="col">Times</th>
          <th scope="col">Tried again</th>
        </tr>
      </thead>
      <tbody>
        {reactions.map(({ answer, times, retried }) => (
          <tr key={answer}>
            <th scope="row">{answer}</th>
            <td>{times.toLocaleString('en')}</td>
            <td>{retried === 0 ? 'never' : retried.toLocaleString('en')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
