// What the owner enters for a provider, by the fields the provider asks for, and saving it.

import '../../styles/secrets-part.css'
import { useSignal } from '@preact/signals'
import { useEffect, useId, useRef } from 'preact/hooks'
import type { CredentialFieldInfo, ProviderInfo } from '../../../server/wire/providers.ts'
import type { SecretsChange } from '../../../server/wire/secrets.ts'
import { messageOf } from '../../api.ts'
import { useInspector } from '../../context.ts'
import type { Secrets } from '../../state/secrets.ts'
import { Button } from '../../ui/button.tsx'
import { CredentialField, isSealed } from './credential-field.tsx'

export interface CredentialFormProps {
  readonly secrets: Secrets
  readonly provider: ProviderInfo
  /** Those to enter. */
  readonly fields: readonly CredentialFieldInfo[]
  /** Whether the secret can be given a name, to tell several apart. */
  readonly hasName?: boolean
  readonly takesFocus?: boolean
  readonly onSaved?: () => void
  readonly onCancel?: () => void
}

export function CredentialForm(props: CredentialFormProps) {
  const { secrets, provider, fields, hasName = false, takesFocus, onSaved, onCancel } = props
  const { toasts } = useInspector()
  const id = useId()
  const form = useRef<HTMLFormElement>(null)
  const typed = useSignal<Readonly<Record<string, string>>>({})
  const name = useSignal('')
  const problem = useSignal('')
  const isSaving = useSignal(false)
  const held = secrets.heldOf(provider.id)

  useEffect(() => {
    if (takesFocus) form.current?.querySelector<HTMLElement>('.field')?.focus()
  }, [])

  async function save() {
    isSaving.value = true
    problem.value = ''
    try {
      await secrets.change(provider.id, changeOf(fields, typed.peek(), name.peek().trim()))
      typed.value = {}
      name.value = ''
      toasts.info(`Kept for ${provider.label}`)
      onSaved?.()
    } catch (error) {
      // Where it stands in the call helps nobody here.
      problem.value = messageOf(error).replace(/^json\.[\w.]+: /, '')
    }
    isSaving.value = false
  }

  return (
    <form
      class="credentials"
      ref={form}
      onSubmit={(event) => {
        event.preventDefault()
        if (!isSaving.value) save()
      }}
    >
      {fields.map((field, index) => (
        <CredentialField
          key={field.name}
          field={field}
          value={
            typed.value[field.name] ?? (isSealed(field) ? '' : (held?.extra[field.name] ?? ''))
          }
          isRequired={isSealed(field) ? index === 0 : true}
          problemId={`${id}-problem`}
          onInput={(value) => {
            typed.value = { ...typed.value, [field.name]: value }
          }}
        />
      ))}
      {hasName && (
        <div class="credential">
          <label class="label" for={`${id}-name`}>
            Name <span class="muted">(optional)</span>
          </label>
          <input
            id={`${id}-name`}
            class="field"
            type="text"
            autoComplete="off"
            maxLength={100}
            placeholder="test"
            value={name.value}
            onInput={(event) => {
              name.value = event.currentTarget.value
            }}
          />
        </div>
      )}
      <p class="field-error" id={`${id}-problem`} role="alert">
        {problem.value}
      </p>
      <p class="credential-tools">
        <Button kind="primary" type="submit" disabled={isSaving.value}>
          Save
        </Button>
        {onCancel && <Button onClick={onCancel}>Cancel</Button>}
      </p>
    </form>
  )
}

function changeOf(
  fields: readonly CredentialFieldInfo[],
  typed: Readonly<Record<string, string>>,
  name: string,
): SecretsChange {
  const entered = fields.map((field) => ({ field, text: typed[field.name]?.trim() }))
  const sealed = entered.flatMap(({ field, text }) =>
    text && isSealed(field) ? [{ secret: text, ...(name ? { name } : {}) }] : [],
  )
  const plain = entered.flatMap(({ field, text }) =>
    text !== undefined && !isSealed(field) ? [[field.name, text] as const] : [],
  )
  return {
    ...(sealed.length > 0 ? { secrets: sealed } : {}),
    ...(plain.length > 0 ? { extra: Object.fromEntries(plain) } : {}),
  }
}
