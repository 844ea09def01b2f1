// Replaying many requests: what is to be sent, and the runs there are.

import { type ReadonlySignal, signal } from '@preact/signals'
import type { Selection } from '../api.ts'
import type { Inspector } from '../state/inspector.ts'

export interface RunActions {
  /** Asks where to send them, and how. */
  replayMany(selection: Selection): void
  /** What that dialog is about. */
  readonly replayed: ReadonlySignal<Selection>
  /** Shows a run, or all of them. */
  showRuns(id?: string): void
}

export function createRunActions({ dialog, session }: Inspector): RunActions {
  const replayed = signal<Selection>({})
  return {
    replayMany(selection) {
      replayed.value = selection
      dialog.value = 'replay-many'
    },
    replayed,
    showRuns(id) {
      const open = session.value
      if (!open) return
      open.runs.shown.value = id ?? null
      dialog.value = 'runs'
    },
  }
}
