// The providers and what the bin holds to check their signatures with: every one that is known, found by its name.

import '../../styles/secrets-part.css'
import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import type { ProviderInfo } from '../../../server/wire/providers.ts'
import { useInspector } from '../../context.ts'
import type { BinSession } from '../../state/bin-session.ts'
import { countProviders, findProviders, orderProviders } from '../../text/order-providers.ts'
import { Button } from '../../ui/button.tsx'
import { Skeleton } from '../../ui/loading.tsx'
import { useSecrets } from '../secrets/use-secrets.ts'
import { ProviderItem } from './provider-item.tsx'
import { Section } from './section.tsx'

export function SecretsSection({ session }: { session: BinSession }) {
  const { canChange } = useInspector()
  return (
    <Section
      name="Secrets"
      intro="With a provider's signing secret the bin says of each request whether its signature is right, and why not; and a replay can be signed anew. Secrets are sealed on the server this bin is on, shown to nobody again, and in no export."
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
  const secrets = useSecrets(session)
  const id = useId()
  const typed = useSignal('')
  const isWhole = useSignal(false)
  const wanted = useSignal(session.kept.wantedProvider)
  session.kept.wantedProvider = undefined
  secrets.want()

  if (secrets.problem.value) {
    return (
      <p class="field-error" role="alert">
        {secrets.problem.value} <Button onClick={secrets.want}>Try again</Button>
      </p>
    )
  }
  const all = secrets.providers.value
  if (all.length === 0) return <Skeleton lines={4} />
  const requests = session.loaded.value
  const counts = countProviders(requests)
  const { near, rest } = orderProviders(all, requests, (provider) => {
    const held = secrets.heldOf(provider)
    if (provider === wanted.value) return true
    return held !== undefined && held.secrets.length + Object.keys(held.extra).length > 0
  })
  const found = findProviders([...near, ...rest], typed.value)
  const shown = typed.value.trim() ? found : isWhole.value ? [...near, ...rest] : near
  const item = (provider: ProviderInfo) => (
    <ProviderItem
      key={provider.id}
      session={session}
      secrets={secrets}
      provider={provider}
      requests={counts.get(provider.id) ?? 0}
      isOpenAtOnce={provider.id === wanted.value}
    />
  )
  return (
    <div class="providers">
      <input
        class="field"
        type="search"
        autoComplete="off"
        placeholder={`Find one of ${all.length} providers`}
        aria-label="Find a provider"
        aria-controls={id}
        value={typed.value}
        onInput={(event) => {
          typed.value = event.currentTarget.value
        }}
      />
      <ul class="provider-list" id={id}>
        {shown.map(item)}
      </ul>
      {shown.length === 0 && (
        <p class="muted">
          {typed.value.trim()
            ? `No provider has “${typed.value.trim()}” in its name or its way of signing.`
            : 'No request of a known provider is in this bin yet, and no secret.'}
        </p>
      )}
      {!typed.value.trim() && (
        <p class="provider-more">
          <Button
            kind="plain"
            aria-expanded={isWhole.value}
            aria-controls={id}
            onClick={() => {
              isWhole.value = !isWhole.value
            }}
          >
            {isWhole.value ? 'Only those of this bin' : `All ${all.length} providers`}
          </Button>
          {!shown.some((provider) => provider.id === 'custom') && (
            <Button
              kind="plain"
              icon="plus"
              onClick={() => {
                wanted.value = 'custom'
              }}
            >
              A sender of your own
            </Button>
          )}
        </p>
      )}
    </div>
  )
}
