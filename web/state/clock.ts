// The one clock of the page: everything that says "3 s ago" or counts down reads it.

import { type ReadonlySignal, signal } from '@preact/signals'

export interface Clock {
  /** Unix time in milliseconds, ticking once a second. */
  readonly now: ReadonlySignal<number>
  /** The time right now, for recording. */
  read(): number
  close(): void
}

export function createClock(read: () => number = Date.now): Clock {
  const now = signal(read())
  const timer = setInterval(() => {
    now.value = read()
  }, 1000)
  return { now, read, close: () => clearInterval(timer) }
}
