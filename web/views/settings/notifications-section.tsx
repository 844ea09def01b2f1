// Being told of new requests while elsewhere: on the desktop, by a sound, each for all requests or those a filter takes.

import type { ComponentChildren } from 'preact'
import { useInspector } from '../../context.ts'
import type { DesktopPermission } from '../../notify/desktop.ts'
import type { Notifier } from '../../notify/notifier.ts'
import type { BinSession } from '../../state/bin-session.ts'
import type { NotificationChoices, Way } from '../../state/notifications.ts'
import { Button } from '../../ui/button.tsx'
import { Switch } from '../../ui/switch.tsx'
import { NotificationFilter } from './notification-filter.tsx'
import { Section } from './section.tsx'

export function NotificationsSection({ session }: { session: BinSession }) {
  const { notifier } = useInspector()
  return (
    <Section
      name="Notifications"
      intro="While this page is open behind others, for this bin and in this browser. At most one in two seconds; more requests are counted in the next."
    >
      {notifier.value && <Choices session={session} notifier={notifier.value} />}
    </Section>
  )
}

function Choices({ session, notifier }: { session: BinSession; notifier: Notifier }) {
  const choices = notifier.choicesOf(session.id)
  const { desktop, sound, always } = choices.value
  const permission = notifier.desktop.permission.value
  const isBlocked = permission !== 'granted' && permission !== 'default'

  function change(part: Partial<NotificationChoices>): void {
    choices.value = { ...choices.peek(), ...part }
  }

  async function turnDesktop(isOn: boolean): Promise<void> {
    if (isOn && permission === 'default') await notifier.desktop.ask()
    const allowed = notifier.desktop.permission.peek() === 'granted'
    change({ desktop: { ...desktop, isOn: isOn && allowed } })
  }

  const isDesktopOn = desktop.isOn && permission === 'granted'
  return (
    <>
      <WayRow
        way="desktop"
        session={session}
        notifier={notifier}
        isOn={isDesktopOn}
        filter={desktop.filter}
        onFilter={(filter) => change({ desktop: { ...desktop, filter } })}
      >
        <Switch
          name="On the desktop"
          text={permissionText[permission]}
          isOn={isDesktopOn}
          isDisabled={isBlocked}
          onChange={turnDesktop}
        />
      </WayRow>
      <WayRow
        way="sound"
        session={session}
        notifier={notifier}
        isOn={sound.isOn}
        filter={sound.filter}
        onFilter={(filter) => change({ sound: { ...sound, filter } })}
      >
        <Switch
          name="By a sound"
          text="Two soft notes. Browsers play them only once you have clicked or typed in the page."
          isOn={sound.isOn}
          onChange={(isOn) => change({ sound: { ...sound, isOn } })}
        />
      </WayRow>
      {(isDesktopOn || sound.isOn) && (
        <Switch
          name="Also while I am looking"
          text="Otherwise only while the page is hidden, or another window is in front."
          isOn={always}
          onChange={(isOn) => change({ always: isOn })}
        />
      )}
    </>
  )
}

const permissionText: Record<DesktopPermission, string> = {
  default: 'The browser will ask whether this site may show notifications.',
  granted: 'Allowed by the browser. A click on one opens the request.',
  denied:
    'Blocked by the browser. Allow notifications for this site in its settings: the icon before the address leads there.',
  unsupported: 'This browser has none for pages like this one.',
  insecure: 'Browsers allow them only on pages from this machine or over HTTPS.',
}

interface WayRowProps {
  readonly way: Way
  readonly session: BinSession
  readonly notifier: Notifier
  readonly isOn: boolean
  readonly filter: string
  readonly onFilter: (filter: string) => void
  readonly children: ComponentChildren
}

function WayRow({ way, session, notifier, isOn, filter, onFilter, children }: WayRowProps) {
  const { id, bin } = session
  return (
    <div class="settings-way">
      <div class="settings-row">
        {children}
        {isOn && (
          <Button
            aria-label={`Try it: ${way === 'sound' ? 'sound' : 'desktop notification'}`}
            onClick={() => notifier.tryOut(way, { id, name: bin.value?.name ?? '' })}
          >
            Try it
          </Button>
        )}
      </div>
      {isOn && (
        <NotificationFilter
          id={`notify-${way}`}
          label={way === 'sound' ? 'Only sound for' : 'Only notify of'}
          language={notifier.language}
          filter={filter}
          onChange={onFilter}
        />
      )}
    </div>
  )
}
