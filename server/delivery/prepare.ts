// Makes of a captured request the one that a delivery sends: with the user's edits in it, and signed anew where that is
// asked for (D5). Every way of delivering begins here, and what a relay is given has been through it.

import { providers } from '../providers/index.ts'
import type { EditedPart, ReplayOptions, Resigned } from '../wire/deliveries.ts'
import { AppError } from '../wire/errors.ts'
import type { BinId } from '../wire/ids.ts'
import { isToken } from '../wire/outgoing-headers.ts'
import { applyEdit, base64Bytes, type Message } from './edit.ts'
import { resign, type Sign } from './resign.ts'

/** Of the options of a replay, those about what is sent, not where to. */
export type Preparation = Pick<ReplayOptions, 'edit' | 'exact' | 'resign'>

export interface Prepared extends Message {
  /** Absent when nothing was changed. */
  readonly edited?: readonly EditedPart[]
  readonly resigned?: Resigned
}

export interface Preparer {
  /** Rejects with an AppError when the request cannot be sent like that: `bad-request`, `too-large`, `unavailable`. */
  prepare(bin: BinId, captured: Message, options: Preparation): Promise<Prepared>
}

export interface PreparerOptions {
  /** The largest body an edit may give. */
  readonly maxBodyBytes: number
  /** The bin's secrets of a provider, the one to sign with first. */
  readonly secretsOf: (
    bin: BinId,
    provider: string,
  ) => Promise<readonly { readonly secret: string }[]>
  readonly now: () => number
}

export function createPreparer({ maxBodyBytes, secretsOf, now }: PreparerOptions): Preparer {
  async function signed(bin: BinId, message: Message) {
    const signer = signerOf(message)
    const [first] = await secretsOf(bin, signer.id)
    if (!first) {
      throw new AppError(
        'bad-request',
        `This bin holds no secret of ${signer.label} to sign with. Set it in the bin's settings, or with PUT /api/bins/${bin}/secrets/${signer.id}, or replay without signing anew.`,
      )
    }
    return resign(message, signer, first.secret, now())
  }

  return {
    async prepare(bin, captured, options) {
      refuseImpossible(captured, options, maxBodyBytes)
      const { edited, ...message } = applyEdit(captured, options.edit ?? {})
      const changes = edited.length > 0 ? { edited } : {}
      const sent = options.resign ? await signed(bin, message) : message
      return { ...sent, ...changes }
    },
  }
}

function refuseImpossible(
  { request: { seq, state, method } }: Message,
  { edit = {}, exact }: Preparation,
  maxBodyBytes: number,
): void {
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
}

interface Signer {
  readonly id: string
  readonly label: string
  readonly sign: Sign
}

function signerOf({ request: { seq, provider: match } }: Message): Signer {
  if (!match) {
    throw new AppError(
      'bad-request',
      `Request #${seq} is from no provider that Hooklens knows, so there is no telling how to sign it. Replay it without signing anew.`,
    )
  }
  const provider = providers.find(({ id }) => id === match.id)
  if (!provider?.sign) {
    const able = providers.filter(({ sign }) => sign).map(({ label }) => label)
    throw new AppError(
      'bad-request',
      `Hooklens cannot sign as ${match.label} does, only as ${able.join(', ')}. Replay the request without signing anew.`,
    )
  }
  return { id: provider.id, label: provider.label, sign: provider.sign }
}
