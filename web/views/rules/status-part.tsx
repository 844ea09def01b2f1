// The status of a response, typed or chosen, with its phrase.

import { useId } from 'preact/hooks'
import { useInspector } from '../../context.ts'
import { phraseOf, quickStatuses } from '../../text/rules/statuses.ts'
import { Flaw } from './flaw.tsx'
import type { StepPartProps } from './step-form.tsx'

export function StatusPart({ rules, place, step, onChange }: StepPartProps) {
  const { canChange } = useInspector()
  const id = useId()
  const flaws = rules.editor.flaws.value
  const { status, reason } = step
  const phrase = phraseOf(status ?? 200)
  return (
    <div>
      <div class="status-line">
        <label for={id}>Status</label>
        <input
          id={id}
          class="field mono"
          type="text"
          inputMode="numeric"
          autoComplete="off"
          maxLength={3}
          placeholder="200"
          data-place={`${place}/status`}
          readOnly={!canChange.value}
          value={status ?? ''}
          aria-invalid={flaws.has(`${place}/status`)}
          aria-describedby={`${id}-flaw`}
          onInput={({ currentTarget }) => {
            const digits = currentTarget.value.replace(/\D/g, '')
            // The field shows what counts, whether that has changed or not.
            currentTarget.value = digits
            onChange({ status: digits === '' ? undefined : Number(digits) })
          }}
        />
        <input
          class="field"
          type="text"
          autoComplete="off"
          aria-label="Phrase after the status"
          placeholder={phrase || 'no phrase'}
          title="The phrase after the status; HTTP’s own unless you type another"
          data-place={`${place}/reason`}
          readOnly={!canChange.value}
          value={reason ?? ''}
          aria-invalid={flaws.has(`${place}/reason`)}
          aria-describedby={`${id}-reason-flaw`}
          onInput={({ currentTarget }) => onChange({ reason: currentTarget.value || undefined })}
        />
      </div>
      <Flaw rules={rules} place={`${place}/status`} id={`${id}-flaw`} />
      <Flaw rules={rules} place={`${place}/reason`} id={`${id}-reason-flaw`} />
      {canChange.value && (
        <p class="quick-choices">
          {quickStatuses.map(([code, what]) => (
            <button
              key={code}
              type="button"
              aria-pressed={code === (status ?? 200)}
              aria-label={`${code} ${phraseOf(code)}: ${what}`}
              title={`${phraseOf(code)}: ${what}`}
              onClick={() => onChange({ status: code })}
            >
              {code}
            </button>
          ))}
        </p>
      )}
    </div>
  )
}
