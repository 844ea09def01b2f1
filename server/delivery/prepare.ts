// Makes of a captured request the one that a delivery sends: with the user's edits in it (D5). Every way of delivering
// begins here, and what a relay is given has been through it.

import type { EditedPart, ReplayOptions } from '../wire/deliveries.ts'
import { AppError } from '../wire/errors.ts'
import type { BinId } from '../wire/ids.ts'
import { isToken } from '../wire/outgoing-headers.ts'
import { applyEdit, base64Bytes, type Message } from './edit.ts'

/** Of the options of a replay, those about what is sent, not where to. */
export type Preparation = Pick<ReplayOptions, 'edit' | 'exact'>

export interface Prepared extends Message {
  /** Absent when nothing was changed. */
  readonly edited?: readonly EditedPart[]
}

export interface Preparer {
  /** Rejects with an AppError when the request cannot be sent like that: `bad-request`, `too-large`. */
  prepare(bin: BinId, captured: Message, options: Preparation): Promise<Prepared>
}

export interface PreparerOptions {
  /** The largest body an edit may give. */
  readonly maxBodyBytes: number
}

export function createPreparer({ maxBodyBytes }: PreparerOptions): Preparer {
  return {
    async prepare(_bin, captured, { edit = {}, exact }) {
      const { seq, state, method } = captured.request
      if (state === 'malformed' || !isToken(method)) {
        throw new AppError(
          'bad-request',
          `Request #${seq} was not valid HTTP when it arrived, so it cannot be sent again.`,
        )
      }
      if (exact && (edit.path !== undefined || edit.query !== undefined)) {
        throw new AppError(
          'bad-request',
          'An exact target is sent to as it is, so an edited path or query has no place. Leave out exact, or put them into the target.',
        )
      }
      if (edit.bodyBase64 !== undefined && base64Bytes(edit.bodyBase64) > maxBodyBytes) {
        throw new AppError(
          'too-large',
          `The edited body is larger than the ${maxBodyBytes} bytes this server takes. Shorten it, or start the server with a larger --max-body.`,
        )
      }
      const { edited, ...message } = applyEdit(captured, edit)
      return edited.length > 0 ? { ...message, edited } : captured
    },
  }
}
