// Makes of a captured request the one that a delivery sends: with the user's edits in it, and signed anew where that is
// asked for (D5). Every way of delivering begins here, and what a relay is given has been through it.

import type { BinCredentials } from '../providers/examine.ts'
import { providerOf } from '../providers/index.ts'
import type { Provider } from '../providers/provider.ts'
import type { EditedPart, ReplayOptions, Resigned } from '../wire/deliveries.ts'
import { AppError } from '../wire/errors.ts'
import type { BinId } from '../wire/ids.ts'
import { isToken } from '../wire/outgoing-headers.ts'
import { joinTarget, parseTarget } from '../wire/targets.ts'
import { applyEdit, base64Bytes, type Message } from './edit.ts'
import { resign } from './resign.ts'

/** Of the options of a replay, those about what is sent; the target as far as it is signed. */
export type Preparation = Pick<ReplayOptions, 'edit' | 'exact' | 'resign'> & {
  readonly target?: string
}

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
  /** What the bin holds of its providers. */
  readonly credentialsOf: (bin: BinId) => Promise<BinCredentials>
  /** The private key made to sign as the provider, which keeps its own to itself; PEM. */
  readonly developmentKeyOf: (bin: BinId, provider: string) => Promise<string | undefined>
  readonly now: () => number
}

export function createPreparer(options: PreparerOptions): Preparer {
  const { maxBodyBytes, credentialsOf, developmentKeyOf, now } = options

  async function signed(bin: BinId, message: Message, options: Preparation) {
    const known = signerOf(message)
    const { credentials = [], extra = {} } = (await credentialsOf(bin)).get(known.id) ?? {}
    const provider = providerOf(known.id, extra) ?? known
    const keys = {
      secret: credentials[0]?.secret,
      privateKey: await developmentKeyOf(bin, known.id),
    }
    const url = urlOf(options, message)
    const anew = resign(message, { provider, keys, extra, url }, now())
    if (anew.type === 'cannot-sign') throwCannotSign(provider.label)
    if (anew.type === 'no-key') throwNoKey(bin, provider, anew.needs)
    const { type: _, ...sent } = anew
    return sent
  }

  return {
    async prepare(bin, captured, options) {
      refuseImpossible(captured, options, maxBodyBytes)
      const { edited, ...message } = applyEdit(captured, options.edit ?? {})
      const changes = edited.length > 0 ? { edited } : {}
      const sent = options.resign ? await signed(bin, message, options) : message
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

function signerOf({ request: { seq, provider: match } }: Message): Provider {
  if (!match) {
    throw new AppError(
      'bad-request',
      `Request #${seq} is from no provider that Hooklens knows, so there is no telling how to sign it. Replay it without signing anew.`,
    )
  }
  const provider = providerOf(match.id)
  return provider?.schemes.some(({ sign }) => sign) ? provider : throwCannotSign(match.label)
}

function throwNoKey(bin: BinId, { id, label }: Provider, needs: 'secret' | 'public-key'): never {
  throw new AppError(
    'bad-request',
    needs === 'secret'
      ? `This bin holds no secret of ${label} to sign with. Set it in the bin's settings, or with PUT /api/bins/${bin}/secrets/${id}, or replay without signing anew.`
      : `${label} signs with a private key that it shows to nobody. Make a development key in the bin's settings, or with POST /api/bins/${bin}/secrets/${id}/development-key, and give its public half to your server; or replay without signing anew.`,
  )
}

function throwCannotSign(label: string): never {
  throw new AppError(
    'bad-request',
    `Hooklens cannot sign as ${label} does. Replay the request without signing anew.`,
  )
}

/** The target as it was asked for; what is no target is refused where it is used. */
function urlOf({ target = '', exact }: Preparation, { request }: Message): string {
  const parsed = parseTarget(target)
  if (parsed.type === 'bad') return ''
  const { protocol, host } = parsed.target
  return `${protocol}//${host}${joinTarget(parsed.target, exact ? undefined : request)}`
}
