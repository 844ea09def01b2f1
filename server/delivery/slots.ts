// So many deliveries at once and no more, whichever run they are of: first come, first served.

export interface Slots {
  /** Resolves to what gives the slot back; to undefined when the signal aborts before one is free. */
  take(signal: AbortSignal): Promise<(() => void) | undefined>
}

export function createSlots(count: number): Slots {
  const waiting = new Set<() => void>()
  let free = count

  function give(): void {
    const [next] = waiting
    if (next) next()
    else free += 1
  }

  return {
    take(signal) {
      if (signal.aborted) return Promise.resolve(undefined)
      if (free > 0) {
        free -= 1
        return Promise.resolve(give)
      }
      return new Promise((resolve) => {
        const settle = (taken: (() => void) | undefined) => {
          waiting.delete(onFree)
          signal.removeEventListener('abort', onAbort)
          resolve(taken)
        }
        const onFree = () => settle(give)
        const onAbort = () => settle(undefined)
        waiting.add(onFree)
        signal.addEventListener('abort', onAbort)
      })
    },
  }
}
