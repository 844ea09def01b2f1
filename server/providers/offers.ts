// What a request offers the owner of its bin, each at a click and never by itself: anyone can send such a request.

import type { RequestOffers, SignatureCheck } from '../wire/requests.ts'
import { holdsKey } from './fetched-keys.ts'
import type { Confirmation, Evidence, Provider } from './provider.ts'
import { isEqual } from './signing/equal.ts'
import type { SignedRequest } from './signing/scheme.ts'

/** What a click would fetch or keep; it stands in the request, and is not told before. */
export interface Offered {
  readonly confirm?: Confirmation
  readonly keyUrl?: string
  readonly secret?: string
}

/** Of the request and its bin. */
export interface Known {
  readonly signed: SignedRequest
  readonly signature: SignatureCheck | null
  /** Secrets and keys of the provider. */
  readonly held: readonly string[]
}

type Offering = Pick<Provider, 'confirm' | 'keyUrl' | 'handedSecret'>

/** Whether it is worth looking at a body for them: most providers offer nothing. */
export function mayOffer({ confirm, keyUrl, handedSecret }: Offering): boolean {
  return (confirm ?? keyUrl ?? handedSecret) !== undefined
}

export function offeredBy(provider: Offering, evidence: Evidence): Offered {
  const confirm = attempt(() => provider.confirm?.(evidence))
  const keyUrl = attempt(() => provider.keyUrl?.(evidence))
  const secret = attempt(() => provider.handedSecret?.(evidence))
  return {
    ...(confirm && isFetchable(confirm.url) ? { confirm } : {}),
    ...(keyUrl !== undefined && isFetchable(keyUrl) ? { keyUrl } : {}),
    ...(secret ? { secret } : {}),
  }
}

/** Undefined when there is nothing to click; no key where none is missed, no secret that is held already. */
export function presentOffers(
  { confirm, keyUrl, secret }: Offered,
  provider: Pick<Provider, 'id' | 'schemes'>,
  { signed, signature, held }: Known,
): RequestOffers | undefined {
  const isUnproven = signature?.verdict === 'unverifiable' || signature?.verdict === 'mismatch'
  // With the right key something else may be wrong.
  const missesKey = isUnproven && !holdsKey(provider, signed, held)
  const offers: RequestOffers = {
    ...(confirm ? { confirm: { label: confirm.label, host: hostOf(confirm.url) } } : {}),
    ...(keyUrl !== undefined && missesKey ? { key: { host: hostOf(keyUrl) } } : {}),
    ...(secret !== undefined && !held.some((one) => isEqual(one, secret))
      ? { secret: provider.id }
      : {}),
  }
  return Object.keys(offers).length > 0 ? offers : undefined
}

/** Whatever the provider's file lets through: only https, and no name or password in it. */
function isFetchable(text: string): boolean {
  const url = URL.parse(text)
  return url?.protocol === 'https:' && url.username === '' && url.password === ''
}

function hostOf(url: string): string {
  return URL.parse(url)?.host ?? ''
}

/** What was sent may be anything: a provider that fails at it offers nothing. */
function attempt<T>(look: () => T | undefined): T | undefined {
  try {
    return look()
  } catch {
    return undefined
  }
}
