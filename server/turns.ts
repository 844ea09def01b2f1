// Shares out the event loop among long reads: each turn of it one of them goes on, however many there are, so that
// captures wait for one piece of work and not for all. Knows nothing of what is read.

/** Resolves when it is the caller's turn, in the order of asking. */
export type TakeTurn = () => Promise<void>

export function createTurns(): TakeTurn {
  const waiting: (() => void)[] = []

  /** What is asked for meanwhile comes after: an immediate set by one runs in the loop's next turn. */
  function giveOne(): void {
    waiting.shift()?.()
    if (waiting.length > 0) setImmediate(giveOne)
  }

  return () =>
    new Promise((resolve) => {
      waiting.push(resolve)
      if (waiting.length === 1) setImmediate(giveOne)
    })
}
