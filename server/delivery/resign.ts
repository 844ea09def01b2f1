// Puts a fresh signature in the place of the captured one, as the provider itself would make it now (D5). Pure.

import { signedRequest } from '../providers/examine.ts'
import type { Provider } from '../providers/provider.ts'
import { createEvidence } from '../providers/reading/evidence.ts'
import type { Extra } from '../providers/signing/scheme.ts'
import { signAnew, signingSchemes } from '../providers/signing/sign.ts'
import type { Resigned } from '../wire/deliveries.ts'
import type { HeaderPair } from '../wire/requests.ts'
import type { Message } from './edit.ts'

export interface SigningWith {
  readonly provider: Provider
  readonly key: string
  readonly extra: Extra
  /** Where the message goes, for providers that sign the URL and whose configured one is not known. */
  readonly url: string
}

/** `at` is Unix time in milliseconds. Undefined when the provider's signatures cannot be made. */
export function resign(
  { request, body }: Message,
  { provider, key, extra, url }: SigningWith,
  at: number,
): (Message & { readonly resigned: Resigned }) | undefined {
  const evidence = createEvidence({ ...request, body })
  const { urls } = signedRequest(evidence, [], extra)
  const message = { evidence, urls: [...urls, url], extra }
  const schemes = signingSchemes(provider, message)
  if (schemes.length === 0) return undefined
  const signed = signAnew(schemes, message, key, at)
  const { headers } = request
  return {
    request: { ...request, headers: withHeaders(headers, signed.headers) },
    body: signed.body ?? body,
    resigned: {
      provider: provider.id,
      headers: signed.headers.map(([name]) => nameIn(headers, name)),
    },
  }
}

/** Each is set where it first stood, in the case it had, and nowhere else; what was not there goes to the end. */
export function withHeaders(
  headers: readonly HeaderPair[],
  set: readonly HeaderPair[],
): readonly HeaderPair[] {
  const waiting = new Map(set.map((pair) => [pair[0].toLowerCase(), pair]))
  const named = new Set(waiting.keys())
  const kept = headers.flatMap(([name, value]): HeaderPair[] => {
    const key = name.toLowerCase()
    if (!named.has(key)) return [[name, value]]
    const pair = waiting.get(key)
    waiting.delete(key)
    return pair ? [[name, pair[1]]] : []
  })
  return [...kept, ...waiting.values()]
}

function nameIn(headers: readonly HeaderPair[], wanted: string): string {
  const key = wanted.toLowerCase()
  return headers.find(([name]) => name.toLowerCase() === key)?.[0] ?? wanted
}
