// Checks a request's signature and says what came of it (P2). Explaining a mismatch is another file's work.

import type { SignatureCheck } from '../../wire/requests.ts'
import { isSampleSecret } from '../../wire/secrets.ts'
import type { Provider } from '../provider.ts'
import { explainUnreadable } from './explain/unreadable.ts'
import { explain } from './explain.ts'
import { fits } from './fits.ts'
import {
  type Claim,
  isMalformed,
  type Malformed,
  type Scheme,
  type SignedRequest,
} from './scheme.ts'
import { checkTime } from './tolerance.ts'

/** A secret or a public key, opened. */
export interface Credential {
  /** Given by the owner to tell several apart. */
  readonly name: string
  readonly secret: string
}

/** What a bin holds of other providers, to find a secret that was mixed up. */
export interface ForeignCredential extends Credential {
  readonly label: string
}

export interface CheckOptions {
  /** Of this provider, the one to sign with first. */
  readonly credentials: readonly Credential[]
  /** To look for the cause of a mismatch among. */
  readonly foreign: readonly ForeignCredential[]
  /** How much a mismatch is worth; default `inline`. */
  readonly effort?: Effort
}

/**
 * `inline` while a sender waits: less than a millisecond is spent on trying, and the verdict is marked provisional if
 * that was not enough. `thorough` tries all there is, which may take a tenth of a second. `none` wants the verdict only.
 */
export type Effort = 'none' | 'inline' | 'thorough'

/** Null when nothing proves this provider's requests. May throw where a scheme fails at what was sent. */
export function checkSignature(
  provider: Provider,
  request: SignedRequest,
  options: CheckOptions,
): SignatureCheck | null {
  const { credentials } = options
  if (provider.schemes.length === 0) return null
  const found = readSignature(provider, request, credentials)
  if (!found) return unsigned(provider)
  const { scheme, reading } = found
  if (isMalformed(reading)) {
    return { verdict: 'malformed', reason: 'header-malformed', detail: reading.malformed }
  }
  if (credentials.length === 0) return missing(provider, scheme)
  if (!credentials.some(({ secret }) => isOfKind(reading, secret))) {
    return explainUnreadable(provider, reading, credentials)
  }
  if (reading.lacks !== undefined) {
    return { verdict: 'unverifiable', reason: null, detail: reading.lacks }
  }
  const { evidence, urls } = request
  const fitting = credentials.find(({ secret }) => fits(reading, secret, evidence.body, urls))
  if (!fitting) return notFitting(provider, scheme, reading, request, options)
  return (
    checkTime(reading, scheme, evidence.receivedAt, provider.label) ??
    reading.alsoWrong?.() ??
    valid(scheme, fitting, credentials.length)
  )
}

export interface FoundSignature {
  readonly scheme: Scheme
  readonly reading: Claim | Malformed
}

/**
 * The first scheme that finds a signature and has a credential of its kind decides: who holds only a public key has it
 * checked, and a weaker signature never counts where a stronger one is there.
 */
export function readSignature(
  { schemes }: Pick<Provider, 'schemes'>,
  request: SignedRequest,
  credentials: readonly Credential[],
): FoundSignature | undefined {
  const found = schemes.flatMap((scheme): FoundSignature[] => {
    const reading = scheme.read(request)
    return reading ? [{ scheme, reading }] : []
  })
  const [first] = found
  if (found.length < 2) return first
  return found.find(({ reading }) => isMalformed(reading) || canUse(reading, credentials)) ?? first
}

/** A text that is no public key cannot have been meant to be one; a secret may be wrong in any way. */
function isOfKind({ proof }: Claim, text: string): boolean {
  return proof.type === 'secret' || proof.readKey(text) !== undefined
}

function canUse({ proof }: Claim, credentials: readonly Credential[]): boolean {
  return credentials.some(({ secret }) => proof.readKey(secret) !== undefined)
}

function unsigned({ label }: Provider): SignatureCheck {
  return {
    verdict: 'unsigned',
    reason: null,
    detail: `It carries no signature. Set a secret in the webhook's settings at ${label} to have it signed.`,
  }
}

function missing({ label, fields }: Provider, { proof }: Scheme): SignatureCheck {
  const [field] = fields
  return proof === 'public-key'
    ? {
        verdict: 'unverifiable',
        reason: null,
        detail: `It is signed with a private key of ${label}. Paste the ${field?.label ?? 'public key'} to check it with.`,
      }
    : {
        verdict: 'no-secret',
        reason: null,
        detail: `It is signed, but this bin holds no secret of ${label} to check it with.`,
      }
}

function notFitting(
  ...[provider, scheme, claim, request, options]: Parameters<typeof explain>
): SignatureCheck {
  const check = explain(provider, scheme, claim, request, options)
  const isUnexplained = check.verdict === 'mismatch' && check.reason === 'unknown'
  if (!isUnexplained || !options.credentials.every(isSampleSecret)) return check
  return {
    verdict: 'no-secret',
    reason: null,
    detail: `It is signed, but not with the secret made for samples, the only one of ${provider.label} in this bin.`,
  }
}

function valid({ leavesOut }: Scheme, { name }: Credential, held: number): SignatureCheck {
  const which = held > 1 && name !== '' ? ` with the secret «${name}»` : ''
  const what =
    leavesOut === undefined ? 'The signature is right' : 'The proof of the sender is right'
  const but = leavesOut === undefined ? '' : ` It does not cover ${leavesOut}.`
  return { verdict: 'valid', reason: null, detail: `${what}${which}.${but}` }
}
