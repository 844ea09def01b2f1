// Holds back what arrives while the list is paused: nothing is lost, and nothing on the page moves.

import { type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { RequestSummary } from '../../server/wire/requests.ts'
import type { RequestList } from './request-list.ts'

export interface Pause {
  readonly isPaused: ReadonlySignal<boolean>
  /** Those that wait, kept as current as the ones that are shown. */
  readonly waiting: RequestList
  /** Newer requests, ascending. */
  receive(requests: readonly RequestSummary[]): void
  toggle(): void
}

export function createPause(
  waiting: RequestList,
  deliver: (requests: readonly RequestSummary[]) => void,
): Pause {
  const isPaused: Signal<boolean> = signal(false)
  return {
    isPaused,
    waiting,
    receive(requests) {
      if (isPaused.value) waiting.addNewer(requests)
      else deliver(requests)
    },
    toggle() {
      isPaused.value = !isPaused.value
      if (isPaused.value) return
      const held = waiting.rows.value.toReversed()
      waiting.replaceAll([])
      if (held.length > 0) deliver(held)
    },
  }
}
