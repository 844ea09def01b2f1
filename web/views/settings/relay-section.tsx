// Relays: those connected, the command to connect one, and whether their answers go to the senders.

import '../../styles/relay-part.css'
import { useSignal } from '@preact/signals'
import { useEffect, useId, useMemo } from 'preact/hooks'
import {
  type BinRules,
  leastPassThroughMs,
  mostPassThroughMs,
  type PassThrough,
} from '../../../server/wire/rules/rules.ts'
import { messageOf } from '../../api.ts'
import { useInspector } from '../../context.ts'
import { createDeliveryApi } from '../../delivery-api.ts'
import type { BinSession } from '../../state/bin-session.ts'
import { Switch } from '../../ui/switch.tsx'
import { RelayStatus } from '../relay-status.tsx'
import { Section } from './section.tsx'

const usualMs = 5_000

export function RelaySection({ session }: { session: BinSession }) {
  const { origin, canChange, toasts } = useInspector()
  const api = useMemo(() => createDeliveryApi(origin, session.id, session.key), [session])
  const rules = useSignal<BinRules | undefined>(undefined)
  const problem = useSignal('')

  useEffect(() => {
    api.getRules().then(
      (found) => {
        rules.value = found
      },
      (error: unknown) => {
        problem.value = messageOf(error)
      },
    )
  }, [api])

  async function set(passThrough: PassThrough | null) {
    const before = rules.peek()
    if (before) rules.value = { ...before, passThrough }
    try {
      rules.value = await api.setRules({ passThrough })
    } catch (error) {
      rules.value = before
      toasts.error(`Not saved. ${messageOf(error)}`)
    }
  }

  const passThrough = rules.value?.passThrough
  return (
    <Section
      name="Relay"
      intro="A relay is a program on your own machine that delivers this bin's requests to your local server: each at least once, in order, also those that came while it was away."
    >
      <RelayStatus session={session} />
      <div class="settings-way">
        <Switch
          name="Pass answers through"
          text="Senders are answered with what your local server answers. The request is stored first all the same."
          isOn={passThrough != null}
          isDisabled={!canChange.value || rules.value === undefined}
          onChange={(isOn) => set(isOn ? { timeoutMs: usualMs } : null)}
        />
        {passThrough && (
          <Patience
            timeoutMs={passThrough.timeoutMs}
            isFixed={!canChange.value}
            onChange={(timeoutMs) => set({ timeoutMs })}
          />
        )}
        {problem.value && (
          <p class="field-error" role="alert">
            {problem.value}
          </p>
        )}
      </div>
    </Section>
  )
}

interface PatienceProps {
  readonly timeoutMs: number
  readonly isFixed: boolean
  readonly onChange: (timeoutMs: number) => void
}

function Patience({ timeoutMs, isFixed, onChange }: PatienceProps) {
  const id = useId()
  const isWrong = useSignal(false)
  const least = leastPassThroughMs / 1000
  const most = mostPassThroughMs / 1000
  return (
    <div class="settings-field">
      <label class="label" for={id}>
        Wait for it, in seconds
      </label>
      <input
        id={id}
        class="field is-small"
        type="number"
        inputMode="decimal"
        min={least}
        max={most}
        step="any"
        readOnly={isFixed}
        aria-invalid={isWrong.value}
        aria-describedby={`${id}-what`}
        value={timeoutMs / 1000}
        onChange={({ currentTarget }) => {
          isWrong.value = !currentTarget.validity.valid || currentTarget.value === ''
          if (!isWrong.value) onChange(Math.round(currentTarget.valueAsNumber * 1000))
        }}
      />
      <p class={isWrong.value ? 'field-error' : 'muted'} id={`${id}-what`}>
        {isWrong.value
          ? `From ${least} to ${most} seconds.`
          : 'After that, or while no relay is connected, the bin answers itself. Most senders give up after 5 to 30 seconds.'}
      </p>
    </div>
  )
}
