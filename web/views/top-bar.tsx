// The bar that is always there: which bin, its capture URL, whether it is live.

import { useInspector } from '../context.ts'
import { Button } from '../ui/button.tsx'
import { Icon, Logo } from '../ui/icons.tsx'
import { paletteKeys } from '../ui/key.tsx'
import { BinSwitcher } from './bin-switcher.tsx'
import { CaptureUrl } from './capture-url.tsx'
import { ConnectionBadge } from './connection-badge.tsx'
import { RelayChip, RunChip } from './lazy-views.ts'
import { ThemeSwitch } from './theme-switch.tsx'

export function TopBar() {
  const { actions, dialog, session, canChange } = useInspector()
  const bin = session.value?.bin.value
  return (
    <header class="top-bar">
      <h1 class="brand">
        <Logo />
        <span>Hooklens</span>
      </h1>
      <span class="slash" aria-hidden="true">
        /
      </span>
      <BinSwitcher />
      {bin && session.value?.status.value.type === 'ready' && <CaptureUrl url={bin.captureUrl} />}
      <ConnectionBadge />
      {session.value && bin && <RunChip key={session.value.id} session={session.value} />}
      {bin && !canChange.value && (
        <span
          class="chip muted access-chip"
          title="Opened with the view key: nothing can be changed"
        >
          <Icon name="eye" />
          <span>Read only</span>
        </span>
      )}
      <span class="spring" />
      {bin && (
        <Button
          kind="plain"
          class="responses-button"
          title="What senders are answered: rules, delays, failures"
          onClick={() => actions.openRules()}
        >
          Responses
        </Button>
      )}
      {session.value && bin && <RelayChip key={session.value.id} session={session.value} />}
      <ThemeSwitch />
      <Button
        kind="plain"
        class="palette-button not-narrow"
        title="Find any command, bin or request"
        onClick={() => {
          dialog.value = 'palette'
        }}
      >
        <span>Commands</span>
        {paletteKeys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </Button>
    </header>
  )
}
