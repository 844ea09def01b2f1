// What the owner enters for a provider, by the fields the provider asks for, and saving it.

import '../../styles/secrets-part.css'
import { useSignal } from '@preact/signals'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import type { CredentialFieldInfo, ProviderInfo } from '../../../server/wire/providers.ts'
import { messageOf } from '../../api.ts'
import { useInspector } from '../../context.ts'
import type { Entered, Secrets } from '../../state/secrets.ts'
import { Button } from '../../ui/button.tsx'
import { Switch } from '../../ui/switch.tsx'
import { CredentialField, isSealed } from './credential-field.tsx'

export interface CredentialFormProps {
  readonly secrets: Secrets
  readonly provider: ProviderInfo
  /** Those to enter. */
  readonly fields: readonly CredentialFieldInfo[]
  /** Whether the secret can be given a name, to tell several apart. */
  readonly hasName?: boolean
  /** Whether what is entered is to take the place of what there is, unless one says otherwise. */
  readonly isChange?: boolean
  readonly takesFocus?: boolean
  readonly onSaved?: () => void
  readonly onCancel?: () => void
}

export function CredentialForm(props: CredentialFormProps) {
  const { secrets, provider, fields, hasName = false, isChange = false } = props
  const { takesFocus, onSaved, onCancel } = props
  const { toasts } = useInspector()
  const id = useId()
  const form = useRef<HTMLFormElement>(null)
  const typed = useSignal<Readonly<Record<string, string>>>({})
  const name = useSignal('')
  const problem = useSignal('')
  const isSaving = useSignal(false)
  const held = secrets.heldOf(provider.id)
  const count = held?.secrets.length ?? 0
  // Of several, who knows which one is wrong.
  const keeps = useSignal(count > 1)

  // Not after the next frame: a key may be pressed before that.
  useLayoutEffect(() => {
    if (takesFocus) form.current?.querySelector<HTMLElement>('.field')?.focus()
  }, [])

  async function save() {
    isSaving.value = true
    problem.value = ''
    try {
      const others = !isChange ? 'before' : keeps.peek() ? 'after' : 'replaced'
      const entered = enteredIn(fields, typed.peek(), name.peek().trim())
      await secrets.enter(provider.id, { ...entered, others })
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
      {isChange && count > 0 && (
        <Switch
          name={count === 1 ? 'Keep the old one as well' : `Keep the ${count} there are as well`}
          text="While one takes the place of the other at the provider. The new one signs replays."
          isOn={keeps.value}
          onChange={(isOn) => {
            keeps.value = isOn
          }}
        />
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

function enteredIn(
  fields: readonly CredentialFieldInfo[],
  typed: Readonly<Record<string, string>>,
  name: string,
): Omit<Entered, 'others'> {
  const entered = fields.map((field) => ({ field, text: typed[field.name]?.trim() }))
  const secrets = entered.flatMap(({ field, text }) =>
    text && isSealed(field) ? [{ secret: text, ...(name ? { name } : {}) }] : [],
  )
  const plain = entered.flatMap(({ field, text }) =>
    text !== undefined && !isSealed(field) ? [[field.name, text] as const] : [],
  )
  return { secrets, extra: Object.fromEntries(plain) }
}
