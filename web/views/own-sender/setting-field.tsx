// One setting of a sender of one's own: a choice where only some texts are allowed, else a field.

import { useId } from 'preact/hooks'
import type { CredentialFieldInfo } from '../../../server/wire/providers.ts'
import { longestExtra } from '../../../server/wire/secrets.ts'
import { TextWithCode } from '../../ui/text-with-code.tsx'

export interface SettingFieldProps {
  readonly field: CredentialFieldInfo
  readonly value: string
  /** What is wrong with it. */
  readonly problem: string
  readonly onInput: (value: string) => void
}

export function SettingField({ field, value, problem, onInput }: SettingFieldProps) {
  const { name, label, hint, example = '', otherwise = '', choices } = field
  const id = useId()
  const common = {
    id,
    name,
    'aria-describedby': `${id}-hint${problem ? ` ${id}-problem` : ''}`,
    'aria-invalid': problem !== '',
  }
  return (
    <div class="credential">
      <label class="label" for={id}>
        {label}
      </label>
      {choices ? (
        <select
          {...common}
          class="field"
          value={value || otherwise}
          onChange={(event) => onInput(event.currentTarget.value)}
        >
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {choice}
            </option>
          ))}
        </select>
      ) : value.includes('\n') ? (
        <textarea
          {...common}
          class="field mono"
          rows={2}
          spellcheck={false}
          maxLength={longestExtra}
          value={value}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      ) : (
        <input
          {...common}
          class="field mono"
          type="text"
          autoComplete="off"
          autoCapitalize="off"
          spellcheck={false}
          maxLength={longestExtra}
          placeholder={otherwise || `none, or ${example}`}
          value={value}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      )}
      <p class="muted" id={`${id}-hint`}>
        <TextWithCode text={hint} />
      </p>
      {problem && (
        <p class="field-error" id={`${id}-problem`} role="alert">
          {problem}
        </p>
      )}
    </div>
  )
}
