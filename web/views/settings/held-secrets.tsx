// The secrets a bin holds of one provider, by their names: the first one signs.

import { useSignal } from '@preact/signals'
import type { ProviderInfo } from '../../../server/wire/providers.ts'
import { messageOf } from '../../api.ts'
import { useInspector } from '../../context.ts'
import type { Secrets } from '../../state/secrets.ts'
import { fullTime, timeAgo } from '../../text/format-time.ts'
import { Button } from '../../ui/button.tsx'

export interface HeldSecretsProps {
  readonly secrets: Secrets
  readonly provider: ProviderInfo
}

export function HeldSecrets({ secrets, provider }: HeldSecretsProps) {
  const { clock, toasts } = useInspector()
  const isAsking = useSignal(false)
  const held = secrets.heldOf(provider.id)?.secrets ?? []

  async function remove() {
    try {
      await secrets.removeAll(provider.id)
      toasts.info(`Secrets of ${provider.label} removed`)
    } catch (error) {
      toasts.error(messageOf(error))
    }
    isAsking.value = false
  }

  return (
    <ul class="held-secrets">
      {held.map(({ name, createdAt }, index) => (
        <li key={`${index} ${name}`}>
          <span>
            {name || 'Secret'}{' '}
            <span class="muted" title={fullTime(createdAt)}>
              set {timeAgo(createdAt, clock.now.value)}
              {index === 0 && held.length > 1 && ' · signs'}
            </span>
          </span>
        </li>
      ))}
      <li>
        {isAsking.value ? (
          <>
            <Button kind="danger" onClick={remove}>
              Remove {provider.label}'s
            </Button>
            <Button
              onClick={() => {
                isAsking.value = false
              }}
            >
              Keep
            </Button>
          </>
        ) : (
          <Button
            kind="plain"
            aria-label={`Remove the secrets of ${provider.label}`}
            onClick={() => {
              isAsking.value = true
            }}
          >
            Remove…
          </Button>
        )}
      </li>
    </ul>
  )
}
