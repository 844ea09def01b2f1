// Sending a request on: the remembered targets of a bin and the one replay that is under way.

import { type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { DeliveryWithBody, ReplayOptions } from '../../server/wire/deliveries.ts'
import type { BinId, Seq } from '../../server/wire/ids.ts'
import { type BinApi, isAbort, messageOf } from '../api.ts'
import type { ReplayDraft } from './replay-draft.ts'
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
  /** Providers whose signature is made anew. */
  readonly resigned: readonly string[]
}

export interface Replay {
  readonly state: ReadonlySignal<ReplayState>
  readonly targets: ReadonlySignal<RememberedTargets>
  /** What stands in the target field. */
  readonly draft: Signal<string>
  /** What was changed of requests; the drawer, whose code may not be here yet, puts them in. */
  readonly drafts: Map<Seq, ReplayDraft>
  /** The drawer is to show what can be edited as soon as it is there. */
  readonly wantsEditor: Signal<boolean>
  setExact(exact: boolean): void
  setResigned(provider: string, isOn: boolean): void
  /** The options for sending a request of this provider to `target` as it came, by what is remembered. */
  optionsFor(target: string, provider: string | undefined): ReplayOptions
  /** Sends and remembers the target; false when one already under way goes on instead. */
  send(seq: Seq, options: ReplayOptions): Promise<boolean>
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
    { recent: [], exact: false, resigned: [] },
    parseTargets,
  )
  const draft = signal(targets.value.recent[0] ?? '')
  let controller: AbortController | undefined

  return {
    state,
    targets,
    draft,
    drafts: new Map(),
    wantsEditor: signal(false),
    setExact(exact) {
      targets.value = { ...targets.value, exact }
    },
    setResigned(provider, isOn) {
      const others = targets.value.resigned.filter((known) => known !== provider)
      targets.value = { ...targets.value, resigned: isOn ? [...others, provider] : others }
    },
    optionsFor(target, provider) {
      const { exact, resigned } = targets.peek()
      const resign = provider !== undefined && resigned.includes(provider)
      return { target, ...(exact ? { exact } : {}), ...(resign ? { resign } : {}) }
    },
    async send(seq, options) {
      if (controller) return false
      const own = new AbortController()
      controller = own
      state.value = { type: 'sending', seq, startedAt: now() }
      try {
        const delivery = await api.replay(seq, options, own.signal)
        remember(options.target)
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
      return true
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
  const { recent, exact, resigned } = (found ?? {}) as Record<string, unknown> // Or anything: see below.
  if (!Array.isArray(recent)) return undefined
  return { recent: texts(recent), exact: exact === true, resigned: texts(resigned) }
}

function texts(found: unknown): readonly string[] {
  return Array.isArray(found) ? found.filter((item) => typeof item === 'string') : []
}
