// Trying whether a signature was made in some other way, within a budget. Knows no causes.

import type { Provider } from '../../provider.ts'
import type { CheckOptions, Credential } from '../check.ts'
import { formsFor, type Maker, makerOf } from '../fits.ts'
import type { Claim, Part, Scheme, SignedRequest } from '../scheme.ts'
import { type Budget, compareCost, hashCost, publicKeyCost } from './budget.ts'

/** A signature that fits nothing, and all there is to find out why. */
export interface Mismatch {
  readonly provider: Provider
  readonly scheme: Scheme
  readonly claim: Claim
  readonly request: SignedRequest
  readonly options: CheckOptions
  readonly budget: Budget
  readonly trial: Trial
}

export type Forms = readonly (readonly Part[])[]

/** A secret of the bin's that can be read as a key. */
export interface Candidate {
  readonly credential: Credential
  readonly isMadeOver: Maker
}

export interface Trial {
  readonly candidates: readonly Candidate[]
  /** What would have been signed of the request as it arrived. */
  readonly received: Forms
  /** Whether it matters for the signature what body arrived. */
  readonly coversBody: boolean
  readonly coversUrl: boolean
  /** False as well when the budget does not allow to know. */
  isFit(isMadeOver: Maker, forms: Forms): boolean
  /** The first secret with which one of the forms fits. */
  fitting(forms: Forms): Credential | undefined
  fittingBody(body: Uint8Array): Credential | undefined
}

export function createTrial(
  claim: Claim,
  { evidence: { body }, urls }: SignedRequest,
  credentials: readonly Credential[],
  budget: Budget,
): Trial {
  const received = formsFor(claim, body, urls)
  const perHash = claim.proof.type === 'public-key' ? publicKeyCost : hashCost
  const perForm = perHash + compareCost * claim.signatures.length
  const candidates = credentials.flatMap((credential) => {
    const isMadeOver = makerOf(claim, credential.secret)
    return isMadeOver ? [{ credential, isMadeOver }] : []
  })

  function isFit(isMadeOver: Maker, forms: Forms): boolean {
    return forms.some((parts) => budget.take(perForm + lengthOf(parts)) && isMadeOver(parts))
  }

  function fitting(forms: Forms): Credential | undefined {
    return candidates.find(({ isMadeOver }) => isFit(isMadeOver, forms))?.credential
  }

  return {
    candidates,
    received,
    coversBody: received.length === 0 || coversBody(claim, body, urls, budget),
    coversUrl: coversUrl(claim, body, urls),
    isFit,
    fitting,
    fittingBody(other) {
      // Writing the body and finding the forms takes as long as hashing four times as much.
      return budget.take(4 * other.length) ? fitting(formsFor(claim, other, urls)) : undefined
    },
  }
}

/** White space behind a body changes every form that has its bytes in it, or a hash of them. */
function coversBody(
  { formsOf }: Claim,
  body: Uint8Array,
  [url = '']: readonly string[],
  { maxBodyBytes }: Budget,
): boolean {
  if (body.length > maxBodyBytes) return true
  return !areSame(formsOf(body, url), formsOf(Buffer.concat([body, Buffer.from(' ')]), url))
}

function coversUrl({ formsOf }: Claim, body: Uint8Array, [url = '']: readonly string[]): boolean {
  return !areSame(formsOf(body, url), formsOf(body, `${url}-`))
}

function areSame(left: Forms, right: Forms): boolean {
  return left.length === right.length && left.every((parts, index) => isSame(parts, right[index]))
}

/** Bytes count as the same when they are the very same, or equally many: they are the body or made from it. */
function isSame(parts: readonly Part[], others: readonly Part[] = []): boolean {
  return (
    parts.length === others.length &&
    parts.every((part, index) => {
      const other = others[index]
      return part === other || (typeof part !== 'string' && part.length === other?.length)
    })
  )
}

function lengthOf(parts: readonly Part[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0)
}
