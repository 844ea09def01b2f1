// Signs a request as its provider would (D5): every signature it carried is made anew, and one that carried none gets
// the provider's first.

import type { HeaderPair } from '../../wire/requests.ts'
import type { Provider } from '../provider.ts'
import type { Scheme, Signed, SignedRequest } from './scheme.ts'

/** The schemes to sign with; empty when the provider's cannot be made. */
export function signingSchemes(
  { schemes }: Pick<Provider, 'schemes'>,
  request: SignedRequest,
): readonly Scheme[] {
  const able = schemes.filter(({ sign }) => sign)
  const carried = able.filter((scheme) => scheme.read(request))
  return carried.length > 0 ? carried : able.slice(0, 1)
}

/** Each scheme signs what the one before it left. `at` is Unix time in milliseconds; the key fits the schemes' proof. */
export function signAnew(
  schemes: readonly Scheme[],
  request: SignedRequest,
  key: string,
  at: number,
): Signed {
  let headers: readonly HeaderPair[] = []
  let body: Uint8Array | undefined
  for (const { sign } of schemes) {
    const evidence = body ? { ...request.evidence, body } : request.evidence
    const signed = sign?.({ ...request, evidence }, key, at)
    headers = [...headers, ...(signed?.headers ?? [])]
    body = signed?.body ?? body
  }
  return body ? { headers, body } : { headers }
}
