// What the API says of a bin right now: how full it is, when it expires. Asked again, calmly, as requests come and go.

import { effect, type ReadonlySignal, signal } from '@preact/signals'
import type { Bin } from '../../server/wire/bins.ts'
import type { BinSession } from './bin-session.ts'

export interface BinFacts {
  readonly bin: ReadonlySignal<Bin | undefined>
  close(): void
}

const pauseMs = 1_000

export function createBinFacts(session: BinSession): BinFacts {
  const bin = signal<Bin | undefined>(session.bin.peek())
  let timer: ReturnType<typeof setTimeout> | undefined
  let isClosed = false

  function ask(): void {
    timer = undefined
    session.api.getBin().then(
      (found) => {
        if (!isClosed) bin.value = found
      },
      () => {}, // What was known stays; the bar says that the server is away.
    )
  }

  ask()
  const stop = effect(() => {
    // Read for their changes.
    session.arrived.value
    session.loaded.value
    session.bin.value
    timer ??= setTimeout(ask, pauseMs)
  })
  return {
    bin,
    close() {
      isClosed = true
      stop()
      clearTimeout(timer)
    },
  }
}
