// Whether a signature was made with a secret over a body: the question behind every verdict.

import { isEqual } from './equal.ts'
import type { Claim, KeyReader, Part, Proof } from './scheme.ts'

/** Whether some signature of the claim was made with that secret, over that body sent to one of those URLs. */
export function fits(
  claim: Claim,
  secret: string,
  body: Uint8Array,
  urls: readonly string[],
): boolean {
  const isMadeOver = makerOf(claim, secret)
  return isMadeOver !== undefined && formsFor(claim, body, urls).some(isMadeOver)
}

/** Whether some signature of a claim was made over these parts. */
export type Maker = (parts: readonly Part[]) => boolean

/** Undefined when the secret cannot be read as a key. Another reader is for explaining only. */
export function makerOf(
  { proof, signatures }: Claim,
  secret: string,
  readKey?: KeyReader,
): Maker | undefined {
  if (proof.type === 'public-key') {
    const key = proof.readKey(secret)
    return key && ((parts) => signatures.some((given) => proof.fits(key, parts, given)))
  }
  const keys = keysOf(readKey ? { readKey } : proof, secret)
  if (keys.length === 0) return undefined
  const given = signatures.map((signature) => proof.normalise?.(signature) ?? signature)
  return (parts) =>
    keys.some((key) => {
      const expected = proof.expected(key, parts)
      return given.some((signature) => isEqual(signature, expected))
    })
}

/** Every key that a secret may stand for; none when it cannot be read as one. */
export function keysOf(
  { readKey, alsoReadKey }: Pick<Extract<Proof, { type: 'secret' }>, 'readKey' | 'alsoReadKey'>,
  secret: string,
): readonly Uint8Array[] {
  return [readKey(secret), alsoReadKey?.(secret)].filter((key) => key !== undefined)
}

/** Most schemes sign no URL: one form then stands for all of them. */
export function formsFor(
  { formsOf }: Claim,
  body: Uint8Array,
  urls: readonly string[],
): ReturnType<Claim['formsOf']> {
  const [first = '', ...others] = urls
  const forms = formsOf(body, first)
  if (others.length === 0) return forms
  return [...forms, ...others.flatMap((url) => formsOf(body, url))]
}
