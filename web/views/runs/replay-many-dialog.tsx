// Asks which requests to send on, where to and how, and has the server do it.

import '../../styles/runs-part.css'
import { useSignal } from '@preact/signals'
import { useId, useMemo } from 'preact/hooks'
import {
  mostRunConcurrency,
  mostRunDelayMs,
  mostRunTimes,
  type RunOptions,
  type RunOrder,
} from '../../../server/wire/runs.ts'
import { messageOf } from '../../api.ts'
import { useInspector } from '../../context.ts'
import type { BinSession } from '../../state/bin-session.ts'
import { type Scope, scopesOf } from '../../state/scopes.ts'
import { deliveriesText } from '../../text/describe-run.ts'
import { counted } from '../../text/format-size.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { Segments } from '../../ui/segments.tsx'
import { Switch } from '../../ui/switch.tsx'
import { ScopeChoices } from '../scope-choices.tsx'

const orders: readonly { readonly id: RunOrder; readonly label: string }[] = [
  { id: 'oldest-first', label: 'Oldest first' },
  { id: 'newest-first', label: 'Newest first' },
  { id: 'shuffled', label: 'Shuffled' },
]

export function ReplayManyDialog({
  session,
  onClose,
}: {
  session: BinSession
  onClose: () => void
}) {
  const { actions } = useInspector()
  const { api, replay, runs } = session
  const id = useId()
  const { recent, exact } = replay.targets.value
  const scopes = useMemo(() => scopesOf(session, actions.replayed.peek()), [])
  const scope = useSignal(scopes.at(-1)?.id ?? 'all')
  const target = useSignal(recent[0] ?? '')
  const order = useSignal<RunOrder>('oldest-first')
  const times = useSignal(1)
  const concurrency = useSignal(1)
  const delayMs = useSignal(0)
  const resign = useSignal(false)
  const isStarting = useSignal(false)
  const problem = useSignal('')
  const chosen = scopes.find((one) => one.id === scope.value) ?? scopes[0]

  async function start(of: Scope) {
    const wanted = target.value.trim()
    const { seqs, filter = '' } = of.selection
    const options: RunOptions = {
      ...(seqs ? { seqs } : { filter }),
      target: wanted,
      order: order.value,
      times: times.value,
      concurrency: concurrency.value,
      delayMs: delayMs.value,
      ...(exact ? { exact } : {}),
      ...(resign.value ? { resign: true } : {}),
    }
    isStarting.value = true
    problem.value = ''
    try {
      const run = await api.startRun(options)
      replay.remember(wanted)
      runs.receive(run)
      actions.showRuns(run.id)
    } catch (error) {
      problem.value = messageOf(error)
      isStarting.value = false
    }
  }

  return (
    <Dialog title={titleOf(chosen)} onClose={onClose}>
      <form
        class="replay-many"
        onSubmit={(event) => {
          event.preventDefault()
          if (chosen && !isStarting.value) start(chosen)
        }}
      >
        <div>
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
            onInput={(event) => {
              target.value = event.currentTarget.value
            }}
          />
          <datalist id={`${id}-recent`}>
            {recent.map((known) => (
              <option key={known} value={known} />
            ))}
          </datalist>
        </div>
        {scopes.length > 1 && <ScopeChoices scopes={scopes} chosen={scope} />}
        <Segments
          name="Order"
          items={orders}
          chosen={order.value}
          onChoose={(id) => {
            order.value = id
          }}
        />
        <div class="run-numbers">
          <NumberField name="Times each" value={times} min={1} max={mostRunTimes} />
          <NumberField name="At once" value={concurrency} min={1} max={mostRunConcurrency} />
          <NumberField name="Delay, ms" value={delayMs} min={0} max={mostRunDelayMs} />
        </div>
        <Switch
          name="Exact URL"
          text="Leave out the captured path and query."
          isOn={exact}
          onChange={replay.setExact}
        />
        <Switch
          name="Sign anew"
          text="With the bin's secret and the time now: old timestamps are refused by providers' libraries."
          isOn={resign.value}
          onChange={(isOn) => {
            resign.value = isOn
          }}
        />
        {problem.value && (
          <p class="field-error" role="alert">
            {problem.value}
          </p>
        )}
        <footer>
          <p class="muted run-count">{sizeText(chosen, times.value)}</p>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            kind="primary"
            icon="replay"
            type="submit"
            disabled={!target.value.trim() || isStarting.value}
          >
            Replay
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}

function titleOf(scope: Scope | undefined): string {
  return scope?.count == null ? 'Replay requests' : `Replay ${counted(scope.count, 'request')}`
}

function sizeText(scope: Scope | undefined, times: number): string {
  if (scope?.count == null) return times === 1 ? '' : `${times} times each`
  return deliveriesText(scope.count * times)
}
