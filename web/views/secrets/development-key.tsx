// The key made here that signs in place of a provider's own: made, its public half copied, and removed.

import '../../styles/own-sender-part.css'
import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import type { ProviderInfo } from '../../../server/wire/providers.ts'
import type { DevelopmentKey } from '../../../server/wire/secrets.ts'
import { messageOf } from '../../api.ts'
import { useInspector } from '../../context.ts'
import type { BinSession } from '../../state/bin-session.ts'
import type { DevelopmentKeys } from '../../state/development-keys.ts'
import { timeAgo } from '../../text/format-time.ts'
import { formsOf, type KeyForm } from '../../text/key-forms.ts'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { useDevelopmentKeys } from './use-signing.ts'

export interface DevelopmentKeyPartProps {
  readonly session: BinSession
  readonly provider: ProviderInfo
}

export function DevelopmentKeyPart({ session, provider }: DevelopmentKeyPartProps) {
  const { clock, toasts } = useInspector()
  const keys = useDevelopmentKeys(session)
  const id = useId()
  const isBusy = useSignal(false)
  const held = keys.of(provider.id)
  const { label } = provider

  async function make() {
    isBusy.value = true
    await keys.make(provider.id).catch((error: unknown) => toasts.error(messageOf(error)))
    isBusy.value = false
  }

  return (
    <section class="development-key" aria-labelledby={id}>
      <p>
        <b id={id}>Development key</b>
        {held.type === 'held' && (
          <span class="muted"> made {timeAgo(held.key.createdAt, clock.now.value)}</span>
        )}
      </p>
      <p class="muted">
        {signsWithSecrets(provider)
          ? `Where ${label} signs with a key of its own, nobody else has it`
          : `${label} signs with a private key that it shows to nobody`}
        , so replays are signed with one made here: let your development server check with its
        public half.
      </p>
      {held.type === 'failed' && (
        <p class="field-error" role="alert">
          {held.message}
        </p>
      )}
      {held.type === 'none' && (
        <p>
          <Button icon="key" disabled={isBusy.value} onClick={make}>
            Make a development key
          </Button>
        </p>
      )}
      {held.type === 'held' && <Held keys={keys} provider={provider} developmentKey={held.key} />}
    </section>
  )
}

/** Also, or only. */
function signsWithSecrets({ schemes }: ProviderInfo): boolean {
  return schemes.some(({ proof }) => proof === 'secret')
}

interface HeldProps {
  readonly keys: DevelopmentKeys
  readonly provider: ProviderInfo
  readonly developmentKey: DevelopmentKey
}

function Held({ keys, provider, developmentKey }: HeldProps) {
  const { toasts } = useInspector()
  const isRemoving = useSignal(false)
  const [wanted, ...others] = formsOf(developmentKey, provider)
  return (
    <>
      {wanted && <Form form={wanted} note={`as ${provider.label} has it`} />}
      <details class="key-forms">
        <summary>Other forms of it</summary>
        {others.map((form) => (
          <Form key={form.id} form={form} />
        ))}
      </details>
      {isRemoving.value ? (
        <p class="removing" role="alert">
          <span>Your server will refuse what is replayed, until it has another key to check.</span>
          <Button
            kind="danger"
            onClick={() => {
              keys.remove(provider.id).catch((error: unknown) => toasts.error(messageOf(error)))
            }}
          >
            Remove the key
          </Button>
          <Button
            onClick={() => {
              isRemoving.value = false
            }}
          >
            Keep
          </Button>
        </p>
      ) : (
        <p>
          <Button
            kind="plain"
            icon="trash"
            onClick={() => {
              isRemoving.value = true
            }}
          >
            Remove the key…
          </Button>
        </p>
      )}
    </>
  )
}

function Form({ form: { name, text }, note }: { form: KeyForm; note?: string }) {
  return (
    <div class="key-form">
      <p>
        {name}
        {note && <span class="muted"> {note}</span>}
      </p>
      <div class="key-text">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <pre tabIndex={0}>{text}</pre>
        <CopyButton text={text} name={`the public key as ${name}`} label="" kind="plain" />
      </div>
    </div>
  )
}
