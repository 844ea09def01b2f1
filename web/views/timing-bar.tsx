// Where the time of a delivery went, as a bar of its steps with their names and times.

import type { DeliveryTimings } from '../../server/wire/deliveries.ts'
import { duration } from '../../server/wire/durations.ts'

export function TimingBar({ timings }: { timings: DeliveryTimings }) {
  const steps = stepsOf(timings)
  return (
    <div class="timing">
      <div class="timing-bar" aria-hidden="true">
        {steps.map(({ id, ms }) => (
          <i key={id} class={`timing-${id}`} style={{ flexGrow: String(ms) }} />
        ))}
      </div>
      <dl>
        {steps.map(({ id, name, ms }) => (
          <div key={id}>
            <dt>
              <i class={`timing-${id}`} aria-hidden="true" />
              {name}
            </dt>
            <dd>{duration(ms)}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

/** Of times that all count from the start, how long each step took by itself. */
function stepsOf({ dnsMs, connectMs, firstByteMs, totalMs }: DeliveryTimings) {
  const connectFrom = dnsMs ?? 0
  const sendFrom = connectMs ?? connectFrom
  const bodyFrom = firstByteMs ?? sendFrom
  return [
    { id: 'dns', name: 'Name look-up', ms: dnsMs },
    { id: 'connect', name: 'Connect', ms: connectMs === null ? null : connectMs - connectFrom },
    { id: 'wait', name: 'First byte', ms: firstByteMs === null ? null : firstByteMs - sendFrom },
    { id: 'rest', name: 'Rest', ms: totalMs - bodyFrom },
  ].flatMap(({ ms, ...step }) => (ms === null ? [] : [{ ...step, ms: Math.max(0, ms) }]))
}
