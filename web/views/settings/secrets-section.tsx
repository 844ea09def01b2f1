// The secrets of providers that the bin holds, to sign replays anew: put in, replaced and removed, never shown.

import '../../styles/secrets-part.css'
import { useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import type { ProviderInfo } from '../../../server/wire/providers.ts'
import type { ProviderSecrets } from '../../../server/wire/secrets.ts'
import { messageOf } from '../../api.ts'
import { useInspector } from '../../context.ts'
import { createDeliveryApi, type DeliveryApi } from '../../delivery-api.ts'
import type { BinSession } from '../../state/bin-session.ts'
import { fullTime, timeAgo } from '../../text/format-time.ts'
import { Button } from '../../ui/button.tsx'
import { SecretForm } from './secret-form.tsx'
import { Section } from './section.tsx'

export function SecretsSection({ session }: { session: BinSession }) {
  const { canChange } = useInspector()
  return (
    <Section
      name="Secrets"
      intro="With a provider's signing secret, a replay can be signed anew: an old capture, or an edited one, is then accepted by your server. Secrets are sealed on the server this bin is on, shown to nobody again, and in no export."
    >
      {canChange.value ? (
        <Providers session={session} />
      ) : (
        <p>Only the owner key can see which secrets there are.</p>
      )}
    </Section>
  )
}

function Providers({ session }: { session: BinSession }) {
  const { origin } = useInspector()
  const api = useMemo(() => createDeliveryApi(origin, session.id, session.key), [session])
  const known = useSignal<readonly ProviderInfo[]>([])
  const held = useSignal<readonly ProviderSecrets[]>([])
  const problem = useSignal('')

  useEffect(() => {
    Promise.all([api.listProviders(), api.listSecrets()]).then(
      ([providers, secrets]) => {
        held.value = secrets
        known.value = providers.filter(({ canSign }) => canSign)
      },
      (error: unknown) => {
        problem.value = messageOf(error)
      },
    )
  }, [api])

  if (problem.value) return <p class="field-error">{problem.value}</p>
  return (
    <ul class="secrets">
      {known.value.map((provider) => (
        <Provider
          key={provider.id}
          api={api}
          provider={provider}
          held={held.value.find((one) => one.provider === provider.id)}
          onChange={(changed) => {
            const others = held.value.filter((one) => one.provider !== provider.id)
            held.value = changed ? [...others, changed] : others
          }}
        />
      ))}
    </ul>
  )
}

interface ProviderProps {
  readonly api: DeliveryApi
  readonly provider: ProviderInfo
  readonly held: ProviderSecrets | undefined
  readonly onChange: (held: ProviderSecrets | undefined) => void
}

function Provider({ api, provider, held, onChange }: ProviderProps) {
  const { clock, toasts } = useInspector()
  const isOpen = useSignal(false)
  const isAsking = useSignal(false)
  const secrets = held?.secrets ?? []
  const has = secrets.length > 0

  async function remove() {
    try {
      await api.removeSecrets(provider.id)
      onChange(undefined)
      toasts.info(`Secrets of ${provider.label} removed`)
    } catch (error) {
      toasts.error(messageOf(error))
    }
    isAsking.value = false
  }

  return (
    <li>
      <div class="secrets-head">
        <div>
          <h4>{provider.label}</h4>
          {has ? (
            secrets.map(({ name, createdAt }, index) => (
              <p key={`${index} ${name}`} class="muted">
                {name || 'Secret'}, set{' '}
                <span title={fullTime(createdAt)}>{timeAgo(createdAt, clock.now.value)}</span>
                {index === 0 && secrets.length > 1 && ' · signs'}
              </p>
            ))
          ) : (
            <p class="muted">None.</p>
          )}
        </div>
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
          <>
            {has && (
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
            <Button
              aria-expanded={isOpen.value}
              aria-label={`${has ? 'Replace' : 'Add'} the secrets of ${provider.label}`}
              onClick={() => {
                isOpen.value = !isOpen.value
              }}
            >
              {has ? 'Replace…' : 'Add…'}
            </Button>
          </>
        )}
      </div>
      {isOpen.value && (
        <SecretForm
          api={api}
          provider={provider}
          replaces={secrets.length}
          onSaved={(saved) => {
            isOpen.value = false
            onChange(saved)
            toasts.info(`Secret of ${provider.label} kept`)
          }}
          onCancel={() => {
            isOpen.value = false
          }}
        />
      )}
    </li>
  )
}
