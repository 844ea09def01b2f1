// One event of a report: what became of it, and its attempts one by one.

import { gap } from '../../../server/wire/durations.ts'
import {
  outcomeText,
  redirectText,
  retryAfterText,
} from '../../../server/wire/rules/report/cells.ts'
import type {
  AttemptReport,
  EventReport,
  Outcome,
} from '../../../server/wire/rules/report/retry-report.ts'
import { useInspector } from '../../context.ts'
import { formatRoute } from '../../router.ts'
import { fullTime, timeOfDay } from '../../text/format-time.ts'
import { Icon, type IconName } from '../../ui/icons.tsx'

const looks: Record<Outcome['type'], { readonly tone: string; readonly icon: IconName }> = {
  succeeded: { tone: 'ok', icon: 'check' },
  stopped: { tone: 'muted', icon: 'close' },
  'gave-up': { tone: 'warn', icon: 'warning' },
  open: { tone: 'muted', icon: 'stale' },
}

/** A sender that never gives up would fill the page. */
const mostShown = 40

export function EventPart({ event, isUnfolded }: { event: EventReport; isUnfolded: boolean }) {
  const { name, id, method, path, attempts, attemptCount, outcome } = event
  const { tone, icon } = looks[outcome.type]
  const left = attemptCount - mostShown
  const hasAsked = attempts.some(({ retryAfter }) => retryAfter !== null)
  return (
    <details class="report-event" open={isUnfolded}>
      <summary>
        <Icon name="chevron" />
        <span class="report-event-name">
          <b>{name ?? `${method} ${path || '/'}`}</b>
          {id !== null && <code>{id}</code>}
          {id === null && <span class="muted">#{attempts[0]?.seq}</span>}
        </span>
        <span class={`report-outcome ${tone}`}>
          <Icon name={icon} />
          {outcomeText(outcome)}
        </span>
      </summary>
      <table class="report-table">
        <thead>
          <tr>
            <th scope="col">Attempt</th>
            <th scope="col">Request</th>
            <th scope="col" class="not-narrow">
              Time
            </th>
            <th scope="col">Gap</th>
            <th scope="col">Answer</th>
            {hasAsked && <th scope="col">Retry-After</th>}
          </tr>
        </thead>
        <tbody>
          {attempts.slice(0, mostShown).map((attempt, index) => (
            <AttemptRow
              key={attempt.seq}
              attempt={attempt}
              number={index + 1}
              hasAsked={hasAsked}
            />
          ))}
          {left > 0 && (
            <tr>
              <td colSpan={6}>and {left.toLocaleString('en')} more</td>
            </tr>
          )}
        </tbody>
      </table>
    </details>
  )
}

interface AttemptRowProps {
  readonly attempt: AttemptReport
  readonly number: number
  readonly hasAsked: boolean
}

function AttemptRow({ attempt, number, hasAsked }: AttemptRowProps) {
  const { seq, at, answer, pauseMs, gapMs, retryAfter, gaveUpAfterMs, redirect } = attempt
  const { place, select } = useInspector()
  const route = place.value
  const shownGap = pauseMs ?? gapMs
  const kept = retryAfter?.isHonoured
  return (
    <tr>
      <td>{number}</td>
      <td>
        <a
          href={route ? formatRoute({ ...route, seq, rules: undefined }) : ''}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return
            event.preventDefault()
            select(seq)
          }}
        >
          #{seq}
        </a>
      </td>
      <td class="not-narrow">
        <time title={fullTime(at)}>{timeOfDay(at)}</time>
      </td>
      <td
        title={
          gapMs === null
            ? undefined
            : pauseMs === null
              ? 'Since the start of the attempt before: when its answer was over is not known'
              : `Since the end of the answer; ${gap(gapMs)} since the attempt before`
        }
      >
        {shownGap === null ? '' : gap(shownGap)}
      </td>
      <td>
        {answer}
        {gaveUpAfterMs !== null && <span class="muted"> after {gap(gaveUpAfterMs)}</span>}
        {redirect && (
          <span class="muted" title={redirect.location ?? undefined}>
            {' '}
            {redirectText(redirect)}
          </span>
        )}
      </td>
      {hasAsked && (
        <td class={kept === false ? 'warn' : ''}>{retryAfter && retryAfterText(retryAfter)}</td>
      )}
    </tr>
  )
}
