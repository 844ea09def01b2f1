// A sender of one's own in the settings: its secrets, and how it signs.

import { useSignal } from '@preact/signals'
import type { ProviderInfo } from '../../../server/wire/providers.ts'
import { mostSecretsPerProvider } from '../../../server/wire/secrets.ts'
import type { BinSession } from '../../state/bin-session.ts'
import type { Secrets } from '../../state/secrets.ts'
import { Button } from '../../ui/button.tsx'
import { CheckingLine } from '../secrets/checking-line.tsx'
import { isSealed } from '../secrets/credential-field.tsx'
import { CredentialForm } from '../secrets/credential-form.tsx'
import { HeldSecrets } from '../settings/held-secrets.tsx'
import { OwnSenderForm } from './own-sender-form.tsx'

export interface OwnSenderPanelProps {
  readonly session: BinSession
  readonly secrets: Secrets
  readonly provider: ProviderInfo
}

export function OwnSenderPanel({ session, secrets, provider }: OwnSenderPanelProps) {
  const isAdding = useSignal(false)
  const count = secrets.heldOf(provider.id)?.secrets.length ?? 0
  const stop = () => {
    isAdding.value = false
  }
  return (
    <div class="provider-panel">
      <p class="muted">
        Describe how your own service signs, and its requests are told from others, checked, and
        signed anew like those of every known sender; those that are here already, too. Where you
        have a request of it, open that: Hooklens finds all this out from its secret.
      </p>
      <CheckingLine session={session} provider={provider.id} isBrief />
      {count > 0 && <HeldSecrets secrets={secrets} provider={provider} />}
      {count > 0 && count < mostSecretsPerProvider && !isAdding.value && (
        <Button
          icon="plus"
          onClick={() => {
            isAdding.value = true
          }}
        >
          Add another
        </Button>
      )}
      {isAdding.value && (
        <CredentialForm
          secrets={secrets}
          provider={provider}
          fields={provider.fields.filter(isSealed)}
          hasName
          takesFocus
          onSaved={stop}
          onCancel={stop}
        />
      )}
      <OwnSenderForm secrets={secrets} provider={provider} />
    </div>
  )
}
