// Long work on the page a slice at a time: frames, keys and clicks come between.

import { type ReadonlySignal, signal } from '@preact/signals'
import type { Steps } from '../text/steps.ts'

export interface Sliced<T> {
  /** Undefined until the work is done. */
  readonly result: ReadonlySignal<T | undefined>
  /** Leaves what is under way. */
  close(): void
}

const sliceMs = 8
/** What takes no more steps flickers nowhere. */
const stepsAtOnce = 4

export function createSliced<T>(steps: Steps<T>): Sliced<T> {
  for (let taken = 0; taken < stepsAtOnce; taken += 1) {
    const step = steps.next()
    if (step.done) return { result: signal(step.value), close() {} }
  }
  const result = signal<T | undefined>(undefined)
  const close = runInSlices(steps, (value) => {
    result.value = value
  })
  return { result, close }
}

/** Returns what ends it early. */
export function runInSlices<T>(steps: Steps<T>, onDone: (value: T) => void): () => void {
  // A timer would wait four milliseconds between two slices, and a second where the page is hidden.
  const { port1, port2 } = new MessageChannel()
  const close = () => port1.close()
  port1.onmessage = () => {
    const end = performance.now() + sliceMs
    while (performance.now() < end) {
      const step = steps.next()
      if (step.done) {
        close()
        onDone(step.value)
        return
      }
    }
    port2.postMessage(undefined)
  }
  port2.postMessage(undefined)
  return close
}
