// How often it is sent: more than once makes a run, whose outcomes are compared.

import { mostRunConcurrency, mostRunDelayMs, mostRunTimes } from '../../../server/wire/runs.ts'
import type { ReplayForm } from '../../state/replay-form.ts'
import { counted } from '../../text/format-size.ts'
import { NumberField } from '../../ui/number-field.tsx'

export function RepeatPart({ form }: { form: ReplayForm }) {
  const { times, concurrency, delayMs } = form.repeat
  return (
    <>
      <div class="repeat-numbers">
        <NumberField name="Times" value={times} min={1} max={mostRunTimes} />
        <NumberField name="At once" value={concurrency} min={1} max={mostRunConcurrency} />
        <NumberField name="Delay, ms" value={delayMs} min={0} max={mostRunDelayMs} />
      </div>
      <p class="edit-note">
        The server sends them, and lays the outcomes beside each other: does the target treat a
        repeat like the first?
      </p>
    </>
  )
}

/** `once`, `5 times, 2 at once`. */
export function repeatHint({ repeat }: ReplayForm): string {
  const { times, concurrency, delayMs } = repeat
  if (times.value === 1) return 'once'
  const atOnce = concurrency.value > 1 ? `, ${concurrency.value} at once` : ''
  const apart = delayMs.value > 0 ? `, ${delayMs.value} ms apart` : ''
  return `${counted(times.value, 'time')}${atOnce}${apart}`
}
