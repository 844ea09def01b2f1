// Chooses who connects to a target (D4): a relay that serves it, else this server where it may, else nobody, with the one
// command that changes that.

import type { Changed } from '../store/store.ts'
import type { Delivery, ReplayOptions } from '../wire/deliveries.ts'
import { AppError } from '../wire/errors.ts'
import { quote } from '../wire/formats/shell.ts'
import type { BinId } from '../wire/ids.ts'
import type { WayChoice } from '../wire/relay.ts'
import type { RequestSummary } from '../wire/requests.ts'
import { parseTarget, type Target } from '../wire/targets.ts'
import type { Message } from './edit.ts'
import type { Checked, TargetGuard } from './target-guard.ts'

/** What a relay is asked to send, with edits and new signatures already in it. */
export interface RelayedMessage extends Message {
  readonly options: {
    readonly target: string
    readonly exact: boolean | undefined
    readonly unmarked: boolean | undefined
    readonly timeoutMs: number
  }
  readonly context: Pick<Delivery, 'edited' | 'resigned' | 'run'>
}

export interface Relayed {
  readonly delivery: Delivery
  readonly body: Uint8Array
  /** Undefined when the request is gone. */
  readonly changed: Changed<RequestSummary> | undefined
}

export type DeliverByRelay = (message: RelayedMessage, signal: AbortSignal) => Promise<Relayed>

export interface WaysOptions {
  readonly guard: TargetGuard
  /** A relay of the bin that was started for the target's origin. */
  readonly relayTo: (bin: BinId, target: Target) => DeliverByRelay | undefined
  /** Where relays reach this server. */
  readonly serverUrl: () => string
}

export type Way =
  | { readonly type: 'relay'; readonly deliver: DeliverByRelay }
  | { readonly type: 'server'; readonly checked: Exclude<Checked, { type: 'denied' }> }

type Asked = Pick<ReplayOptions, 'target' | 'via'>

export interface Ways {
  /** Rejects with an AppError where there is none: `bad-target`, `target-denied`. */
  choose(bin: BinId, asked: Asked, signal: AbortSignal): Promise<Way>
  /** The same, to be told beforehand. Rejects with `bad-target`, or `target-denied` where no relay should go either. */
  preview(bin: BinId, asked: Asked, signal: AbortSignal): Promise<WayChoice>
}

export function createWays({ guard, relayTo, serverUrl }: WaysOptions): Ways {
  type Found = Way | Extract<WayChoice, { type: 'none' }>

  async function find(bin: BinId, { target, via }: Asked, signal: AbortSignal): Promise<Found> {
    const parsed = parseTarget(target)
    if (parsed.type === 'bad') throw new AppError('bad-target', parsed.message)
    const deliver = via === 'server' ? undefined : relayTo(bin, parsed.target)
    if (deliver) return { type: 'relay', deliver }
    const command = `hooklens listen ${quote(target)} --bin ${bin} --server ${quote(serverUrl())}`
    if (via === 'relay') {
      const message = `No relay to ${parsed.target.host} is connected.`
      return { type: 'none', message, command }
    }
    const checked = await guard.check(target, signal)
    if (checked.type !== 'denied') return { type: 'server', checked }
    if (checked.isFinal) throw new AppError(checked.code, checked.message)
    return { type: 'none', message: checked.message, command }
  }

  return {
    async choose(bin, asked, signal) {
      const found = await find(bin, asked, signal)
      if (found.type !== 'none') return found
      const { message, command } = found
      throw new AppError(
        'target-denied',
        `${message} To deliver from a machine that reaches it, run there: ${command}`,
      )
    },
    async preview(bin, asked, signal) {
      const found = await find(bin, asked, signal)
      return found.type === 'none' ? found : { type: 'way', via: found.type }
    },
  }
}
