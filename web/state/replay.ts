// Sending a request on: the remembered targets of a bin and the one replay that is under way.

import { type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { DeliveryWithBody } from '../../server/wire/deliveries.ts'
import type { BinId, Seq } from '../../server/wire/ids.ts'
import { type BinApi, isAbort, messageOf } from '../api.ts'
import { type KeyValueStore, storedSignal } from './stored.ts'

export type ReplayState =
  | { readonly type: 'idle' }
  | { readonly type: 'sending'; readonly seq: Seq; readonly startedAt: number }
  | { readonly type: 'done'; readonly seq: Seq; readonly delivery: DeliveryWithBody }
  | { readonly type: 'failed'; readonly seq: Seq; readonly message: string }

export interface RememberedTargets {
  /** The last one used first. */
  readonly recent: readonly string[]
  readonly exact: boolean
}

export interface Replay {
  readonly state: ReadonlySignal<ReplayState>
  readonly targets: ReadonlySignal<RememberedTargets>
  /** What stands in the target field. */
  readonly draft: Signal<string>
  setExact(exact: boolean): void
  /** Sends to `target` and remembers it; a replay already under way goes on and this one is refused. */
  send(seq: Seq, target: string): Promise<void>
  /** Puts `target` first among the recent ones. */
  remember(target: string): void
  cancel(): void
  close(): void
}

export interface ReplayDeps {
  readonly api: BinApi
  readonly bin: BinId
  readonly storage: KeyValueStore
  readonly now: () => number
  /** After a delivery was made. */
  readonly onDelivered: (delivery: DeliveryWithBody) => void
}

const mostTargets = 6

export function createReplay({ api, bin, storage, now, onDelivered }: ReplayDeps): Replay {
  const state = signal<ReplayState>({ type: 'idle' })
  const targets = storedSignal<RememberedTargets>(
    storage,
    `hooklens:targets:${bin}`,
    { recent: [], exact: false },
    parseTargets,
  )
  const draft = signal(targets.value.recent[0] ?? '')
  let controller: AbortController | undefined

  return {
    state,
    targets,
    draft,
    setExact(exact) {
      targets.value = { ...targets.value, exact }
    },
    async send(seq, target) {
      if (controller) return
      const own = new AbortController()
      controller = own
      state.value = { type: 'sending', seq, startedAt: now() }
      try {
        const { exact } = targets.value
        const options = exact ? { target, exact } : { target }
        const delivery = await api.replay(seq, options, own.signal)
        remember(target)
        state.value = { type: 'done', seq, delivery }
        onDelivered(delivery)
      } catch (error) {
        const message = isAbort(error)
          ? 'Cancelled. The target may have received it all the same.'
          : messageOf(error)
        state.value = { type: 'failed', seq, message }
      } finally {
        controller = undefined
      }
    },
    remember,
    cancel: () => controller?.abort(),
    close: () => controller?.abort(),
  }

  function remember(target: string): void {
    const others = targets.value.recent.filter((known) => known !== target)
    targets.value = { ...targets.value, recent: [target, ...others].slice(0, mostTargets) }
  }
}

function parseTargets(found: unknown): RememberedTargets | undefined {
  const { recent, exact } = (found ?? {}) as { recent?: unknown; exact?: unknown }
  if (!Array.isArray(recent)) return undefined
  return { recent: recent.filter((item) => typeof item === 'string'), exact: exact === true }
}
