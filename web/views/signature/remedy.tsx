// The one thing that helps a verdict, as a button, and the form it opens right there.

import '../../styles/signature-part.css'
import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import type { CredentialFieldInfo, ProviderInfo } from '../../../server/wire/providers.ts'
import type { RequestSummary } from '../../../server/wire/requests.ts'
import { useInspector } from '../../context.ts'
import type { BinSession } from '../../state/bin-session.ts'
import { type Remedy, remedyOf } from '../../text/remedy.ts'
import { Button } from '../../ui/button.tsx'
import type { IconName } from '../../ui/icons.tsx'
import { isSealed } from '../secrets/credential-field.tsx'
import { CredentialForm } from '../secrets/credential-form.tsx'
import { useSecrets } from '../secrets/use-secrets.ts'

export interface RemedyPartProps {
  readonly session: BinSession
  readonly request: RequestSummary
  /** Without a button to ask for it. */
  readonly isOpenAtOnce?: boolean
}

export function RemedyPart({ session, request, isOpenAtOnce = false }: RemedyPartProps) {
  const { actions, canChange } = useInspector()
  const secrets = useSecrets(session)
  const isOpen = useSignal(isOpenAtOnce)
  const button = useRef<HTMLButtonElement>(null)
  const remedy = request.signature && remedyOf(request.signature)
  if (!remedy || !request.provider || !canChange.value) return null
  secrets.want()
  const provider = secrets.providerOf(request.provider.id)
  if (!provider) return null

  if (remedy === 'resign') {
    if (!provider.canSign) return null
    return (
      <Button icon="replay" class="remedy" onClick={() => actions.replayResigned()}>
        Replay re-signed…
      </Button>
    )
  }
  const fields = fieldsFor(remedy, provider)
  if (fields.length === 0) return null
  if (!isOpen.value) {
    const { icon, label } = faces[remedy]
    return (
      <Button
        icon={icon}
        class="remedy"
        buttonRef={button}
        aria-expanded={false}
        onClick={() => {
          isOpen.value = true
        }}
      >
        {label(fields)}…
      </Button>
    )
  }
  return (
    <div class="remedy-form">
      <CredentialForm
        secrets={secrets}
        provider={provider}
        fields={fields}
        isChange={remedy === 'change'}
        takesFocus={!isOpenAtOnce}
        {...(isOpenAtOnce ? {} : { onSaved: close, onCancel: close })}
      />
    </div>
  )

  function close() {
    isOpen.value = false
    // Once the button is there again.
    queueMicrotask(() => button.current?.focus())
  }
}

const faces: Record<
  Exclude<Remedy, 'resign'>,
  { icon: IconName; label: (fields: readonly CredentialFieldInfo[]) => string }
> = {
  add: { icon: 'key', label: ([first]) => `Paste the ${lowerFirst(first?.label ?? '')}` },
  change: { icon: 'key', label: ([first]) => `Change the ${lowerFirst(first?.label ?? '')}` },
  url: { icon: 'link', label: () => 'Set the public URL' },
}

function fieldsFor(remedy: Exclude<Remedy, 'resign'>, { fields }: ProviderInfo) {
  switch (remedy) {
    case 'add':
      return fields
    case 'change':
      return fields.filter(isSealed)
    case 'url':
      return [fields.find(({ name }) => name === 'url') ?? publicUrl]
  }
}

const publicUrl: CredentialFieldInfo = {
  name: 'url',
  label: 'Public URL',
  hint: 'As it was typed into the settings at the provider, with its query.',
  example: 'https://hooks.example.com/webhooks',
}

/** `Signing secret` within a sentence; `API key` as it is. */
function lowerFirst(label: string): string {
  return /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label
}
