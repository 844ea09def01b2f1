// What the bin is called, where it captures, and since when.

import type { ComponentChildren } from 'preact'
import type { Bin } from '../../../server/wire/bins.ts'
import { useInspector } from '../../context.ts'
import type { BinSession } from '../../state/bin-session.ts'
import { fullTime, timeAgo } from '../../text/format-time.ts'
import { longDuration } from '../../text/long-duration.ts'
import { timeAhead } from '../../text/time-ahead.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { BinNameField } from './bin-name-field.tsx'
import { Section } from './section.tsx'

export function GeneralSection({ session, bin }: { session: BinSession; bin: Bin }) {
  return (
    <Section name="General">
      <BinNameField session={session} />
      <dl class="settings-facts">
        <Fact name="Id">
          <code>{bin.id}</code>
        </Fact>
        <Fact name="Capture URL">
          <code>{bin.captureUrl}</code>
          <CopyButton text={bin.captureUrl} name="the capture URL" />
        </Fact>
        <Fact name="Created">
          <Time at={bin.createdAt} />
        </Fact>
        <Fact name="Last used">
          <Time at={bin.lastUsedAt} />
        </Fact>
        <Fact name="Expires">
          <Expiry bin={bin} />
        </Fact>
      </dl>
    </Section>
  )
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Time({ at }: { at: number }) {
  const { clock } = useInspector()
  return (
    <span>
      {fullTime(at)} <span class="muted">({timeAgo(at, clock.now.value)})</span>
    </span>
  )
}

function Expiry({ bin }: { bin: Bin }) {
  const { clock } = useInspector()
  const { expiresAt, persistent, limits } = bin
  if (persistent) {
    return <span>Never: whoever runs this Hooklens declared the bin when starting it.</span>
  }
  if (expiresAt === null || limits.expiresAfterMs === null) {
    return <span>Never: this Hooklens keeps unused bins.</span>
  }
  return (
    <span>
      {sentence(timeAhead(expiresAt, clock.now.value))}, unless it is used before then.{' '}
      <span class="muted">
        Deleted with everything in it after {longDuration(limits.expiresAfterMs)} without use.
      </span>
    </span>
  )
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
