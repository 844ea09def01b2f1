// Notifications wired to the page, in a file of their own that is fetched once the page is at rest.

import type { RequestSummary } from '../../server/wire/requests.ts'
import type { Inspector } from '../state/inspector.ts'
import { createNotifications, type Notifications } from '../state/notifications.ts'
import { createChime } from './chime.ts'
import { createDesktop, type Desktop } from './desktop.ts'

export interface Notifier extends Notifications {
  readonly desktop: Desktop
  /** Requests that have just reached the open bin. */
  hear(requests: readonly RequestSummary[]): void
}

export function createNotifier(page: Inspector, window: Window & typeof globalThis): Notifier {
  const { storage, clock, router, session } = page
  const { document } = window
  const desktop = createDesktop(window)
  const notifications = createNotifications({
    storage,
    showOnDesktop: desktop.show,
    playSound: createChime(),
    isAway: () => document.visibilityState === 'hidden' || !document.hasFocus(),
    now: clock.read,
    open: (bin, seq) => router.go({ type: 'bin', bin, seq, tab: null, replay: false, filter: '' }),
  })
  return {
    ...notifications,
    desktop,
    hear(requests) {
      const open = session.value
      if (!open) return
      const { id, api } = open
      notifications.consider({ id, api, name: open.bin.value?.name ?? '' }, requests)
    },
  }
}
