// Sends the chosen requests to a target, one after another: how far it is, and which of them failed.

import { useSignal } from '@preact/signals'
import { useEffect, useId, useMemo } from 'preact/hooks'
import { useInspector } from '../context.ts'
import { formatRoute } from '../router.ts'
import type { BinSession } from '../state/bin-session.ts'
import { type BulkReplayState, createBulkReplay } from '../state/bulk-replay.ts'
import { counted } from '../text/format-size.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'

export function ReplayManyDialog({
  session,
  onClose,
}: {
  session: BinSession
  onClose: () => void
}) {
  const { api, replay, details, choice } = session
  const id = useId()
  const { recent, exact } = replay.targets.value
  const target = useSignal(recent[0] ?? '')
  const seqs = useMemo(() => [...choice.seqs.peek()], [])
  const run = useMemo(
    () =>
      createBulkReplay({
        api,
        onDelivered: ({ seq }) => details.peek(seq)?.deliveries.refresh(),
      }),
    [session],
  )
  const state = run.state.value
  const isRunning = state.type === 'running'

  // Whoever closes it has seen enough: nothing goes on unseen.
  useEffect(() => run.cancel, [run])

  function start() {
    const wanted = target.value.trim()
    if (wanted === '') return
    replay.remember(wanted)
    run.start(seqs, exact ? { target: wanted, exact } : { target: wanted })
  }

  return (
    <Dialog title={`Replay ${counted(seqs.length, 'request')}`} onClose={onClose}>
      <form
        class="replay-many"
        onSubmit={(event) => {
          event.preventDefault()
          if (!isRunning) start()
        }}
      >
        <label class="label" for={`${id}-target`}>
          Target
        </label>
        <input
          id={`${id}-target`}
          class="field mono"
          type="text"
          inputMode="url"
          autoComplete="off"
          autoCapitalize="off"
          spellcheck={false}
          placeholder="http://localhost:3000/webhooks"
          list={`${id}-recent`}
          value={target.value}
          disabled={isRunning}
          aria-describedby={`${id}-how`}
          onInput={(event) => {
            target.value = event.currentTarget.value
          }}
        />
        <datalist id={`${id}-recent`}>
          {recent.map((known) => (
            <option key={known} value={known} />
          ))}
        </datalist>
        <p class="muted" id={`${id}-how`}>
          In the order they came, one after another{exact ? ', each to exactly this URL' : ''}.
        </p>
        {state.type !== 'idle' && <Progress state={state} />}
        {state.failures.length > 0 && <Failures state={state} onOpen={onClose} />}
        <footer>
          {isRunning ? (
            <Button onClick={run.cancel}>Cancel</Button>
          ) : (
            <>
              <Button onClick={onClose}>Close</Button>
              <Button kind="primary" icon="replay" type="submit" disabled={!target.value.trim()}>
                {state.type === 'idle' ? 'Replay' : 'Replay again'}
              </Button>
            </>
          )}
        </footer>
      </form>
    </Dialog>
  )
}

function Progress({ state }: { state: BulkReplayState }) {
  const { type, sent, total, failures } = state
  const failed = failures.length > 0 ? ` · ${failures.length} failed` : ''
  const ends = { idle: '', running: '', done: ' · done', cancelled: ' · cancelled' }
  return (
    <div class="replay-progress">
      <progress max={total} value={sent} aria-label="Requests sent" />
      <output>
        {sent} of {total}
        {failed}
        {ends[type]}
      </output>
    </div>
  )
}

/** More are seldom read, and each is a line. */
const mostFailures = 100

function Failures({ state, onOpen }: { state: BulkReplayState; onOpen: () => void }) {
  const { place, select } = useInspector()
  const route = place.value
  return (
    <ul class="replay-failures" aria-label="Failed">
      {state.failures.slice(0, mostFailures).map(({ seq, reason }) => (
        <li key={seq}>
          <a
            href={route ? formatRoute({ ...route, seq, compare: undefined }) : ''}
            onClick={(event) => {
              if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
              event.preventDefault()
              onOpen()
              select(seq)
            }}
          >
            #{seq}
          </a>{' '}
          {reason}
        </li>
      ))}
    </ul>
  )
}
