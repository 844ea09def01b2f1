// Finds the likeliest cause of a mismatch by trying what usually goes wrong (P2).

import type { SignatureCheck } from '../../wire/requests.ts'
import type { Provider } from '../provider.ts'
import type { CheckOptions } from './check.ts'
import type { Claim, Scheme, SignedRequest } from './scheme.ts'

export function explain(
  provider: Provider,
  _scheme: Scheme,
  _claim: Claim,
  { evidence }: SignedRequest,
  _options: CheckOptions,
): SignatureCheck {
  const suspicion = provider.suspicion?.(evidence)
  return {
    verdict: 'mismatch',
    reason: 'unknown',
    detail: `The signature does not fit the body with the secret this bin holds.${suspicion ? ` ${suspicion}` : ''}`,
  }
}
