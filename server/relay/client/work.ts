// The deliveries a relay has been given: new ones in order and few at a time, replays at once, each told to the state
// before and after, so that none is made twice (D8).

import type { RelayDeliver, RelayReport } from '../../wire/relay.ts'
import type { Delivered, Deliverer } from './deliver.ts'
import type { RelayState } from './state-file.ts'

export interface WorkOptions {
  readonly deliverer: Deliverer
  readonly state: RelayState
  /** New requests on their way to the targets at once. */
  readonly concurrency: number
  /** The target is about to be contacted. */
  readonly onStarted: (delivery: RelayDeliver, isRepeat: boolean) => void
  /** `isKnown`: made by an earlier process, whose report did not reach the server. */
  readonly onEnded: (delivery: RelayDeliver, delivered: Delivered, isKnown: boolean) => void
  /** The state or the program has failed: nothing can be promised any more. */
  readonly onFailure: (error: unknown) => void
}

export interface Work {
  add(delivery: RelayDeliver, body: Uint8Array): void
  kept(id: string): void
  cancel(id: string): void
  /** New requests wait; what runs goes on. */
  setPaused(isPaused: boolean): void
  /** The bin is another one now: what is left of the old one means nothing to it. */
  forget(): void
  /** Begins nothing more; resolves when nothing runs. */
  finish(): Promise<void>
  /** Gives up what runs. */
  abort(): void
  readonly running: number
}

interface Item {
  readonly delivery: RelayDeliver
  readonly body: Uint8Array
  readonly isRepeat: boolean
}

export function createWork(options: WorkOptions): Work {
  const { deliverer, state, concurrency } = options
  const queue: Item[] = []
  const running = new Map<string, AbortController>()
  /** New requests whose outcome the server has yet to keep, by delivery. */
  const unkept = new Map<string, number>()
  let ordered = 0
  let isPaused = false
  let isEnding = false
  let onIdle = () => {}

  function take(delivery: RelayDeliver, body: Uint8Array): void {
    const { seq } = delivery.request
    unkept.set(delivery.id, seq)
    const earlier = state.take(seq)
    if (earlier.type !== 'answered') {
      queue.push({ delivery, body, isRepeat: earlier.type === 'started' })
      return
    }
    const { report, body: answer } = earlier.outcome
    const known: RelayReport = { ...report, id: delivery.id }
    options.onEnded(delivery, { report: known, body: answer }, true)
  }

  function fill(): void {
    while (!isPaused && !isEnding && ordered < concurrency) {
      const item = queue.shift()
      if (!item) return
      ordered += 1
      run(item).finally(() => {
        ordered -= 1
        fill()
      })
    }
  }

  async function run({ delivery, body, isRepeat }: Item): Promise<void> {
    const { id, kind, request } = delivery
    const isOrdered = kind === 'new'
    const stopper = new AbortController()
    running.set(id, stopper)
    try {
      if (isOrdered) state.started(request.seq)
      options.onStarted(delivery, isRepeat)
      const delivered = await deliverer.deliver(delivery, body, {
        isRepeat,
        signal: stopper.signal,
      })
      // Stopped by force: the target may have had it, so it stays `started`.
      if (stopper.signal.reason === forced) return
      if (isOrdered && unkept.has(id)) state.answered(request.seq, delivered)
      options.onEnded(delivery, delivered, false)
    } catch (error) {
      options.onFailure(error)
    } finally {
      running.delete(id)
      if (running.size === 0) onIdle()
    }
  }

  return {
    add(delivery, body) {
      if (delivery.kind === 'new') {
        take(delivery, body)
        fill()
      } else if (!isEnding) void run({ delivery, body, isRepeat: false })
    },
    kept(id) {
      const seq = unkept.get(id)
      if (seq === undefined) return
      unkept.delete(id)
      state.kept(seq)
    },
    cancel(id) {
      running.get(id)?.abort()
    },
    setPaused(next) {
      isPaused = next
      fill()
    },
    forget() {
      queue.length = 0
      unkept.clear()
    },
    finish() {
      isEnding = true
      if (running.size === 0) return Promise.resolve()
      return new Promise((resolve) => {
        onIdle = resolve
      })
    },
    abort() {
      for (const stopper of running.values()) stopper.abort(forced)
    },
    get running() {
      return running.size
    },
  }
}

const forced = Symbol('forced')
