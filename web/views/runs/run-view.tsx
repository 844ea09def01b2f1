// How far a run is, and what came of it once it has ended.

import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { doneOf, type Run, type RunWithOutcomes } from '../../../server/wire/runs.ts'
import { messageOf } from '../../api.ts'
import type { BinSession } from '../../state/bin-session.ts'
import { countTexts, howText, runHeadline } from '../../text/describe-run.ts'
import { Icon } from '../../ui/icons.tsx'
import { RequestLink } from './request-link.tsx'
import { RunOutcomes } from './run-outcomes.tsx'

export interface RunViewProps {
  readonly session: BinSession
  readonly run: Run
  /** What is followed leads out of the dialog. */
  readonly onLeave: () => void
}

export function RunView({ session, run, onLeave }: RunViewProps) {
  const isRunning = run.state === 'running'
  return (
    <>
      <p class="muted run-how">{howText(run.options)}</p>
      <div class="run-progress">
        {isRunning && (
          <progress
            aria-label="Deliveries made"
            {...(run.total > 0 ? { max: run.total, value: doneOf(run) } : {})}
          />
        )}
        <output class="run-state">
          <b>{runHeadline(run)}</b>
          {countTexts(run).map(({ tone, icon, text }) => (
            <span key={text} class={tone}>
              <Icon name={icon} /> {text}
            </span>
          ))}
        </output>
      </div>
      {run.detail && (
        <p class="field-error" role="alert">
          {run.detail}
        </p>
      )}
      {run.unsentReasons.length > 0 && <Unsent run={run} onLeave={onLeave} />}
      {isRunning ? (
        <p class="muted">It goes on when this is closed, and when the page is.</p>
      ) : (
        <Ended session={session} id={run.id} onLeave={onLeave} />
      )}
    </>
  )
}

function Unsent({ run, onLeave }: Pick<RunViewProps, 'run' | 'onLeave'>) {
  const more = run.unsent - run.unsentReasons.length
  return (
    <ul class="run-unsent" aria-label="Not sent">
      {run.unsentReasons.map(({ seq, why }, index) => (
        <li key={index}>
          <RequestLink seq={seq} onLeave={onLeave} /> {why}
        </li>
      ))}
      {more > 0 && <li class="muted">And {more.toLocaleString('en')} more.</li>}
    </ul>
  )
}

function Ended({ session, id, onLeave }: { session: BinSession; id: string; onLeave: () => void }) {
  const found = useSignal<RunWithOutcomes | undefined>(undefined)
  const problem = useSignal('')

  useEffect(() => {
    session.api.getRun(id).then(
      (run) => {
        found.value = run
      },
      (error: unknown) => {
        problem.value = messageOf(error)
      },
    )
  }, [session, id])

  if (problem.value) {
    return (
      <p class="field-error" role="alert">
        {problem.value}
      </p>
    )
  }
  if (!found.value) return <p class="muted">Loading what came of it…</p>
  return <RunOutcomes run={found.value} onLeave={onLeave} />
}
