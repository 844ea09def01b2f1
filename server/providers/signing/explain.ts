// Finds the likeliest cause of a mismatch by trying what usually goes wrong (P2).

import type { SignatureCheck } from '../../wire/requests.ts'
import type { Provider } from '../provider.ts'
import type { CheckOptions } from './check.ts'
import { searchBodies } from './explain/bodies.ts'
import { budgetFor } from './explain/budget.ts'
import type { Cause } from './explain/cause.ts'
import { explainForeign } from './explain/foreign.ts'
import { explainOtherwise } from './explain/otherwise.ts'
import { explainSecret } from './explain/secrets.ts'
import { createTrial, type Mismatch } from './explain/trial.ts'
import { explainUnknown } from './explain/unknown.ts'
import { explainUnreadable } from './explain/unreadable.ts'
import { explainUrl } from './explain/urls.ts'
import type { Claim, Scheme, SignedRequest } from './scheme.ts'

/** Never `valid`: what fits is another message, or another secret. */
export function explain(
  provider: Provider,
  scheme: Scheme,
  claim: Claim,
  request: SignedRequest,
  options: CheckOptions,
): SignatureCheck {
  const budget = budgetFor(options.effort ?? 'inline')
  const trial = createTrial(claim, request, options.credentials, budget)
  const mismatch = { provider, scheme, claim, request, options, budget, trial }
  const cause = likeliest(mismatch)
  if (cause) return { verdict: 'mismatch', ...cause }
  return trial.candidates.length === 0
    ? explainUnreadable(provider, claim, options.credentials)
    : explainUnknown(mismatch)
}

/** Forms of the body that are tried before anything else. */
const likelyForms = 6
const manyForms = 40

function likeliest(mismatch: Mismatch): Cause | undefined {
  const bodies = searchBodies(mismatch)
  return (
    explainForeign(mismatch) ??
    bodies.next(likelyForms) ??
    explainUrl(mismatch) ??
    explainSecret(mismatch) ??
    bodies.next(manyForms) ??
    explainOtherwise(mismatch) ??
    bodies.next(Infinity)
  )
}
