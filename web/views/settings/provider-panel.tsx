// All about one provider: how it signs, what the bin holds of it and what may be added, and where its webhooks are set up.

import { useSignal } from '@preact/signals'
import { gap } from '../../../server/wire/durations.ts'
import type { ProviderInfo } from '../../../server/wire/providers.ts'
import { isSampleSecret, mostSecretsPerProvider } from '../../../server/wire/secrets.ts'
import type { BinSession } from '../../state/bin-session.ts'
import type { Secrets } from '../../state/secrets.ts'
import { signingKeysOf } from '../../state/signing.ts'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { TextWithCode } from '../../ui/text-with-code.tsx'
import { CheckingLine } from '../secrets/checking-line.tsx'
import { isSealed } from '../secrets/credential-field.tsx'
import { CredentialForm } from '../secrets/credential-form.tsx'
import { DevelopmentKeyPart } from '../secrets/development-key.tsx'
import { HeldSecrets } from './held-secrets.tsx'

export interface ProviderPanelProps {
  readonly session: BinSession
  readonly secrets: Secrets
  readonly provider: ProviderInfo
}

export function ProviderPanel({ session, secrets, provider }: ProviderPanelProps) {
  const held = secrets.heldOf(provider.id)
  const sealed = provider.fields.filter(isSealed)
  const plain = provider.fields.filter((field) => !isSealed(field))
  const hasSecret = (held?.secrets.length ?? 0) > 0
  const real = held?.secrets.filter((one) => !isSampleSecret(one)) ?? []
  const isFull = real.length >= mostSecretsPerProvider
  const isAdding = useSignal(false)
  const url = session.bin.value?.captureUrl ?? ''
  return (
    <div class="provider-panel">
      <CheckingLine session={session} provider={provider.id} />
      {hasSecret && <HeldSecrets secrets={secrets} provider={provider} />}
      {sealed.length > 0 &&
        !isFull &&
        (hasSecret && !isAdding.value ? (
          <Button
            icon="plus"
            onClick={() => {
              isAdding.value = true
            }}
          >
            Add another
          </Button>
        ) : (
          <CredentialForm
            key="sealed"
            secrets={secrets}
            provider={provider}
            fields={sealed}
            hasName
            takesFocus={isAdding.value}
            onSaved={() => {
              isAdding.value = false
            }}
            {...(hasSecret
              ? {
                  onCancel: () => {
                    isAdding.value = false
                  },
                }
              : {})}
          />
        ))}
      {plain.length > 0 && (
        <CredentialForm key="plain" secrets={secrets} provider={provider} fields={plain} />
      )}
      {signingKeysOf(provider).includes('development-key') && (
        <DevelopmentKeyPart session={session} provider={provider} />
      )}
      <dl class="settings-facts">
        <div>
          <dt>Signed with</dt>
          <dd>
            <Schemes provider={provider} />
          </dd>
        </div>
        <div>
          <dt>Paste the URL</dt>
          <dd>
            <span>
              <TextWithCode text={provider.paste} />
              <span class="provider-url">
                <code>{url}</code>
                <CopyButton text={url} name="the capture URL" label="" kind="plain" />
              </span>
            </span>
          </dd>
        </div>
        <div>
          <dt>More</dt>
          <dd>
            <a href={provider.docsUrl} target="_blank" rel="noreferrer">
              {provider.label}’s page about webhooks
            </a>
          </dd>
        </div>
      </dl>
    </div>
  )
}

function Schemes({ provider: { schemes, toleranceMs } }: { provider: ProviderInfo }) {
  if (schemes.length === 0) return <>Nothing: its requests cannot be told from forged ones.</>
  return (
    <ul>
      {schemes.map(({ id, summary }) => (
        <li key={id}>
          <TextWithCode text={summary} />
        </li>
      ))}
      {toleranceMs !== null && (
        <li class="muted">Refused when older than {gap(toleranceMs)}, as its own library does.</li>
      )}
    </ul>
  )
}
