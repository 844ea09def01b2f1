// How a sender of one's own signs, field by field as the server asks for it, with what that comes to in a sentence.

import '../../styles/own-sender-part.css'
import { useSignal } from '@preact/signals'
import { useId, useRef } from 'preact/hooks'
import type { CredentialFieldInfo, ProviderInfo } from '../../../server/wire/providers.ts'
import { messageOf } from '../../api.ts'
import { useInspector } from '../../context.ts'
import type { Secrets } from '../../state/secrets.ts'
import { flawIn, type OwnSettings, withoutBlanks } from '../../text/own-sender.ts'
import { Button } from '../../ui/button.tsx'
import { CredentialField, isSealed } from '../secrets/credential-field.tsx'
import { SettingField } from './setting-field.tsx'
import { SigningSentence } from './signing-sentence.tsx'

export interface OwnSenderFormProps {
  readonly secrets: Secrets
  readonly provider: ProviderInfo
}

export function OwnSenderForm({ secrets, provider }: OwnSenderFormProps) {
  const { toasts } = useInspector()
  const id = useId()
  const form = useRef<HTMLFormElement>(null)
  const secret = useSignal('')
  const typed = useSignal<OwnSettings>({})
  const flaw = useSignal<ReturnType<typeof flawIn> | undefined>(undefined)
  const isSaving = useSignal(false)
  const held = secrets.heldOf(provider.id)
  const hasSecret = (held?.secrets.length ?? 0) > 0
  const [sealed] = provider.fields.filter(isSealed)
  const settings = provider.fields.filter((field) => !isSealed(field))
  const entered = { ...held?.extra, ...typed.value }

  async function save() {
    isSaving.value = true
    flaw.value = undefined
    try {
      const given = secret.peek().trim()
      await secrets.enter(provider.id, {
        secrets: given ? [{ secret: given }] : [],
        others: 'before',
        extra: withoutBlanks(typed.peek()),
      })
      secret.value = ''
      typed.value = {}
      toasts.info('Kept for your own sender')
    } catch (error) {
      flaw.value = flawIn(messageOf(error), settings)
      const { field } = flaw.value
      if (field) form.current?.querySelector<HTMLElement>(`[name="${field}"]`)?.focus()
    }
    isSaving.value = false
  }

  return (
    <form
      class="credentials own-sender"
      ref={form}
      onSubmit={(event) => {
        event.preventDefault()
        if (!isSaving.value) save()
      }}
    >
      {sealed && !hasSecret && (
        <CredentialField
          field={sealed}
          value={secret.value}
          isRequired
          problemId={`${id}-problem`}
          onInput={(value) => {
            secret.value = value
          }}
        />
      )}
      <SigningSentence fields={settings} entered={entered} />
      {grouped(settings).map(({ name, fields }) => (
        <fieldset key={name}>
          <legend>{name}</legend>
          {fields.map((field) => (
            <SettingField
              key={field.name}
              field={field}
              value={entered[field.name] ?? ''}
              problem={flaw.value?.field === field.name ? flaw.value.text : ''}
              onInput={(value) => {
                typed.value = { ...typed.value, [field.name]: value }
              }}
            />
          ))}
        </fieldset>
      ))}
      <p class="field-error" id={`${id}-problem`} role="alert">
        {flaw.value?.field ? '' : flaw.value?.text}
      </p>
      <p class="credential-tools">
        <Button kind="primary" type="submit" disabled={isSaving.value}>
          Save
        </Button>
      </p>
    </form>
  )
}

const groups: readonly { readonly name: string; readonly of: readonly string[] }[] = [
  { name: 'Where the signature stands', of: ['header', 'prefix', 'pair', 'separator'] },
  { name: 'How it is made', of: ['signed', 'algorithm', 'encoding', 'key'] },
  { name: 'The time', of: ['timeHeader', 'timePair', 'timeUnit', 'tolerance'] },
  { name: 'What it is called', of: ['name', 'event', 'id'] },
]

/** In the order of the groups; what belongs to none comes with the last. */
function grouped(fields: readonly CredentialFieldInfo[]) {
  const placed = groups.flatMap((group) => group.of)
  return groups.map(({ name, of }, index) => {
    const own = of.flatMap((wanted) => fields.filter((field) => field.name === wanted))
    const isLast = index === groups.length - 1
    const others = isLast ? fields.filter((field) => !placed.includes(field.name)) : []
    return { name, fields: [...own, ...others] }
  })
}
