// All that can be told of one request: whose it is, whether its signature is right, and what validates the URL.

import type { Answer } from '../wire/answers.ts'
import type { ProviderMatch, SignatureCheck, Verdict } from '../wire/requests.ts'
import { isSampleSecret } from '../wire/secrets.ts'
import { custom } from './custom.ts'
import { providers } from './index.ts'
import type { Evidence, Provider } from './provider.ts'
import { recognise } from './recognise.ts'
import {
  type Credential,
  checkSignature,
  type Effort,
  type ForeignCredential,
} from './signing/check.ts'
import type { Extra, SignedRequest } from './signing/scheme.ts'
import { urlsOf } from './signing/urls.ts'

/** What a bin holds of its providers, opened, by their ids. */
export type BinCredentials = ReadonlyMap<string, ProviderCredentials>

export interface ProviderCredentials {
  /** Secrets and public keys, the one to sign with first. */
  readonly credentials: readonly Credential[]
  readonly extra: Extra
  /** There are more, which the server cannot open. */
  readonly isLocked?: true
}

export interface ExamineOptions {
  readonly held: BinCredentials
  /** The addresses under which senders may know the bin, without a slash at the end; the likeliest first. */
  readonly addresses: readonly string[]
  /** Whether the body arrived to its end, as what was signed; default true. */
  readonly isWhole?: boolean
  /** How much explaining a mismatch is worth; default `inline`. */
  readonly effort?: Effort
}

export interface Examined {
  readonly provider: ProviderMatch | null
  readonly signature: SignatureCheck | null
  readonly gist: string | null
  /** Undefined for all that asks for no validation. */
  readonly handshake: Answer | undefined
}

export function examine(evidence: Evidence, options: ExamineOptions): Examined {
  const described = options.held.get(custom.id)
  const own = described && custom.configure?.(described.extra)
  const { provider, match, gist, isNeverSigned } = recognise(evidence, own)
  if (!provider) return { provider: null, signature: null, gist, handshake: undefined }
  const { credentials, extra } = options.held.get(provider.id) ?? nothing
  const signature = signatureOf(provider, evidence, options, isNeverSigned)
  // What was made here the provider cannot know.
  const real = credentials.filter((one) => !isSampleSecret(one))
  const secrets = real.map(({ secret }) => secret)
  const handshake = provider.handshake?.(evidence, { secrets, extra, signature })
  return { provider: match, signature, gist, handshake }
}

/** The verdict on a request that is known to be the provider's. */
export function signatureOf(
  provider: Provider,
  evidence: Evidence,
  { held, addresses, isWhole = true, effort }: ExamineOptions,
  isNeverSigned: boolean,
): SignatureCheck | null {
  const { credentials, extra, isLocked } = held.get(provider.id) ?? nothing
  const request = signedRequest(evidence, addresses, extra)
  const signature = checkSignature(provider, request, {
    credentials,
    foreign: foreignTo(provider, held),
    ...(isWhole ? (effort ? { effort } : {}) : { effort: 'none' }),
  })
  if (!isWhole && signature && ofWholeBodies.includes(signature.verdict)) return cutOff
  if (isLocked && signature && missed.includes(signature.verdict)) return locked(provider)
  // A check of the URL may be signed like all else; where it is not, nothing is missing.
  return isNeverSigned && signature?.verdict === 'unsigned' ? null : signature
}

export function signedRequest(
  evidence: Evidence,
  addresses: readonly string[],
  extra: Extra,
): SignedRequest {
  return { evidence, urls: urlsOf(evidence, addresses, extra.url), extra }
}

/** Verdicts that only the whole body can be given. */
const ofWholeBodies: readonly Verdict[] = ['valid', 'stale', 'mismatch']

const cutOff: SignatureCheck = {
  verdict: 'unverifiable',
  reason: null,
  detail: 'It is signed, but its body did not arrive whole, so the signature cannot be checked.',
}

/** Verdicts that a secret which could not be opened might have changed. */
const missed: readonly Verdict[] = ['no-secret', 'unverifiable', 'mismatch']

function locked({ label }: Provider): SignatureCheck {
  return {
    verdict: 'unverifiable',
    reason: null,
    detail: `It is signed, and this bin holds a secret of ${label}, but the server cannot open it: the key it is sealed with is missing or is another one. Set the secret anew, or have the key put back.`,
  }
}

const nothing: ProviderCredentials = { credentials: [], extra: {} }

function foreignTo(provider: Provider, held: BinCredentials): readonly ForeignCredential[] {
  if (held.size < 2) return []
  return [...held].flatMap(([id, { credentials }]) => {
    const label = providers.find((other) => other.id === id)?.label ?? id
    return id === provider.id ? [] : credentials.map((one) => ({ ...one, label }))
  })
}
