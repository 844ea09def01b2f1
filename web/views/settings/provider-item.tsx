// One provider in the list of all: what the bin holds of it at a glance, and all about it once it is unfolded.

import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import type { ProviderInfo } from '../../../server/wire/providers.ts'
import type { ProviderSecrets } from '../../../server/wire/secrets.ts'
import { useInspector } from '../../context.ts'
import type { BinSession } from '../../state/bin-session.ts'
import type { Secrets } from '../../state/secrets.ts'
import { timeAgo } from '../../text/format-time.ts'
import { Icon } from '../../ui/icons.tsx'
import { OwnSenderPanel } from '../own-sender/own-sender-panel.tsx'
import { ProviderGlyph } from '../provider-glyph.tsx'
import { ProviderPanel } from './provider-panel.tsx'

export interface ProviderItemProps {
  readonly session: BinSession
  readonly secrets: Secrets
  readonly provider: ProviderInfo
  /** How many of its requests are at hand. */
  readonly requests: number
  readonly isOpenAtOnce: boolean
}

export function ProviderItem(props: ProviderItemProps) {
  const { session, secrets, provider, requests, isOpenAtOnce } = props
  const { clock } = useInspector()
  const id = useId()
  const isOpen = useSignal(isOpenAtOnce)
  const isOwn = provider.id === 'custom'
  const held = secrets.heldOf(provider.id)
  const count = held?.secrets.length ?? 0
  return (
    <li class={isOpen.value ? 'is-open' : ''}>
      <button
        type="button"
        class="provider-head"
        aria-expanded={isOpen.value}
        aria-controls={id}
        onClick={() => {
          isOpen.value = !isOpen.value
        }}
      >
        <ProviderGlyph provider={provider} />
        <b>{isOwn ? held?.extra.name || 'A sender of your own' : provider.label}</b>
        <span class="provider-what muted">
          {aboutHeld(provider, held, clock.now.value) ||
            (requests > 0 && `${requests} ${requests === 1 ? 'request' : 'requests'}`)}
        </span>
        {count > 0 && (
          <span class="chip ok">
            <Icon name="key" />
            {count === 1 ? nounOf(provider) : `${count} ${nounOf(provider)}s`}
          </span>
        )}
        <Icon name="chevron" />
      </button>
      {isOpen.value && (
        <div id={id}>
          {isOwn ? (
            <OwnSenderPanel session={session} secrets={secrets} provider={provider} />
          ) : (
            <ProviderPanel session={session} secrets={secrets} provider={provider} />
          )}
        </div>
      )}
    </li>
  )
}

function aboutHeld(
  provider: ProviderInfo,
  held: ProviderSecrets | undefined,
  now: number,
): string | undefined {
  const [first] = held?.secrets ?? []
  if (first) return `${first.name ? `${first.name}, ` : ''}set ${timeAgo(first.createdAt, now)}`
  return provider.schemes.length === 0 ? 'not signed' : undefined
}

function nounOf({ fields: [first] }: ProviderInfo): string {
  return first?.name === 'publicKey' ? 'key' : 'secret'
}
