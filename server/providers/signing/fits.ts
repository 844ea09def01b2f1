// Whether a signature was made with a secret over a body: the question behind every verdict.

import { isEqual } from './equal.ts'
import type { Claim } from './scheme.ts'

/** Whether some signature of the claim was made with that secret, over that body sent to one of those URLs. */
export function fits(
  claim: Claim,
  secret: string,
  body: Uint8Array,
  urls: readonly string[],
): boolean {
  const { proof, signatures } = claim
  const forms = () => formsFor(claim, body, urls)
  if (proof.type === 'public-key') {
    const key = proof.readKey(secret)
    if (!key) return false
    return forms().some((parts) => signatures.some((given) => proof.fits(key, parts, given)))
  }
  const key = proof.readKey(secret)
  if (!key) return false
  return forms().some((parts) => {
    const expected = proof.expected(key, parts)
    return signatures.some((given) => isEqual(proof.normalise?.(given) ?? given, expected))
  })
}

/** Most schemes sign no URL: one form then stands for all of them. */
function formsFor(
  { formsOf }: Claim,
  body: Uint8Array,
  urls: readonly string[],
): ReturnType<Claim['formsOf']> {
  const [first = '', ...others] = urls
  const forms = formsOf(body, first)
  if (others.length === 0) return forms
  return [...forms, ...others.flatMap((url) => formsOf(body, url))]
}
