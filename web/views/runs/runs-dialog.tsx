// One run, or the list of all there were.

import '../../styles/runs-part.css'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Run } from '../../../server/wire/runs.ts'
import { messageOf } from '../../api.ts'
import { useInspector } from '../../context.ts'
import type { BinSession } from '../../state/bin-session.ts'
import { countTexts, runHeadline } from '../../text/describe-run.ts'
import { fullTime, timeAgo } from '../../text/format-time.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { RunView } from './run-view.tsx'

export function RunsDialog({ session, onClose }: { session: BinSession; onClose: () => void }) {
  const { runs, api } = session
  const { actions, canChange, toasts } = useInspector()
  const problem = useSignal('')
  const isLoaded = useSignal(false)
  const id = runs.shown.value
  const run = id === null ? undefined : runs.find(id)

  useEffect(() => {
    runs.load().then(
      () => {
        isLoaded.value = true
      },
      (error: unknown) => {
        problem.value = messageOf(error)
      },
    )
  }, [runs])

  function showAll() {
    runs.shown.value = null
  }

  if (!run) {
    return (
      <Dialog key="all" title="Replays of many requests" onClose={onClose} isWide>
        {problem.value && (
          <p class="field-error" role="alert">
            {problem.value}
          </p>
        )}
        <RunList runs={runs.list.value} isLoaded={isLoaded.value} onOpen={actions.showRuns} />
        <footer>
          <Button onClick={onClose}>Close</Button>
          {canChange.value && (
            <Button icon="replay" onClick={() => actions.replayMany({})}>
              Replay requests…
            </Button>
          )}
        </footer>
      </Dialog>
    )
  }
  return (
    <Dialog key={run.id} title={`Replay to ${run.options.target}`} onClose={onClose} isWide>
      <RunView session={session} run={run} onLeave={onClose} />
      <footer>
        <Button kind="plain" class="all-runs" onClick={showAll}>
          All replays
        </Button>
        {run.state === 'running' && canChange.value && (
          <Button
            onClick={() =>
              api
                .cancelRun(run.id)
                .then(runs.receive, (error: unknown) => toasts.error(messageOf(error)))
            }
          >
            Cancel the replay
          </Button>
        )}
        <Button kind="primary" onClick={onClose}>
          Close
        </Button>
      </footer>
    </Dialog>
  )
}

interface RunListProps {
  readonly runs: readonly Run[]
  readonly isLoaded: boolean
  readonly onOpen: (id: string) => void
}

function RunList({ runs, isLoaded, onOpen }: RunListProps) {
  const { clock } = useInspector()
  if (runs.length === 0) {
    return <p class="muted">{isLoaded ? 'Nothing has been replayed in bulk yet.' : 'Loading…'}</p>
  }
  return (
    <ul class="run-list">
      {runs.map((run) => (
        <li key={run.id}>
          <button type="button" onClick={() => onOpen(run.id)}>
            <code>{run.options.target}</code>
            <time title={fullTime(run.createdAt)}>{timeAgo(run.createdAt, clock.now.value)}</time>
            <span class="muted">
              {runHeadline(run)} ·{' '}
              {countTexts(run)
                .map(({ text }) => text)
                .join(' · ')}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
