// Lets the page come to itself during long work: frames, keys and clicks have their turn between two of the work's own.

const turnMs = 8

/** To be awaited between two steps of the work: it waits when a turn is over. */
export function takeTurns(): () => Promise<void> | undefined {
  let end = performance.now() + turnMs
  return () => {
    if (performance.now() < end) return
    return nextTask().then(() => {
      end = performance.now() + turnMs
    })
  }
}

/** A timer would wait four milliseconds each time, and a second where the page is hidden. */
export function nextTask(): Promise<void> {
  const { port1, port2 } = new MessageChannel()
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(undefined)
  })
}
