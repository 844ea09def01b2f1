// The settings of the open bin, section by section, in place of its requests.

import '../../styles/settings-part.css'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { useInspector } from '../../context.ts'
import { createBinFacts } from '../../state/bin-facts.ts'
import type { BinSession } from '../../state/bin-session.ts'
import { sections } from '../../text/settings-sections.ts'
import { IconButton } from '../../ui/button.tsx'
import { AccessSection } from './access-section.tsx'
import { DangerSection } from './danger-section.tsx'
import { GeneralSection } from './general-section.tsx'
import { HandshakesSection } from './handshakes-section.tsx'
import { LimitsSection } from './limits-section.tsx'
import { NotificationsSection } from './notifications-section.tsx'
import { PageSection } from './page-section.tsx'
import { RelaySection } from './relay-section.tsx'
import { ResponsesSection } from './responses-section.tsx'
import { SecretsSection } from './secrets-section.tsx'

export function BinSettings({ session }: { session: BinSession }) {
  const { actions, canChange } = useInspector()
  const facts = useMemo(() => createBinFacts(session), [session])
  const body = useRef<HTMLDivElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const bin = facts.bin.value

  useEffect(() => () => facts.close(), [facts])
  useEffect(() => {
    const wanted = actions.wantedSection.peek()
    actions.wantedSection.value = undefined
    const index = wanted === undefined ? -1 : sections.indexOf(wanted)
    // Where a screen reader begins, and out of whatever is no longer there.
    if (index < 0) heading.current?.focus()
    else show(index)
  }, [])

  function show(index: number) {
    const title = body.current?.querySelectorAll('h3')[index]
    title?.closest('section')?.scrollIntoView({ block: 'start' })
    title?.focus({ preventScroll: true })
  }

  if (!bin) return null
  return (
    <main class="settings">
      <header class="settings-head">
        <IconButton label="Back to the requests (Esc)" icon="back" onClick={actions.back} />
        <h2 ref={heading} tabIndex={-1}>
          Settings of {session.bin.value?.name || session.id}
        </h2>
      </header>
      <nav class="settings-nav" aria-label="Sections">
        {sections.map((name, index) => (
          <button key={name} type="button" onClick={() => show(index)}>
            {name}
          </button>
        ))}
      </nav>
      <div class="settings-body" ref={body}>
        {!canChange.value && (
          <p class="settings-note" role="note">
            You opened this bin with its view key, so nothing about the bin can be changed here.
            Open it with a link that holds the owner key to manage it.
          </p>
        )}
        <GeneralSection session={session} bin={bin} />
        <NotificationsSection session={session} />
        <RelaySection session={session} />
        <SecretsSection session={session} />
        <ResponsesSection session={session} />
        <HandshakesSection session={session} />
        <LimitsSection bin={bin} />
        <AccessSection session={session} />
        <PageSection />
        <DangerSection session={session} bin={bin} />
      </div>
    </main>
  )
}
