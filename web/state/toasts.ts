// Short messages that say what happened and, where there is something to do, offer it.

import { type ReadonlySignal, signal } from '@preact/signals'

export interface ToastAction {
  readonly label: string
  readonly run: () => void
}

export interface Toast {
  readonly id: number
  readonly kind: 'info' | 'error'
  readonly text: string
  readonly action?: ToastAction
}

export interface Toasts {
  readonly list: ReadonlySignal<readonly Toast[]>
  /** Returns what takes it away again. */
  info(text: string, action?: ToastAction, lastsMs?: number): () => void
  error(text: string, action?: ToastAction): void
  dismiss(id: number): void
}

const infoMs = 3_000
/** Long enough to read what can be done, and to get there. */
const actionMs = 8_000
const errorMs = 10_000
const most = 3

export function createToasts(): Toasts {
  const list = signal<readonly Toast[]>([])
  let lastId = 0

  function dismiss(id: number): void {
    list.value = list.value.filter((toast) => toast.id !== id)
  }

  function show(
    kind: Toast['kind'],
    text: string,
    action: ToastAction | undefined,
    lastsMs: number,
  ): () => void {
    lastId += 1
    const id = lastId
    const toast: Toast = { id, kind, text, ...(action ? { action } : {}) }
    // The same message twice is one message that has just happened again.
    list.value = [...list.value.filter((shown) => shown.text !== text), toast].slice(-most)
    setTimeout(() => dismiss(id), lastsMs)
    return () => dismiss(id)
  }

  return {
    list,
    info: (text, action, lastsMs = action ? actionMs : infoMs) =>
      show('info', text, action, lastsMs),
    error: (text, action) => show('error', text, action, errorMs),
    dismiss,
  }
}
