// What a screen reader is told: how many requests came, at most every five seconds.

import { type ReadonlySignal, signal } from '@preact/signals'

export interface Announcer {
  readonly text: ReadonlySignal<string>
  count(requests: number): void
  close(): void
}

const quietMs = 5_000

export function createAnnouncer(): Announcer {
  const text = signal('')
  let pending = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function speak(): void {
    timer = undefined
    if (pending === 0) return
    text.value = pending === 1 ? '1 new request' : `${pending} new requests`
    pending = 0
    timer = setTimeout(speak, quietMs)
  }

  return {
    text,
    count(requests) {
      pending += requests
      if (timer === undefined) speak()
    },
    close: () => clearTimeout(timer),
  }
}
