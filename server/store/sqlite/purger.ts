// Works off the garbage between turns of the event loop, also what a previous run left behind.

import type { Garbage } from './garbage.ts'

export interface Purger {
  start(garbage: Garbage): void
  /** There is garbage again. */
  wake(): void
  close(): void
}

const retryMs = 1000

export function createPurger(onError: (error: unknown) => void): Purger {
  let garbage: Garbage | undefined
  let turn: NodeJS.Immediate | undefined
  let retry: NodeJS.Timeout | undefined
  let isClosed = false

  function wake(): void {
    if (isClosed || turn !== undefined || retry !== undefined) return
    turn = setImmediate(sweep)
  }

  function sweep(): void {
    turn = undefined
    try {
      if (garbage?.sweep()) wake()
    } catch (error) {
      onError(error)
      retry = setTimeout(tryAgain, retryMs)
      retry.unref()
    }
  }

  function tryAgain(): void {
    retry = undefined
    wake()
  }

  return {
    start(swept) {
      garbage = swept
      wake()
    },
    wake,
    close() {
      isClosed = true
      clearImmediate(turn)
      clearTimeout(retry)
    },
  }
}
