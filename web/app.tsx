// The page: the bar, then whatever the address asks for.

import { useSignalEffect } from '@preact/signals'
import { useInspector } from './context.ts'
import { tabIcon } from './text/tab-icon.ts'
import { Button } from './ui/button.tsx'
import { Skeleton } from './ui/loading.tsx'
import { Toaster } from './ui/toaster.tsx'
import { FailedBin, Gate, Home, NeedsKey } from './views/gate.tsx'
import { BinSettings, Dialogs, RulesScreen } from './views/lazy-views.ts'
import { TopBar } from './views/top-bar.tsx'
import { Workspace } from './views/workspace.tsx'

export function App() {
  const { announcer, session, dialog, connection } = useInspector()

  useSignalEffect(() => {
    const open = session.value
    const unread = open?.unread.value ?? 0
    const name = open?.bin.value?.name || open?.id
    document.title = [unread > 0 && `(${unread})`, name && `${name} ·`, 'Hooklens']
      .filter(Boolean)
      .join(' ')
    const { type } = connection.state.value
    const icon = tabIcon(unread, type === 'live' || type === 'connecting')
    const link = document.querySelector('link[rel=icon]')
    if (link?.getAttribute('href') !== icon) link?.setAttribute('href', icon)
  })

  return (
    <>
      <TopBar />
      <Content />
      {dialog.value !== null && <Dialogs />}
      <Toaster />
      <output class="off-screen" aria-live="polite">
        {announcer.text}
      </output>
    </>
  )
}

function Content() {
  const { router, session, startOver, isInSettings, place } = useInspector()
  const route = router.route.value
  if (route.type === 'home') return <Home />
  if (route.type === 'unknown') {
    return (
      <Gate title="There is nothing at this address">
        <p>
          <code>{route.path}</code> is not a bin.
        </p>
        <p class="gate-actions">
          <Button kind="primary" onClick={startOver}>
            Open my bin
          </Button>
        </p>
      </Gate>
    )
  }
  const open = session.value
  if (!open) return <NeedsKey id={route.bin} reason="This browser has no key for it." />
  switch (open.status.value.type) {
    case 'loading':
      return (
        <main class="workspace is-loading" aria-busy="true">
          <Skeleton lines={18} />
        </main>
      )
    case 'failed':
      return <FailedBin session={open} />
    case 'ready':
      if (!isInSettings.value) return <Workspace session={open} />
      return place.value?.rules === undefined ? (
        <BinSettings session={open} />
      ) : (
        <RulesScreen key={open.id} session={open} />
      )
  }
}
