// How long a response is held back: not at all, so long, or between two times.

import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { type Unit, unitMs, unitOf } from '../../text/rules/delays.ts'
import { Segments } from '../../ui/segments.tsx'
import { Flaw } from './flaw.tsx'
import { NumberInput } from './number-input.tsx'
import type { StepPartProps } from './step-form.tsx'

type Kind = 'none' | 'fixed' | 'range'

const kinds: readonly { readonly id: Kind; readonly label: string }[] = [
  { id: 'none', label: 'None' },
  { id: 'fixed', label: 'Fixed' },
  { id: 'range', label: 'Random' },
]

export function DelayField({ rules, place, step, onChange }: StepPartProps) {
  const id = useId()
  const { delayMs } = step
  const unit = useSignal<Unit>(unitOf(delayMs))
  const kind: Kind =
    delayMs === undefined ? 'none' : typeof delayMs === 'number' ? 'fixed' : 'range'
  const isWrong = rules.editor.flaws.value.has(`${place}/delayMs`)
  const [from, to] = typeof delayMs === 'object' ? delayMs : [delayMs ?? 0, delayMs ?? 0]

  function choose(wanted: Kind) {
    if (wanted === 'none') onChange({ delayMs: undefined })
    else if (wanted === 'fixed') onChange({ delayMs: from || 5_000 })
    else onChange({ delayMs: [from || 1_000, Math.max(from, to) || 5_000] })
  }

  function Time({ name, ms, onTime }: { name: string; ms: number; onTime: (ms: number) => void }) {
    return (
      <NumberInput
        id={`${id}-${name}`}
        label={`${name}, in ${unit.value === 's' ? 'seconds' : 'milliseconds'}`}
        value={ms / unitMs[unit.value]}
        placeholder="0"
        isWrong={isWrong}
        describedBy={`${id}-flaw`}
        onChange={(typed = 0) => onTime(typed * unitMs[unit.value])}
      />
    )
  }

  return (
    <div class="rule-field" data-place={`${place}/delayMs`}>
      <span class="rule-label" aria-hidden="true">
        Delay
      </span>
      <div class="rule-control">
        <Segments name="Delay" items={kinds} chosen={kind} onChoose={choose} />
      </div>
      {kind !== 'none' && (
        <span class="with-unit">
          {kind === 'fixed' &&
            Time({ name: 'Delay', ms: from, onTime: (ms) => onChange({ delayMs: ms }) })}
          {kind === 'range' && (
            <>
              {Time({ name: 'From', ms: from, onTime: (ms) => onChange({ delayMs: [ms, to] }) })}
              to
              {Time({ name: 'To', ms: to, onTime: (ms) => onChange({ delayMs: [from, ms] }) })}
            </>
          )}
          <select
            class="field is-unit"
            aria-label="Unit of the delay"
            value={unit.value}
            onChange={({ currentTarget }) => {
              unit.value = currentTarget.value === 'ms' ? 'ms' : 's'
            }}
          >
            <option value="s">s</option>
            <option value="ms">ms</option>
          </select>
        </span>
      )}
      <Flaw rules={rules} place={`${place}/delayMs`} id={`${id}-flaw`} />
    </div>
  )
}
