// Signs a request as its provider would (D5): every signature it carried is made anew, and one that carried none gets
// the provider's first.

import type { HeaderPair } from '../../wire/requests.ts'
import type { Provider } from '../provider.ts'
import type { Scheme, Signed, SignedRequest } from './scheme.ts'

/** What may be signed with, as far as there is such a thing. */
export interface SigningKeys {
  readonly secret: string | undefined
  /** PEM (PKCS #8). */
  readonly privateKey: string | undefined
}

/** The schemes to sign with; empty when the provider's cannot be made. */
export function signingSchemes(
  { schemes }: Pick<Provider, 'schemes'>,
  request: SignedRequest,
): readonly Scheme[] {
  const able = schemes.filter(({ sign }) => sign)
  const carried = able.filter((scheme) => scheme.read(request))
  return carried.length > 0 ? carried : able.slice(0, 1)
}

/** The key that a scheme signs with. */
function keyFor({ proof }: Pick<Scheme, 'proof'>, keys: SigningKeys): string | undefined {
  return proof === 'secret' ? keys.secret : keys.privateKey
}

/**
 * Each scheme signs what the one before it left; one without a key is left out. `at` is Unix time in milliseconds.
 * Undefined when none has a key.
 */
export function signAnew(
  schemes: readonly Scheme[],
  request: SignedRequest,
  keys: SigningKeys,
  at: number,
): Signed | undefined {
  let headers: readonly HeaderPair[] | undefined
  let changes: Omit<Signed, 'headers'> = {}
  for (const scheme of schemes) {
    const key = keyFor(scheme, keys)
    if (key === undefined) continue
    const evidence = { ...request.evidence, ...changes }
    const signed = scheme.sign?.({ ...request, evidence }, key, at)
    const { headers: added = [], ...changed } = signed ?? {}
    headers = [...(headers ?? []), ...added]
    changes = { ...changes, ...changed }
  }
  return headers && { headers, ...changes }
}
