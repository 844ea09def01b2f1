// Puts in the secrets of a provider: one, or several where they are being changed over. They replace what was held.

import { useSignal } from '@preact/signals'
import { useEffect, useId, useRef } from 'preact/hooks'
import type { ProviderInfo } from '../../../server/wire/providers.ts'
import {
  longestSecret,
  mostSecretsPerProvider,
  type ProviderSecrets,
} from '../../../server/wire/secrets.ts'
import { messageOf } from '../../api.ts'
import type { DeliveryApi } from '../../delivery-api.ts'
import { Button, IconButton } from '../../ui/button.tsx'

export interface SecretFormProps {
  readonly api: Pick<DeliveryApi, 'setSecrets'>
  readonly provider: ProviderInfo
  /** How many are held now. */
  readonly replaces: number
  readonly onSaved: (saved: ProviderSecrets) => void
  readonly onCancel: () => void
}

interface Line {
  readonly key: number
  readonly name: string
  readonly secret: string
}

export function SecretForm({ api, provider, replaces, onSaved, onCancel }: SecretFormProps) {
  const id = useId()
  const first = useRef<HTMLInputElement>(null)
  const lines = useSignal<readonly Line[]>([{ key: 0, name: '', secret: '' }])
  const problem = useSignal('')
  const isSaving = useSignal(false)

  useEffect(() => first.current?.focus(), [])

  function change(key: number, changed: Partial<Line>) {
    lines.value = lines.value.map((line) => (line.key === key ? { ...line, ...changed } : line))
  }

  async function save() {
    isSaving.value = true
    problem.value = ''
    try {
      const secrets = lines
        .peek()
        .map(({ name, secret }) => ({ name: name.trim(), secret: secret.trim() }))
        .filter(({ secret }) => secret !== '')
      onSaved(await api.setSecrets(provider.id, { secrets }))
    } catch (error) {
      // Where it stands in the request helps nobody here.
      problem.value = messageOf(error).replace(/^json\.secrets\.\d+\.secret: /, '')
      isSaving.value = false
    }
  }

  return (
    <form
      class="secret-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (!isSaving.value) save()
      }}
    >
      {lines.value.map(({ key, name, secret }, index) => (
        <div class="secret-line" key={key}>
          <input
            ref={index === 0 ? first : null}
            class="field mono"
            type="password"
            autoComplete="off"
            required={index === 0}
            maxLength={longestSecret}
            placeholder="Signing secret"
            aria-label={`Secret ${index + 1} of ${provider.label}`}
            aria-describedby={`${id}-problem`}
            value={secret}
            onInput={(event) => change(key, { secret: event.currentTarget.value })}
          />
          <input
            class="field"
            type="text"
            autoComplete="off"
            maxLength={100}
            placeholder="Name, like test"
            aria-label={`Name of secret ${index + 1}`}
            value={name}
            onInput={(event) => change(key, { name: event.currentTarget.value })}
          />
          {lines.value.length > 1 && (
            <IconButton
              icon="close"
              label={`Leave out secret ${index + 1}`}
              onClick={() => {
                lines.value = lines.value.filter((line) => line.key !== key)
              }}
            />
          )}
        </div>
      ))}
      <p class="field-error" id={`${id}-problem`} role="alert">
        {problem.value}
      </p>
      <p class="muted">
        {replaces > 0 && 'What is held now is replaced. '}
        The first one signs. Where to find it:{' '}
        <a href={provider.docsUrl} target="_blank" rel="noreferrer">
          {provider.label}'s page about webhooks
        </a>
        .
      </p>
      <p class="secret-tools">
        {lines.value.length < mostSecretsPerProvider && (
          <Button
            kind="plain"
            icon="plus"
            onClick={() => {
              const key = Math.max(...lines.value.map((line) => line.key)) + 1
              lines.value = [...lines.value, { key, name: '', secret: '' }]
            }}
          >
            Another
          </Button>
        )}
        <span class="spring" />
        <Button onClick={onCancel}>Cancel</Button>
        <Button kind="primary" type="submit" disabled={isSaving.value}>
          Keep it
        </Button>
      </p>
    </form>
  )
}
