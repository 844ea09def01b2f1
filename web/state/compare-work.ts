// Two bodies being compared: at once where they are small, by a worker where that would be felt.

import { type ReadonlySignal, signal } from '@preact/signals'
import { type BodyComparison, compareBodies } from '../text/compare/body.ts'
import type { BodySide } from '../text/compare/body-kind.ts'
import type { CompareNews, CompareTask } from './compare-worker.ts'

export type CompareState =
  | { readonly type: 'working'; readonly bytes: number }
  | { readonly type: 'done'; readonly comparison: BodyComparison }
  | { readonly type: 'cancelled' }
  | { readonly type: 'failed'; readonly message: string }

export interface CompareWork {
  readonly state: ReadonlySignal<CompareState>
  cancel(): void
  restart(): void
  /** Ends what is under way. */
  close(): void
}

/** Bytes of both: up to here nothing takes long enough to be felt. */
const mostAtOnce = 200_000

export function createCompareWork(task: CompareTask): CompareWork {
  const bytes = task.left.bytes.length + task.right.bytes.length
  const state = signal<CompareState>({ type: 'working', bytes })
  let worker: Worker | undefined

  function start(): void {
    if (bytes <= mostAtOnce) {
      state.value = { type: 'done', comparison: compareBodies(task.left, task.right) }
      return
    }
    state.value = { type: 'working', bytes }
    const opened = new Worker(new URL('./compare-worker.ts', import.meta.url), { type: 'module' })
    opened.onmessage = ({ data }: MessageEvent<CompareNews>) => {
      opened.terminate()
      state.value = data
    }
    opened.onerror = () => {
      opened.terminate()
      state.value = {
        type: 'failed',
        message: 'The bodies could not be compared: they are too large.',
      }
    }
    const message: CompareTask = { left: plain(task.left), right: plain(task.right) }
    opened.postMessage(message)
    worker = opened
  }

  start()
  return {
    state,
    cancel() {
      worker?.terminate()
      state.value = { type: 'cancelled' }
    },
    restart: start,
    close: () => worker?.terminate(),
  }
}

/** Nothing else of it travels to the worker. */
function plain({ bytes, contentType }: BodySide): BodySide {
  return { bytes, contentType }
}
