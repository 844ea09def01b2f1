// Whether new requests reach this page as they come, and what is being done about it when they do not.

import type { ComponentChildren } from 'preact'
import { useInspector } from '../context.ts'
import { Button } from '../ui/button.tsx'

export function ConnectionBadge() {
  const { connection, clock, session } = useInspector()
  const state = connection.state.value
  switch (state.type) {
    case 'connecting':
      return <Badge tone="muted" text="Connecting" />
    case 'live':
      // Nothing arrives for a bin that is not open, however well the server is reached.
      if (session.value?.status.value.type !== 'ready') return null
      return <Badge tone="ok" text="Live" />
    case 'offline':
      return (
        <Badge tone="bad" text="Offline">
          <Retry />
        </Badge>
      )
    case 'reconnecting': {
      const seconds = Math.max(0, Math.ceil((state.retryAt - clock.now.value) / 1000))
      return (
        <Badge tone="warn" text={seconds > 0 ? `Reconnecting in ${seconds} s` : 'Reconnecting'}>
          <Retry />
        </Badge>
      )
    }
  }
}

function Badge({
  tone,
  text,
  children,
}: {
  tone: string
  text: string
  children?: ComponentChildren
}) {
  return (
    <div class={`connection ${tone}`}>
      <i aria-hidden="true" />
      <span>{text}</span>
      {children}
    </div>
  )
}

function Retry() {
  const { connection } = useInspector()
  return (
    <Button kind="plain" class="retry" onClick={() => connection.retryNow()}>
      Retry now
    </Button>
  )
}
