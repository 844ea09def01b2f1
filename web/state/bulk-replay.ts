// Sends several requests on to one target, in the order they came, one after another; what fails does not stop the rest.

import { type ReadonlySignal, signal } from '@preact/signals'
import type { DeliveryWithBody, ReplayOptions } from '../../server/wire/deliveries.ts'
import type { Seq } from '../../server/wire/ids.ts'
import { type BinApi, isAbort, messageOf } from '../api.ts'
import { isFailure, outcomeText } from '../text/describe.ts'

export interface BulkFailure {
  readonly seq: Seq
  readonly reason: string
}

export interface BulkReplayState {
  readonly type: 'idle' | 'running' | 'done' | 'cancelled'
  /** Sent, whatever came back. */
  readonly sent: number
  readonly total: number
  readonly failures: readonly BulkFailure[]
}

export interface BulkReplay {
  readonly state: ReadonlySignal<BulkReplayState>
  /** Resolves when all are sent or it is cancelled; refused while another run is under way. */
  start(seqs: readonly Seq[], options: ReplayOptions): Promise<void>
  /** The one under way may reach its target all the same. */
  cancel(): void
}

export interface BulkReplayDeps {
  readonly api: Pick<BinApi, 'replay'>
  readonly onDelivered: (delivery: DeliveryWithBody) => void
}

const idle: BulkReplayState = { type: 'idle', sent: 0, total: 0, failures: [] }

export function createBulkReplay({ api, onDelivered }: BulkReplayDeps): BulkReplay {
  const state = signal<BulkReplayState>(idle)
  let controller: AbortController | undefined

  /** Why it failed, or undefined. */
  async function send(seq: Seq, options: ReplayOptions, signal: AbortSignal) {
    try {
      const delivery = await api.replay(seq, options, signal)
      onDelivered(delivery)
      return isFailure(delivery) ? outcomeText(delivery) : undefined
    } catch (error) {
      return isAbort(error)
        ? 'Cancelled. The target may have received it all the same.'
        : messageOf(error)
    }
  }

  return {
    state,
    async start(seqs, options) {
      if (state.value.type === 'running') return
      const own = new AbortController()
      controller = own
      state.value = { ...idle, type: 'running', total: seqs.length }
      for (const seq of seqs.toSorted((a, b) => a - b)) {
        const reason = await send(seq, options, own.signal)
        const { sent, failures } = state.value
        state.value = {
          ...state.value,
          sent: sent + 1,
          failures: reason === undefined ? failures : [...failures, { seq, reason }],
        }
        if (own.signal.aborted) break
      }
      const { sent, total } = state.value
      state.value = { ...state.value, type: sent < total ? 'cancelled' : 'done' }
    },
    cancel: () => controller?.abort(),
  }
}
