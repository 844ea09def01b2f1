// One thing the owner enters for a provider, as the provider describes it: a secret is covered while it is typed.

import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import type { CredentialFieldInfo } from '../../../server/wire/providers.ts'
import { longestExtra, longestSecret } from '../../../server/wire/secrets.ts'
import { IconButton } from '../../ui/button.tsx'
import { TextWithCode } from '../../ui/text-with-code.tsx'

export interface CredentialFieldProps {
  readonly field: CredentialFieldInfo
  readonly value: string
  readonly isRequired: boolean
  /** Of what went wrong, where something did. */
  readonly problemId: string
  readonly onInput: (value: string) => void
}

export function CredentialField(props: CredentialFieldProps) {
  const { field, value, isRequired, problemId, onInput } = props
  const { name, label, hint, example, isOptional } = field
  const id = useId()
  const isUncovered = useSignal(false)
  const common = {
    id,
    name,
    class: `field${name === 'secret' || name === 'publicKey' ? ' mono' : ''}`,
    autoComplete: 'off',
    spellcheck: false,
    required: isRequired && !isOptional,
    maxLength: isSealed(field) ? longestSecret : longestExtra,
    placeholder: example ?? '',
    'aria-describedby': `${id}-hint ${problemId}`,
    value,
    onInput: (event: { currentTarget: { value: string } }) => onInput(event.currentTarget.value),
  }
  return (
    <div class="credential">
      <label class="label" for={id}>
        {label}
        {isOptional && <span class="muted"> (optional)</span>}
      </label>
      {name === 'publicKey' ? (
        <textarea {...common} rows={4} />
      ) : name === 'secret' ? (
        <div class="covered-field">
          {isUncovered.value ? (
            <input {...common} type="text" />
          ) : (
            <input {...common} type="password" />
          )}
          <IconButton
            icon="eye"
            label={isUncovered.value ? `Hide ${label}` : `Show ${label}`}
            aria-pressed={isUncovered.value}
            onClick={() => {
              isUncovered.value = !isUncovered.value
            }}
          />
        </div>
      ) : (
        <input {...common} type="text" />
      )}
      <p class="muted" id={`${id}-hint`}>
        <TextWithCode text={hint} />
        {value !== value.trim() && ' White space around it is left out.'}
      </p>
    </div>
  )
}

/** Kept sealed, several at once; all else is plain text, one of each. */
export function isSealed({ name }: CredentialFieldInfo): boolean {
  return name === 'secret' || name === 'publicKey'
}
