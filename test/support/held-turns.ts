// Turns of the event loop that a test can withhold, so that what is worked off in turns stands still where it is.

import { onTestFinished } from 'vitest'
import { createTurns, type TakeTurn } from '../../server/turns.ts'

export interface HeldTurns {
  readonly take: TakeTurn
  /** Until the test is over nobody has a turn, but for the next few who ask. The server could not stop without. */
  hold(options: { readonly after: number }): void
}

export function createHeldTurns(): HeldTurns {
  const take = createTurns()
  const held: (() => void)[] = []
  let left = Number.POSITIVE_INFINITY
  return {
    async take() {
      left -= 1
      if (left < 0) await new Promise<void>((resolve) => held.push(resolve))
      await take()
    },
    hold({ after }) {
      left = after
      onTestFinished(() => {
        left = Number.POSITIVE_INFINITY
        for (const release of held.splice(0)) release()
      })
    },
  }
}
