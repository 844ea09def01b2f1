// Where each known sender wants the capture URL.

import { useSignal } from '@preact/signals'
import type { BinSession } from '../state/bin-session.ts'
import { findProviders } from '../text/order-providers.ts'
import { TextWithCode } from '../ui/text-with-code.tsx'
import { ProviderGlyph } from './provider-glyph.tsx'
import { useSecrets } from './secrets/use-secrets.ts'

export function WhereToPaste({ session }: { session: BinSession }) {
  const { want, providers } = useSecrets(session)
  const typed = useSignal('')
  want()
  const all = providers.value.toSorted((a, b) => a.label.localeCompare(b.label))
  const found = findProviders(all, typed.value)
  return (
    <section class="where" aria-labelledby="where">
      <div class="where-head">
        <h3 id="where">Where to paste it</h3>
        <input
          class="field"
          type="search"
          autoComplete="off"
          placeholder="Find a sender"
          aria-label="Find a sender"
          value={typed.value}
          onInput={(event) => {
            typed.value = event.currentTarget.value
          }}
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section class="where-list" aria-label="Senders" tabIndex={0}>
        <dl>
          {found.map((provider) => (
            <div key={provider.id}>
              <dt>
                <ProviderGlyph provider={provider} />
                {provider.label}
              </dt>
              <dd>
                <TextWithCode text={provider.paste} />
              </dd>
            </div>
          ))}
        </dl>
        {found.length === 0 && all.length > 0 && (
          <p class="muted">Not known by that name. Any sender can be given the URL all the same.</p>
        )}
      </section>
    </section>
  )
}
