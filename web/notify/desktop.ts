// The browser's own notifications: whether they are allowed, asking for them, showing one.

import { type ReadonlySignal, signal } from '@preact/signals'
import type { DesktopNotice } from '../state/notifications.ts'

/** Beside the browser's own words: it has none of them, or only for pages that come over HTTPS or from this machine. */
export type DesktopPermission = NotificationPermission | 'unsupported' | 'insecure'

export interface Desktop {
  readonly permission: ReadonlySignal<DesktopPermission>
  ask(): Promise<void>
  show(notice: DesktopNotice): void
}

export function createDesktop(window: Window & typeof globalThis): Desktop {
  let last: Notification | undefined
  const permission = signal<DesktopPermission>(read())

  function read(): DesktopPermission {
    if (!window.isSecureContext) return 'insecure'
    return 'Notification' in window ? window.Notification.permission : 'unsupported'
  }

  // Changed in the browser's settings, while the page is open.
  window.navigator.permissions
    ?.query({ name: 'notifications' })
    .then((status) => {
      status.onchange = () => {
        permission.value = read()
      }
    })
    .catch(() => {})

  return {
    permission,
    async ask() {
      await window.Notification.requestPermission()
      permission.value = read()
    },
    show({ title, body, tag, onClick }) {
      if (read() !== 'granted') return
      try {
        // One at a time: what it tells of is in the list.
        last?.close()
        const shown = new window.Notification(title, { body, tag, icon: '/favicon.svg' })
        last = shown
        shown.onclick = () => {
          window.focus()
          shown.close()
          onClick()
        }
      } catch {
        // Browsers on phones show them for service workers only.
        permission.value = 'unsupported'
      }
    },
  }
}
