// Long work on the page a slice at a time, and what it comes to.

import { type ReadonlySignal, signal } from '@preact/signals'
import type { Steps } from '../text/steps.ts'
import { nextTask, takeTurns } from '../turns.ts'

export interface Sliced<T> {
  /** Undefined until the work is done. */
  readonly result: ReadonlySignal<T | undefined>
  /** Leaves what is under way. */
  close(): void
}

/** What takes no more steps flickers nowhere. */
const stepsAtOnce = 4

export function createSliced<T>(steps: Steps<T>): Sliced<T> {
  for (let taken = 0; taken < stepsAtOnce; taken += 1) {
    const step = steps.next()
    if (step.done) return { result: signal(step.value), close() {} }
  }
  const result = signal<T | undefined>(undefined)
  const left = new AbortController()
  runInSlices(steps, left.signal).then(
    (value) => {
      result.value = value
    },
    (error: unknown) => {
      if (!left.signal.aborted) throw error
    },
  )
  return { result, close: () => left.abort() }
}

export async function runInSlices<T>(steps: Steps<T>, left?: AbortSignal): Promise<T> {
  const turn = takeTurns()
  await nextTask()
  for (;;) {
    left?.throwIfAborted()
    const step = steps.next()
    if (!step.done) {
      await turn()
      continue
    }
    // What is made of it has a turn of its own.
    await nextTask()
    left?.throwIfAborted()
    return step.value
  }
}
