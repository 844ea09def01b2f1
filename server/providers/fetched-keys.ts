// The keys that check a request, among those that were fetched (a certificate or key, or several in JSON) or are held.

import type { Provider } from './provider.ts'
import { readSignature } from './signing/check.ts'
import { fits } from './signing/fits.ts'
import { isMalformed, type SignedRequest } from './signing/scheme.ts'

/** The keys of the right kind in the text, or the one alone that the request was signed with; empty when there is none. */
export function fetchedKeys(
  provider: Pick<Provider, 'schemes'>,
  signed: SignedRequest,
  text: string,
): readonly string[] {
  const found = readSignature(provider, signed, [])
  if (!found || isMalformed(found.reading)) return []
  const { reading } = found
  if (reading.proof.type !== 'public-key') return []
  const { readKey } = reading.proof
  const keys = candidatesIn(text).filter((one) => readKey(one) !== undefined)
  const fitting = keys.find((one) => fits(reading, one, signed.evidence.body, signed.urls))
  return fitting === undefined ? keys : [fitting]
}

/** Whether the request was signed with one of these keys, whatever else is wrong with it. */
export function holdsKey(
  provider: Pick<Provider, 'schemes'>,
  signed: SignedRequest,
  held: readonly string[],
): boolean {
  const found = readSignature(provider, signed, [])
  if (!found || isMalformed(found.reading)) return false
  const { reading } = found
  return held.some((one) => fits(reading, one, signed.evidence.body, signed.urls))
}

function candidatesIn(text: string): readonly string[] {
  // The first of a chain is the one that signs.
  const [armoured] = /-----BEGIN ([A-Z ]+)-----[\s\S]+?-----END \1-----/.exec(text) ?? []
  return text.trimStart().startsWith('{') ? inJson(text) : [armoured ?? text.trim()]
}

/** A JSON Web Key, a set of them, or an object of certificates by their ids. */
function inJson(text: string): readonly string[] {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return []
    if ('keys' in value && Array.isArray(value.keys))
      return value.keys.map((one) => JSON.stringify(one))
    if ('kty' in value) return [text]
    return Object.values(value).filter((one) => typeof one === 'string')
  } catch {
    return [] // No JSON: no key, which the caller says.
  }
}
