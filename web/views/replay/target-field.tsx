// Where to: the field, what it resolves to as it is typed, and where requests of this bin went before.

import type { RefObject } from 'preact'
import { useId } from 'preact/hooks'
import { parseTarget } from '../../../server/wire/targets.ts'
import type { ReplayForm } from '../../state/replay-form.ts'

export interface TargetFieldProps {
  readonly form: ReplayForm
  readonly fieldRef: RefObject<HTMLInputElement | null>
}

export function TargetField({ form, fieldRef }: TargetFieldProps) {
  const { replay } = form
  const id = useId()
  const target = replay.draft.value
  const url = form.url.value
  const others = replay.targets.value.recent.filter((known) => known !== target.trim())
  return (
    <div>
      <label class="label" for={`${id}-target`}>
        Target
      </label>
      <input
        ref={fieldRef}
        id={`${id}-target`}
        class="field mono"
        type="text"
        inputMode="url"
        autoComplete="off"
        autoCapitalize="off"
        spellcheck={false}
        placeholder="http://localhost:3000/webhooks"
        value={target}
        aria-describedby={`${id}-resolved`}
        onInput={(event) => {
          replay.draft.value = event.currentTarget.value
        }}
      />
      <p class={`resolved ${url ? 'mono' : ''}`} id={`${id}-resolved`}>
        {url ? `→ ${url}` : adviceFor(target)}
      </p>
      {others.length > 0 && (
        <ul class="recent" aria-label="Recent targets">
          {others.map((known) => (
            <li key={known}>
              <button
                type="button"
                class="mono"
                title={known}
                onClick={() => {
                  replay.draft.value = known
                }}
              >
                {known}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function adviceFor(target: string): string {
  const parsed = target.trim() === '' ? undefined : parseTarget(target)
  return parsed?.type === 'bad' ? parsed.message : 'A URL, or a port of this machine: 3000'
}
